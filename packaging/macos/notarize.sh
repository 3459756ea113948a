#!/usr/bin/env bash
# Has Apple look at a signed Behalf.app or disk image, waits, and fastens the
# answer to it, so that it also starts where there is no network.
#
#   packaging/macos/notarize.sh FILE
#
# NOTARY_KEY is the text of a key of App Store Connect (.p8), NOTARY_KEY_ID and
# NOTARY_ISSUER say which it is. docs/releasing.md tells where to get them.
set -euo pipefail
file=$1
: "${NOTARY_KEY:?}" "${NOTARY_KEY_ID:?}" "${NOTARY_ISSUER:?}"
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if xcrun stapler validate -q "$file" 2>/dev/null; then
	echo "$file is notarized already"
	exit 0
fi

printf '%s\n' "$NOTARY_KEY" >"$work/key.p8"
access=(--key "$work/key.p8" --key-id "$NOTARY_KEY_ID" --issuer "$NOTARY_ISSUER")
unset NOTARY_KEY
sent=$file
case $file in
*.app)
	sent=$work/Behalf.zip
	ditto -c -k --keepParent "$file" "$sent"
	;;
esac

answer=$work/answer.json
said() { plutil -extract "$1" raw -o - "$answer" 2>/dev/null || true; }
xcrun notarytool submit "$sent" "${access[@]}" --wait --timeout 40m --output-format json >"$answer" || true
if [ "$(said status)" != Accepted ]; then
	echo "Apple did not accept $file:" >&2
	cat "$answer" >&2
	id=$(said id)
	[ -z "$id" ] || xcrun notarytool log "$id" "${access[@]}" >&2 || true
	exit 1
fi
xcrun stapler staple "$file"
xcrun stapler validate "$file"
