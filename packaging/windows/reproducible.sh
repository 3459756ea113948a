#!/usr/bin/env bash
# Makes the installer twice from the commit that is checked out, in two folders,
# with another umask, time zone, language and home, and compares the bytes. The
# second has a cache of its own, and so compiles everything anew.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
"$root/packaging/linux/system-libraries.sh" windows-installer
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
GOCACHE=$(go env GOCACHE) GOMODCACHE=$(go env GOMODCACHE)
export GOCACHE GOMODCACHE GOFLAGS=

other="$work/a folder of another name"
git clone -q "$root" "$work/one"
git clone -q "$work/one" "$other"

make_one() { # FOLDER VARIABLE…
	mkdir -p "$1.home"
	(cd "$1" && env HOME="$1.home" "${@:2}" make --no-print-directory windows-installer)
}
make_one "$work/one" TZ=UTC LANG=C
umask 077
find "$other" -exec touch {} +
make_one "$other" GOCACHE="$work/cache" TZ=Asia/Tokyo LANG=de_DE.UTF-8 USER=somebody
cmp "$work"/one/dist/*-setup.exe "$other"/dist/*-setup.exe
sha256sum "$work"/one/dist/*-setup.exe | sed "s|$work/one/dist/||"
echo "Twice the same bytes."
