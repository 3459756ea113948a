# Two commands for a fresh machine:
#   make rehearse   the main job against a stand-in for Zoom
#   make test       all tests, headless
# CONTRIBUTING.md says what the others are for.

SHELL := /bin/bash
GO    ?= go
LIBS  := packaging/linux/system-libraries.sh
UI    := behalf behalf/app/boot behalf/ui behalf/ui/tray behalf/assets

GOLANGCI    := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
ACTIONLINT  := github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
FUZZ_TIME   ?= 20s

.PHONY: help build rehearse test fuzz lint lint-scripts vet-others macos dmg release-check windows windows-installer windows-reproducible native-bot kills masters bench icons pictures deb rpm tarball flatpak packages reproducible test-packages clean build-libraries test-libraries

help:
	@sed -n '2,4s/^# //p' Makefile

build-libraries:
	@$(LIBS) build

test-libraries:
	@$(LIBS) test

build: build-libraries
	$(GO) build -o bin/behalf .

rehearse: build
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" != Linux ]; then \
		bin/behalf rehearse --window --scenario absent-then-present; \
	else \
		bin/behalf rehearse --scenario absent-then-present; \
	fi

# Everything that is not the toolkit runs under the race detector; the toolkit
# would have to be compiled a second time for it. The race detector knows no
# position-independent programs, which GOFLAGS may ask for.
test: test-libraries
	$(GO) vet ./...
	$(GO) test -race -buildmode=default -timeout 10m $$($(GO) list ./... | grep -vxF "$$(printf '%s\n' $(UI))")
	LANG=en_US.UTF-8 $(GO) test -timeout 15m $(UI)
	$(MAKE) --no-print-directory fuzz

fuzz:
	for target in FuzzRead FuzzForms FuzzHosts; do \
		$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZ_TIME) ./app/meeting || exit 1; \
	done

lint:
	$(GO) run $(GOLANGCI) run
	$(MAKE) --no-print-directory lint-scripts

# The workflows and every script, without the Go code.
lint-scripts:
	@$(LIBS) lint
	shellcheck $$(git ls-files '*.sh' .ci/run)
	$(GO) run $(ACTIONLINT)

# What can be checked of the other systems without them: all that needs no C.
vet-others:
	for system in windows/amd64 darwin/amd64 darwin/arm64; do \
		CGO_ENABLED=0 GOOS=$${system%/*} GOARCH=$${system#*/} $(GO) vet \
			$$($(GO) list ./app/... ./auth/... ./storage/keychain ./ui/dock | grep -vx behalf/app/boot) || exit 1; \
	done

# A Mac's package, as far as it can be looked at without a Mac.
macos:
	packaging/macos/test.sh

# Behalf.app and its disk image, on a Mac; signed by packaging/macos/keychain.sh.
dmg:
	packaging/macos/bundle.sh
	packaging/macos/dmg.sh

# A dry run of a release: notes, versions, sums, what it is made of, workflows.
# For a commit that is to be tagged: make release-check TAG=v1.2.3
release-check: lint-scripts
	packaging/test-release.sh
	$(if $(TAG),packaging/release-check.sh $(TAG))

# What looks at Windows itself, and the whole program, under wine.
windows:
	packaging/windows/test-signing.sh
	packaging/windows/test-store.sh
	packaging/windows/test-instance.sh
	packaging/windows/test-presence.sh
	packaging/windows/test-autostart.sh
	packaging/windows/test-installer.sh

# The installer for Windows, in dist.
windows-installer:
	packaging/windows/installer.sh

# It is made twice, in different surroundings, and must be the same bytes.
windows-reproducible:
	packaging/windows/reproducible.sh

# The bot for Zoom's Meeting SDK for Linux, with Zoom's real SDK.
native-bot:
	packaging/bots/zoom-linux/test.sh

# A thousand kills at random instants, of processes and of the program itself.
kills: test-libraries
	$(GO) test ./auth -timeout 10m -run TestF18Kills -v -kills 1000
	LANG=en_US.UTF-8 $(GO) test ./app/boot -timeout 10m -run TestF18KilledPrograms -v -program-kills 1000

# What the screens look like as markup and pictures, after a change that is meant.
masters:
	LANG=en_US.UTF-8 $(GO) test ./ui -run TestMaster -masters

bench: build test-libraries
	$(GO) test -run "^$$" -bench "Link|Invitation" -count 5 ./app/meeting
	$(GO) test -run "^$$" -bench Hostile -benchtime 5x ./app/meeting
	LANG=en_US.UTF-8 $(GO) test -run "^$$" -bench Megabyte ./ui
	LANG=en_US.UTF-8 $(GO) test -run "^$$" -bench . -benchtime 1x -timeout 20m ./app/boot
	$(GO) test -run "^$$" -bench Past -benchtime 20x ./storage
	LANG=en_US.UTF-8 $(GO) test -run "^$$" -bench History -benchtime 20x ./ui
	$(GO) test -run "TestManyRunsAtOnce|TestRunsLeaveNothing" -v -runs 2000 -runs-together 100 ./app/bot

# The app icon at every size, after a change of its drawings.
icons:
	packaging/icons.sh

# Every screen, as it really is: light, dark, twice as large, in German and in
# Japanese. Look at each after a change of the window.
pictures:
	packaging/linux/pictures.sh

# Packages for Linux, in dist, all that are asked for from one build; of the
# Flatpak what its manifest takes.
LINUX_PACKAGES := deb rpm tarball flatpak
$(LINUX_PACKAGES) &: build-libraries
	packaging/linux/package.sh $(filter $(LINUX_PACKAGES),$(MAKECMDGOALS))

packages: build-libraries
	packaging/linux/package.sh deb rpm tarball

# They are built twice, in different surroundings, and must be the same bytes.
reproducible: build-libraries
	packaging/linux/reproducible.sh

# They are installed, run and removed in a throw-away Debian.
test-packages:
	packaging/linux/test-packages.sh

clean:
	rm -rf bin dist
