# shellcheck shell=bash
# Sourced by the tests of this folder: a Windows to run them in, on Debian and
# Ubuntu, under wine in a prefix of its own that goes when the test ends. It has
# no display, unless the test asks for one with screen. Leaves the test in $work,
# with wine ready.
# shellcheck shell=bash disable=SC2164 # a test ends with what fails

root_of_project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
screen_server=
finish() {
	wineserver -k 2>/dev/null || true # only of our prefix; it may have ended by itself
	wineserver -w 2>/dev/null || true
	[ -z "$screen_server" ] || kill "$screen_server" 2>/dev/null || true
	rm -rf "$work"
}

fail() {
	echo "$*" >&2
	exit 1
}

# until_it CONDITION… waits for it, 30 s at most.
until_it() {
	for _ in $(seq 150); do
		if "$@"; then return 0; fi
		sleep 0.2
	done
	fail "never came: $*"
}

# screen gives the Windows a screen, on a display that nobody else has.
screen() {
	Xvfb -displayfd 3 -screen 0 1100x1000x24 -nolisten tcp -noreset 3>"$work/display" >"$work/screen.log" 2>&1 &
	screen_server=$!
	until_it test -s "$work/display"
	DISPLAY=:$(cat "$work/display")
	export DISPLAY LIBGL_ALWAYS_SOFTWARE=1
	openbox >"$work/openbox.log" 2>&1 & # ends with its display
}

"$root_of_project/packaging/linux/system-libraries.sh" windows-test
work=$(mktemp -d)
export LC_ALL=C.UTF-8 # wine names files in the character set of the locale
export WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEARCH=win64
export WINEDLLOVERRIDES="mscoree=;mshtml=;winemenubuilder.exe=" # asks for no downloads, makes no menus
unset DISPLAY WAYLAND_DISPLAY
trap finish EXIT

echo "Making a Windows"
wineboot --init >"$work/wineboot.log" 2>&1 || { cat "$work/wineboot.log" >&2; exit 1; }
wine reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null 2>&1 # what old ones of wine are not by themselves
wineserver -w
system32="$WINEPREFIX/drive_c/windows/system32"
if [ ! -e "$system32/bcryptprimitives.dll" ]; then # newer versions of wine have one
	x86_64-w64-mingw32-gcc -shared -O1 -Wall -Werror -o "$system32/bcryptprimitives.dll" \
		"$root_of_project/packaging/windows/bcryptprimitives.c" -ladvapi32
fi
cd "$work" || exit
