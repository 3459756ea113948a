# Sourced by the tests of this folder: a Windows to run them in, on Debian and
# Ubuntu, under wine in a prefix of its own that goes when the test ends. Needs
# no display. Installs what is missing, as packaging/linux/system-libraries.sh
# does. Leaves the test in $work, with wine ready.

root_of_project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
packages=(wine wine64 gcc-mingw-w64-x86-64 curl)

install_packages() {
	local complete=yes tool
	for tool in wine wineserver x86_64-w64-mingw32-gcc curl; do
		command -v "$tool" >/dev/null || complete=no
	done
	if [ "$complete" = yes ]; then
		return
	fi
	if ! command -v apt-get >/dev/null; then
		echo "This is not Debian or Ubuntu: install wine, the mingw-w64 compiler and curl by hand." >&2
		exit 1
	fi
	echo "Installing system packages: ${packages[*]}"
	local root=()
	if [ "$(id -u)" -ne 0 ]; then
		if ! command -v sudo >/dev/null; then
			echo "These packages need root, and sudo is not here. As root, run: apt-get install ${packages[*]}" >&2
			exit 1
		fi
		root=(sudo)
	fi
	apt() { "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q "$@"; }
	local log
	log=$(mktemp)
	if ! { apt update && apt install -y --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
		cat "$log" >&2
		rm -f "$log"
		exit 1
	fi
	rm -f "$log"
}

finish() {
	wineserver -k 2>/dev/null || true # only of our prefix; it may have ended by itself
	wineserver -w 2>/dev/null || true
	rm -rf "$work"
}

install_packages
work=$(mktemp -d)
export WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEARCH=win64
export WINEDLLOVERRIDES="mscoree=;mshtml=;winemenubuilder.exe=" # asks for no downloads, makes no menus
unset DISPLAY WAYLAND_DISPLAY
trap finish EXIT

echo "Making a Windows"
wineboot --init >"$work/wineboot.log" 2>&1 || { cat "$work/wineboot.log" >&2; exit 1; }
wineserver -w
system32="$WINEPREFIX/drive_c/windows/system32"
if [ ! -e "$system32/bcryptprimitives.dll" ]; then # newer versions of wine have one
	x86_64-w64-mingw32-gcc -shared -O1 -Wall -Werror -o "$system32/bcryptprimitives.dll" \
		"$root_of_project/packaging/windows/bcryptprimitives.c" -ladvapi32
fi
cd "$work"
