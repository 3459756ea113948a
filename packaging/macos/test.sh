#!/usr/bin/env bash
# What of a Mac's package can be tested without a Mac: the bundle, assembled of
# any file, its property lists, and that the scripts call Apple's tools in the
# right order, stop where one fails, and never name a secret to one.
# shellcheck disable=SC2016 # what the stand-ins do is for them to expand
set -euo pipefail
cd "$(dirname "$0")/../.."
packaging/linux/system-libraries.sh macos
fail() { echo "$*" >&2; exit 1; }
scripts=packaging/macos
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
source packaging/project.sh
for list in packaging/macos/*.plist*; do
	plistutil -i "$list" -o /dev/null || fail "$list is no property list"
done

echo "The bundle"
printf '#!/bin/sh\n' >"$work/program"
(umask 077 && DIST=$work/one packaging/macos/bundle.sh "$work/program" >/dev/null)
python3 packaging/macos/look.py "$work/one/Behalf.app" . "$app_id" "$version" "$macos_minimum"
touch "$work/program"
(cd / && DIST=$work/two TZ=Asia/Tokyo "$root/packaging/macos/bundle.sh" "$work/program" >/dev/null)
DIST=$work/two packaging/macos/bundle.sh "$work/program" >/dev/null # over one that is there
sum() { tar --sort=name --owner=0 --group=0 --format=posix --pax-option=delete=atime,delete=ctime -c -C "$1" Behalf.app | sha256sum; }
[ "$(sum "$work/one")" = "$(sum "$work/two")" ] || fail "two bundles of one commit differ"

echo "Signing and notarizing, with stand-ins for Apple's tools"
mkdir "$work/tools"
# stand_in NAME: writes down how it was called, then does what the rest says.
stand_in() {
	printf '#!/bin/bash\nprintf "%%s %%s\\n" "%s" "$*" >>"%s"\n%s\n' "$1" "$work/calls" "$2" >"$work/tools/$1"
	chmod +x "$work/tools/$1"
}
stand_in codesign 'for last; do :; done; [ -e "$last" ]'
stand_in ditto 'for last; do from=$to to=$last; done; cp -r "$from" "$to"'
stand_in hdiutil 'for last; do :; done; [ ! -e "$BUSY" ] || { rm "$BUSY"; exit 1; }; echo image >"$last"'
stand_in plutil '
case $1 in
-convert) for from; do :; done; python3 -c "
import plistlib, sys
plistlib.dump(plistlib.load(open(sys.argv[1], \"rb\")), open(sys.argv[2], \"wb\"))" "$from" "$4" ;;
-extract) python3 -c "import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])" "$6" "$2" ;;
esac'
stand_in xcrun '
case "$1 $2" in
"stapler staple") touch "$3.stapled" ;;
"stapler validate") for last; do :; done; [ -e "$last.stapled" ] ;;
"notarytool submit")
	[ -s "$3" ] || exit 1
	grep -q "the text of the key" "$5" || exit 1
	echo "{\"id\": \"42\", \"status\": \"$APPLE_SAYS\"}" ;;
"notarytool log") echo "the reason of $3" ;;
esac'
stand_in security '
case $1 in
-i) cat >"$SAID_TO_SECURITY" ;;
find-identity) echo "  1) C0FFEE \"Developer ID Application: Ada Lovelace (TEAM)\"" ;;
list-keychains) [ "$*" != "list-keychains -d user" ] || echo "    \"/Users/ada/login.keychain-db\"" ;;
esac'
export BUSY=$work/busy SAID_TO_SECURITY=$work/said APPLE_SAYS=Accepted DIST=$work/one TMPDIR=$work/tmp
mkdir "$TMPDIR"
apple() { : >"$work/calls"; PATH="$work/tools:$PATH" "$@" >"$work/out" 2>&1; }
called() { grep -q -- "$1" "$work/calls" || fail "nobody called: $1; but: $(cat "$work/calls")"; }
nobody_called() { ! grep -q -- "$1" "$work/calls" || fail "somebody called $1"; }
image=$work/one/behalf-$version-macos-universal.dmg

apple $scripts/dmg.sh || fail "an image for this Mac only: $(cat "$work/out")"
called '^codesign --force --sign - --timestamp=none --options runtime --entitlements'
nobody_called 'xcrun'
[ "$(tail -1 "$work/out")" = "$image" ] || fail "it does not say where the image is"
! RELEASE=1 apple $scripts/dmg.sh || fail "a release was made without a signature"
! [ -s "$work/calls" ] || fail "it began a release without a signature"

export MACOS_CERTIFICATE_PASSWORD=Secret1 NOTARY_KEY_ID=KEY NOTARY_ISSUER=ISSUER
MACOS_CERTIFICATE=$(base64 <<<"the certificate")
export MACOS_CERTIFICATE NOTARY_KEY="the text of the key"
touch "$BUSY"
RELEASE=1 apple $scripts/keychain.sh $scripts/dmg.sh || fail "a release: $(cat "$work/out")"
called "^codesign --force --sign C0FFEE --timestamp --options runtime --entitlements .* $work/one/Behalf.app"
called "^codesign --force --sign C0FFEE --timestamp $image"
called "^xcrun stapler staple $work/one/Behalf.app"
called "^xcrun stapler staple $image"
grep -q '^import ".*certificate.p12" -k ".*" -f pkcs12 -T /usr/bin/codesign -P "Secret1"$' "$work/said" || fail "the certificate was not imported"
for secret in Secret1 "$MACOS_CERTIFICATE" "the text of the key"; do
	nobody_called "$secret"
done
tail -2 "$work/calls" | grep -q '^security delete-keychain' || fail "the keychain stays"
called '^security list-keychains -d user -s /Users/ada/login.keychain-db$'
[ -z "$(ls "$TMPDIR")" ] || fail "left behind: $(ls "$TMPDIR")"

apple $scripts/notarize.sh "$image" || fail "notarizing twice: $(cat "$work/out")"
nobody_called notarytool
rm "$image.stapled"
! APPLE_SAYS=Invalid apple $scripts/notarize.sh "$image" || fail "Apple refused, and nobody minded"
grep -q "the reason of 42" "$work/out" || fail "Apple's reason is not told"
nobody_called 'stapler staple'
! MACOS_CERTIFICATE_PASSWORD='a"b' apple $scripts/keychain.sh true || fail "a password that leaves its quotes"
! apple $scripts/keychain.sh false || fail "a failure was forgotten"
tail -2 "$work/calls" | grep -q '^security delete-keychain' || fail "the keychain stays after a failure"
[ -z "$(ls "$TMPDIR")" ] || fail "left behind after failures: $(ls "$TMPDIR")"
echo "A Mac's package is as it should be, as far as that can be seen from here"
