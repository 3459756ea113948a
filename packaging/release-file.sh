#!/usr/bin/env bash
# Makes the release file of the tagged commit, which tells the programs that run
# that this version is there, and signs it. Both files go to the address that
# FyneApp.toml names, side by side. app/update/file.go says what is in them.
#
#   packaging/release-file.sh PRIVATE-KEY SYSTEM...     as linux/amd64
#
# EXPIRES=2027-05-20 is the last day on which the file counts, by default half a
# year after the commit. Make it anew before then, or programs will say that the
# news has run out: that is how they notice a server that keeps the news back.
# minisign asks for the passphrase of the key, or reads it from standard input.
set -euo pipefail
usage() {
	echo "usage: $0 PRIVATE-KEY SYSTEM..." >&2
	exit 2
}
[ $# -ge 2 ] || usage
private=$(realpath "$1")
shift
source "$(dirname "$0")/project.sh"
"$root/packaging/linux/system-libraries.sh" release

die() {
	echo "$*" >&2
	exit 1
}
key=$(metadata Key)
[ -n "$key" ] || die "FyneApp.toml has no key: packaging/release-key.sh makes one."
case $version in *-dev*) die "This commit has no tag: $version is nothing to announce." ;; esac
released=$(date -d "@$SOURCE_DATE_EPOCH" +%F)
expires=$(date -d "${EXPIRES:-$released + 180 days}" +%F)
systems=
for system in "$@"; do
	[[ $system =~ ^[a-z0-9]+/[a-z0-9]+$ ]] || usage
	systems+="${systems:+, }\"$system\""
done

file=$dist/release.json
cat >"$file" <<JSON
{
  "format": 1,
  "version": "$version",
  "released": "$released",
  "expires": "$expires",
  "page": "$homepage/releases/$version",
  "systems": [$systems]
}
JSON
rm -f "$file.minisig"
# The comment is signed too; minisign's own would hold the time.
minisign -S -s "$private" -m "$file" -t "Behalf $version, until $expires" -c "signature of Behalf's release file" >/dev/null
if ! minisign -V -q -P "$key" -m "$file"; then
	rm -f "$file.minisig"
	die "The private key does not belong to the public one in FyneApp.toml."
fi
echo "$file"
echo "$file.minisig"
