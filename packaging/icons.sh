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

# What a Mac wants in one file, for screens of both kinds. It shows 16 and 32 as
# anything but ARGB broken, and Debian's png2icns stores the rest with losses.
mac() {
	local work size set
	work=$(mktemp -d)
	python3 -m venv "$work/venv"
	"$work/venv/bin/pip" install --quiet icnsutil==1.1.0 pillow==13.0.0
	set=$work/behalf.iconset
	mkdir "$set"
	for size in 16 32 128 256 512; do
		cp "packaging/icons/$size.png" "$set/icon_${size}x$size.png"
		cp "packaging/icons/$((2 * size)).png" "$set/icon_${size}x$size@2x.png"
	done
	for size in 16 32; do
		"$work/venv/bin/icnsutil" convert "$set/icon_${size}x$size.argb" "$set/icon_${size}x$size.png"
		rm "$set/icon_${size}x$size.png"
	done
	"$work/venv/bin/icnsutil" compose --force packaging/icons/behalf.icns "$set"/*
	rm -rf "$work"
}

mkdir -p packaging/icons
for size in 16 22 24 32 48 64 128 256 512 1024; do
	draw "$size" "packaging/icons/$size.png"
done
mac
cp packaging/icons/512.png assets/icon.png
cp packaging/icons/128.png assets/window.png
