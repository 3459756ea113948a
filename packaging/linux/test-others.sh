# Sourced by test-in-root.sh: the package for rpm, and the portable one. There
# is no rpm-based system here, so dependencies are not resolved; names of files,
# the scripts and what is left are the same everywhere.
# shellcheck shell=bash disable=SC2154 # what test-in-root.sh and its caller know

rpm_in_root() { command rpm --root "$root" --dbpath /var/lib/rpm "$@" >"$work/rpm.log" 2>&1 || fail "rpm $*"; }

the_rpm() {
	step "rpm installs and removes"
	mkdir -p "$root/var/lib/rpm"
	# its package "filesystem" has these
	mkdir -p "$root"/usr/share/{fish/vendor_completions.d,metainfo,zsh/site-functions}
	listing . >"$work/before-rpm"
	rpm_in_root --install --nodeps "$rpm"
	says "behalf $version" as ada behalf version
	says '"phase":"in_meeting"' as ada env -u DISPLAY behalf rehearse --json
	[ "$(cat "$root/usr/share/behalf/package-manager")" = dnf ] || fail "dnf is not named"
	command rpm --root "$root" --dbpath /var/lib/rpm -ql behalf | only_writes root
	autostart ada /usr/bin/behalf
	rpm_in_root --upgrade --nodeps --force "$rpm"
	entry_of ada || fail "an upgrade takes the start at login away"
	rpm_in_root --erase behalf
	entry_of ada && fail "the start at login is still there"
	rm -rf "$root$home/.local" "$root$home/.config" # its log, an empty folder
	nothing_named_behalf
	listing . >"$work/after-rpm"
	same "$work/before-rpm" "$work/after-rpm"
}

the_tarball() {
	step "the portable one installs into a home, runs, and leaves"
	listing ./home >"$work/before-tarball"
	begin_session
	as ada tar -xf "/packages/$(basename "$tarball")"
	local unpacked=behalf-$version-linux-amd64 again
	# shellcheck disable=SC2034 # only how often
	for again in install update; do
		says 'Behalf is installed' as ada "./$unpacked/install.sh"
	done
	(cd "$root" && find ".$home/.local") | only_writes ada
	says "behalf $version" as ada .local/bin/behalf version
	says '"phase":"in_meeting"' as ada env -u DISPLAY .local/bin/behalf rehearse --json
	as ada desktop-file-validate ".local/share/applications/$name.desktop" || fail "its entry"
	says "^$name.desktop$" as ada xdg-mime query default x-scheme-handler/behalf
	[ ! -e "$root$home/.local/share/behalf/package-manager" ] || fail "nobody brings its updates"
	as ada xdg-open 'behalf://send?url=https%3A%2F%2Fus02web.zoom.us%2Fj%2F81234567890' >"$work/portable.log" 2>&1 &
	until_it window
	autostart ada "$home/.local/bin/behalf"
	says 'Behalf is installed' as ada "./$unpacked/install.sh"
	running >/dev/null || fail "an update ends it"
	# what runs is of before the update, and the way to the home has a link in it
	ln -s home "$root/homes"
	says 'Behalf is removed' as ada env HOME="/homes/ada" "/homes/ada/.local/lib/behalf/install.sh" --uninstall
	rm "$root/homes"
	until_it no_window
	until_it ended
	entry_of ada && fail "the start at login is still there"

	local odd="$home/it's 100% \"mine\" \$HOME"
	says 'Behalf is installed' as ada "./$unpacked/install.sh" "$odd"
	as ada desktop-file-validate "$odd/share/applications/$name.desktop" || fail "its entry"
	says 'Behalf is removed' as ada "$odd/lib/behalf/install.sh" --uninstall
	rmdir "$root$odd"

	says 'Everything that Behalf kept' as ada "./$unpacked/bin/behalf" erase --yes
	rm -rf "${root:?}$home/$unpacked"
	home_is_clean
	end_session
	listing ./home >"$work/after-tarball"
	same "$work/before-tarball" "$work/after-tarball"
}
