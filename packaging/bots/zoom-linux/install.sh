#!/usr/bin/env bash
# Installs Behalf's bot for Zoom's Meeting SDK for Linux, without root, into
# FOLDER (~/.local/share/behalf-bots/zoom-linux unless given). Run it again to
# repair or to update; delete FOLDER to remove the bot.
#
#   install.sh [FOLDER]
#
# Exit codes: 0 installed; 1 this system or folder won't do; 3 no Python; 4 the
# package could not be had; 5 libraries of the system are missing.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/behalf-bots/zoom-linux}

fail() {
	local code=$1
	shift
	printf '%s\n' "$@" >&2
	exit "$code"
}

# usable says whether a Python is new enough for the package and can make a
# virtual environment.
usable() {
	"$1" -I -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
	local name
	for name in python3 python3.11 python3.12 python3.13 python3.14; do
		if command -v "$name" >/dev/null && usable "$name"; then
			echo "$name"
			return
		fi
	done
	return 1
}

# package_of names the Debian package that has a library.
package_of() {
	case "$1" in
	libglib-2.0.* | libgobject-2.0.* | libgthread-2.0.*) echo "libglib2.0-0 (libglib2.0-0t64 on newer systems)" ;;
	libGL.*) echo libgl1 ;;
	libX11.*) echo libx11-6 ;;
	libxcb.*) echo libxcb1 ;;
	libstdc++.*) echo libstdc++6 ;;
	libexpat.*) echo libexpat1 ;;
	libz.*) echo zlib1g ;;
	*) echo "the package that has $1" ;;
	esac
}

if [ "$(uname -s)" != Linux ] || [ "$(uname -m)" != x86_64 ]; then
	fail 1 "Zoom's Meeting SDK for Linux runs on Linux on x86-64 only; this is $(uname -s) on $(uname -m)."
fi
if [ -e "$folder" ] && [ ! -e "$folder/zoom-linux-bot" ] && [ -n "$(ls -A "$folder" 2>/dev/null || echo no folder)" ]; then
	fail 1 "$folder is there already and is not this bot. Name an empty or a new folder."
fi
python=$(find_python) || fail 3 \
	"Python 3.11 or newer, with its module venv, is needed and was not found." \
	"On Debian and Ubuntu: sudo apt install python3 python3-venv"

echo "Installing into $folder"
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
touch "$folder/zoom-linux-bot" # marks the folder as ours from the start
"$python" -I -m venv "$folder/venv"
inside="$folder/venv/bin/python"

echo "Getting Zoom's SDK, about 100 MB"
"$inside" -I -m pip --disable-pip-version-check install --quiet --no-input --no-deps \
	--only-binary :all: --require-hashes -r "$here/requirements.txt" || fail 4 \
	"The package zoom-meeting-sdk could not be had; pip says above why. Is the network there?" \
	"Then run this again. Nothing else needs to be undone."

packages=$("$inside" -I -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
rm -rf "$packages/zoom_linux_bot"
mkdir "$packages/zoom_linux_bot"
cp "$here"/zoom_linux_bot/*.py "$packages/zoom_linux_bot/"

cat >"$folder/zoom-linux-bot" <<EOF
#!/bin/bash
exec $(printf '%q' "$inside") -I -m zoom_linux_bot
EOF
chmod 755 "$folder/zoom-linux-bot"

missing=$(ldd "$packages"/zoom_meeting_sdk/*.so | awk '/not found/ { print $1 }' | sort -u)
if [ -n "$missing" ]; then
	echo "The bot is installed, but libraries that Zoom's SDK needs are missing here:" >&2
	for library in $missing; do
		echo "  $library, in $(package_of "$library")" >&2
	done
	fail 5 "Install them, then run this again to see that nothing is missing."
fi
"$folder/zoom-linux-bot" </dev/null >/dev/null || fail 1 "The bot is installed but does not start; it says above why."

echo "Installed. Next: behalf assistants add --preset zoom-linux"
if [ "$folder" != "${XDG_DATA_HOME:-$HOME/.local/share}/behalf-bots/zoom-linux" ]; then
	echo "The preset looks elsewhere; for this folder: behalf assistants add zoom-linux -- $(printf '%q' "$folder/zoom-linux-bot")"
fi
