#!/usr/bin/env bash
# Compiles the program as it is shipped, for Linux, Windows or a Mac: without the
# paths of the machine it is built on, stripped, hardened.
#
#   packaging/build.sh linux FILE
#   packaging/build.sh windows FILE          without a console, for icons and links
#   packaging/build.sh windows-console FILE  for terminals
#   packaging/build.sh macos-amd64 FILE      on a Mac of either kind
#   packaging/build.sh macos-arm64 FILE
#
# With VENDOR=FILE, what a company has set up for its people is built in
# (docs/vendor.md).
set -euo pipefail
parts=$(mktemp -d)
trap 'rm -rf "$parts"' EXIT
source "$(dirname "$0")/project.sh"
if [ -n "${VENDOR:-}" ]; then
	packaging/vendor.sh "$VENDOR" >"$parts/overlay.json"
fi

target=$1 file=$2
flags=(-trimpath -buildvcs=auto)
[ ! -e "$parts/overlay.json" ] || flags+=(-overlay "$parts/overlay.json")
ld="-s -w -buildid= -X main.version=$version"
export CGO_ENABLED=1 GOARCH=amd64
case $target in
linux)
	if [ "$(uname -m)" != x86_64 ]; then
		echo "Behalf for Linux is made for x86-64, and on it; this computer is of the kind $(uname -m)." >&2
		exit 1
	fi
	"$root/packaging/linux/system-libraries.sh" build
	export GOOS=linux
	flags+=(-buildmode=pie)
	ld+=' -extldflags "-Wl,-z,relro,-z,now,--build-id=none"'
	;;
windows | windows-console)
	"$root/packaging/linux/system-libraries.sh" windows
	export GOOS=windows CC=x86_64-w64-mingw32-gcc
	packaging/windows/resources.sh "$(basename "$file")" "$parts/resources.o"
	ld+=" -extldflags \"-Wl,--no-insert-timestamp '$parts/resources.o'\""
	[ "$target" = windows-console ] || ld+=' -H windowsgui'
	;;
macos-amd64 | macos-arm64)
	export GOOS=darwin GOARCH=${target#macos-} MACOSX_DEPLOYMENT_TARGET=$macos_minimum
	;;
*)
	echo "usage: $0 linux|windows|windows-console|macos-amd64|macos-arm64 FILE" >&2
	exit 2
	;;
esac
mkdir -p "$(dirname "$file")"
go build "${flags[@]}" -ldflags "$ld" -o "$file" .
