#!/usr/bin/env bash
# Puts Behalf.app together, in the dist folder.
#
#   packaging/macos/bundle.sh          compiles it, for both kinds of Mac; on a Mac
#   packaging/macos/bundle.sh PROGRAM  of a program that is there; anywhere
set -euo pipefail
program=${1:+$(cd "$(dirname "$1")" && pwd)/$(basename "$1")}
source "$(dirname "$0")/../project.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "$program" ]; then
	program=$work/behalf
	packaging/build.sh macos-amd64 "$work/amd64"
	packaging/build.sh macos-arm64 "$work/arm64"
	lipo -create -output "$program" "$work/amd64" "$work/arm64"
fi

# Digits and dots only: what comes after a version's hyphen is left out of its
# number, and the build says when. Of two copies macOS prefers the later build.
number=${version%%-*}
build=$(when "$SOURCE_DATE_EPOCH" %Y.%m%d.%H%M | sed 's/\.0*\([0-9]\)/.\1/g')
copyright=$(sed -n 's/^Copyright (c) /© /p' LICENSE)

fill() { # FROM TO
	sed -e "s|@NAME@|$(metadata Name)|g" -e "s|@ID@|$app_id|g" -e "s|@NUMBER@|$number|g" \
		-e "s|@BUILD@|$build|g" -e "s|@MINIMUM@|$macos_minimum|g" -e "s|@COPYRIGHT@|$copyright|g" \
		"packaging/macos/$1" >"$2"
}

app=$work/Behalf.app
contents=$app/Contents
mkdir -p "$contents/MacOS" "$contents/Resources" "$contents/Library/LaunchAgents"
install -m 755 "$program" "$contents/MacOS/behalf"
install -m 644 packaging/icons/behalf.icns LICENSE "$contents/Resources"
printf 'APPL????' >"$contents/PkgInfo"
fill Info.plist.in "$contents/Info.plist"
fill LaunchAgent.plist.in "$contents/Library/LaunchAgents/$app_id.plist"
find "$app" -exec touch -t "$(when "$SOURCE_DATE_EPOCH" %Y%m%d%H%M.%S)" {} +

rm -rf "$dist/Behalf.app"
mv "$app" "$dist/Behalf.app"
echo "$dist/Behalf.app"
