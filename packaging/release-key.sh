#!/usr/bin/env bash
# Makes the pair of keys that release files are signed with, once in the life of
# the program: the public one goes into FyneApp.toml, the private one, under a
# passphrase, into a file that must lie outside of this tree.
#
#   packaging/release-key.sh FILE
set -euo pipefail
private=$(realpath -m "${1:?usage: $0 FILE}")
source "$(dirname "$0")/project.sh"
"$root/packaging/linux/system-libraries.sh" release

die() {
	echo "$*" >&2
	exit 1
}
case $private in "$root"/*) die "The private key must not lie in the source tree: $private" ;; esac
[ ! -e "$private" ] || die "$private is there already."
[ -z "$(metadata Key)" ] || die "FyneApp.toml has a key. Programs that know it would believe no other one: take it out by hand if you mean it."

umask 077
public=$(mktemp)
trap 'rm -f "$public"' EXIT
minisign -G -f -p "$public" -s "$private" >/dev/null # asks for the passphrase
key=$(tail -n 1 "$public")
sed -i "s|^Key = \"\"$|Key = \"$key\"|" FyneApp.toml
[ "$(metadata Key)" = "$key" ] || die "The key could not be written into FyneApp.toml: $key"
echo "FyneApp.toml has the public key now: commit it. Keep $private and its passphrase safe; without them no program built from here on will believe a release."
