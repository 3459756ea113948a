#!/usr/bin/env bash
# Signs Behalf.app, with the hardened runtime, or a disk image.
#
#   packaging/macos/sign.sh FILE
#
# MACOS_IDENTITY is whose signature, as codesign names it; keychain.sh sets it.
# Without it the signature is nobody's: it starts on the Mac that made it, and
# no other lets it in.
set -euo pipefail
file=$1
here=$(cd "$(dirname "$0")" && pwd)

sign=(codesign --force --sign "${MACOS_IDENTITY:--}")
if [ -n "${MACOS_IDENTITY:-}" ]; then
	sign+=(--timestamp)
else
	sign+=(--timestamp=none)
fi
case $file in
*.app)
	# The kernel's reader of entitlements knows no comments.
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	plutil -convert xml1 -o "$work/entitlements.plist" "$here/entitlements.plist"
	"${sign[@]}" --options runtime --entitlements "$work/entitlements.plist" "$file"
	codesign --verify --deep --strict --verbose=2 "$file"
	;;
*.dmg)
	"${sign[@]}" "$file"
	codesign --verify --strict --verbose=2 "$file"
	;;
*)
	echo "usage: $0 Behalf.app|FILE.dmg" >&2
	exit 2
	;;
esac
