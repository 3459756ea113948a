# Sourced by the tests of this folder: a Windows to run them in, on Debian and
# Ubuntu, under wine in a prefix of its own that goes when the test ends. Needs
# no display. Leaves the test in $work, with wine ready.
# shellcheck shell=bash disable=SC2164 # a test ends with what fails

root_of_project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
finish() {
	wineserver -k 2>/dev/null || true # only of our prefix; it may have ended by itself
	wineserver -w 2>/dev/null || true
	rm -rf "$work"
}

"$root_of_project/packaging/linux/system-libraries.sh" windows-test
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
