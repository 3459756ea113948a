#!/usr/bin/env bash
# Builds packages for Linux into $DIST (dist, unless it is set), all of them
# from one build of the program.
#
#   packaging/linux/package.sh deb|rpm|tarball|flatpak…
#
# flatpak is only laid out here, for packaging/linux/app.behalf.Behalf.yml.
# GLIBC_MOST=2.34 refuses a program that wants a newer C library (glibc.sh).
set -euo pipefail
source "$(dirname "$0")/../project.sh"
source packaging/linux/changes.sh
nfpm=github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.0
[ $# -gt 0 ] || { echo "usage: $0 deb|rpm|tarball|flatpak…" >&2 && exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
packaging/linux/stage.sh "$work/common"

glibc=$(packaging/linux/glibc.sh "$work/common/bin/behalf")

# stage_for NAME: a layout of its own, with the common one in it.
stage_for() {
	cp -a "$work/common" "$work/$1"
	echo "$work/$1"
}

# looked_after_by STAGE WORD says who brings the updates of this package.
looked_after_by() {
	mkdir -p "$1/share/behalf"
	echo "$2" >"$1/share/behalf/package-manager"
}

# settle STAGE gives what was added the time of all the rest.
settle() { find "$1" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +; }

nfpm() {
	STAGE=$2 VERSION=$version MAINTAINER=$(maintainer_address) HOMEPAGE=$homepage GLIBC=$glibc \
		go run "$nfpm" package --config packaging/linux/nfpm.yaml --packager "$1" --target "$dist"
}

deb() {
	local stage
	stage=$(stage_for deb)
	looked_after_by "$stage" apt
	packaging/linux/copyright.sh debian >"$stage/share/doc/behalf/copyright"
	debian_changes | gzip -n9 >"$stage/share/doc/behalf/changelog.gz"
	settle "$stage"
	nfpm deb "$stage"
}

rpm() {
	local stage
	stage=$(stage_for rpm)
	looked_after_by "$stage" dnf
	install -m644 CHANGELOG.md "$stage/share/doc/behalf"
	settle "$stage"
	nfpm rpm "$stage"
}

tarball() {
	local name=behalf-$version-linux-amd64 stage
	stage=$(stage_for "$name")
	install -m644 CHANGELOG.md "$stage/share/doc/behalf"
	install -m755 packaging/linux/install.sh "$stage"
	settle "$stage"
	tar --create --directory "$work" --sort=name --format=gnu --owner=0 --group=0 --numeric-owner \
		--mtime="@$SOURCE_DATE_EPOCH" "$name" | xz --threads=1 -6 >"$dist/$name.tar.xz"
	echo "created package: $dist/$name.tar.xz"
}

flatpak() {
	local stage
	stage=$(stage_for flatpak)
	looked_after_by "$stage" flatpak
	settle "$stage"
	rm -rf "$dist/flatpak"
	cp -a "$stage" "$dist/flatpak"
	echo "laid out: $dist/flatpak"
}

for kind; do
	case $kind in
	deb | rpm | tarball | flatpak) "$kind" ;;
	*) echo "$kind is none of deb, rpm, tarball, flatpak" >&2 && exit 2 ;;
	esac
done
