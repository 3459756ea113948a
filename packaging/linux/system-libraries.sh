#!/usr/bin/env bash
# Installs the system packages that are missing, on Debian and Ubuntu; says
# which, and asks for sudo only if it is needed. Elsewhere it names what the
# README lists and goes on, since the names differ.
#
#   system-libraries.sh build              to compile the program
#   system-libraries.sh test               also what the tests run against
#   system-libraries.sh pictures           what draws the icons and the pictures of the docs
#   system-libraries.sh packages           to check packages for Linux and to try them
#   system-libraries.sh windows            to build for Windows
#   system-libraries.sh windows-installer  to make its installer
#   system-libraries.sh windows-test       to try all of that
#   system-libraries.sh macos              to test what of a Mac's package can be tested elsewhere
#   system-libraries.sh lint               what looks at the shell scripts
#   system-libraries.sh release            what puts a release together
#   system-libraries.sh native-bot         what Zoom's Meeting SDK for Linux needs
set -euo pipefail

kinds='build test pictures packages windows windows-installer windows-test macos lint release native-bot'
if [ $# -ne 1 ] || [[ " $kinds " != *" $1 "* ]]; then
	echo "usage: $0 ${kinds// /|}" >&2
	exit 2
fi
[ "$(uname -s)" = Linux ] || exit 0

# shellcheck disable=SC2034 # one of these is wanted, by its name
{
	build=(gcc xz-utils pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev)
	release=(minisign python3 python3-venv)
	test=("${build[@]}" "${release[@]}" xvfb libgl1-mesa-dri dbus dbus-x11 gnome-keyring libsecret-tools openbox xdotool imagemagick xfce4-panel libglib2.0-bin desktop-file-utils x11-utils chromium procps fonts-ipafont-gothic)
	pictures=("${test[@]}" xauth librsvg2-bin optipng pngquant)
	packages=(lintian rpm cpio desktop-file-utils appstream mmdebstrap uidmap xvfb openbox xdotool xclip imagemagick curl)
	windows=(gcc-mingw-w64-x86-64 icoutils)
	windows_installer=("${windows[@]}" nsis imagemagick osslsigncode libengine-pkcs11-openssl)
	windows_test=("${windows_installer[@]}" wine wine64 curl openssl xvfb libgl1-mesa-dri openbox xdotool)
	macos=(libplist-utils python3)
	lint=(shellcheck)
	native_bot=(python3 python3-venv libgl1 libx11-6 libglib2.0-bin) # the last one for GLib, whose own package has several names
}
declare -n wanted=${1//-/_}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	echo "This is not Debian or Ubuntu: install the packages listed in README.md by hand if the build asks for them." >&2
	exit 0
fi

missing=()
for name in "${wanted[@]}"; do
	if [ "$name" = chromium ] && command -v chromium chromium-browser google-chrome >/dev/null; then
		continue
	fi
	if [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null || true)" != installed ]; then
		missing+=("$name")
	fi
done
[ "${#missing[@]}" -gt 0 ] || exit 0

echo "Installing system packages: ${missing[*]}"
root=()
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "These packages need root, and sudo is not here. As root, run: apt-get install ${missing[*]}" >&2
		exit 1
	fi
	root=(sudo)
fi
apt() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q "$@"; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { apt update && apt install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
	cat "$log" >&2
	exit 1
fi
