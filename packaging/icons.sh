#!/usr/bin/env bash
# Draws the app icon at every size that desktops ask for: icon-small.svg up to
# 32 pixels, where the large one's margin and gap would blur, icon.svg above.
#
#   packaging/icons.sh      after a change of the drawings
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/linux/system-libraries.sh pictures

draw() { # SIZE TARGET
	local from=assets/icon.svg
	[ "$1" -gt 32 ] || from=assets/icon-small.svg
	rsvg-convert --width "$1" --height "$1" "$from" --output "$2"
	optipng -quiet -o5 -strip all "$2"
}

mkdir -p packaging/icons
for size in 16 22 24 32 48 64 128 256 512 1024; do
	draw "$size" "packaging/icons/$size.png"
done
cp packaging/icons/512.png assets/icon.png
cp packaging/icons/128.png assets/window.png
