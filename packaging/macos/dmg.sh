#!/usr/bin/env bash
# Signs the Behalf.app in the dist folder, has it notarized if NOTARY_KEY is set,
# and makes the disk image of it that people download. With RELEASE=1 it does
# nothing less: from the network a Mac lets in nothing that is not notarized.
#
#   packaging/macos/dmg.sh                           for this Mac only
#   packaging/macos/keychain.sh packaging/macos/dmg.sh   with a certificate
set -euo pipefail
if [ -n "${RELEASE:-}" ]; then
	: "${MACOS_IDENTITY:?a release is signed}" "${NOTARY_KEY:?a release is notarized}"
fi
source "$(dirname "$0")/../project.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
finished() { # FILE
	packaging/macos/sign.sh "$1"
	[ -z "${NOTARY_KEY:-}" ] || packaging/macos/notarize.sh "$1"
}

finished "$dist/Behalf.app"
mkdir "$work/Behalf"
ditto "$dist/Behalf.app" "$work/Behalf/Behalf.app"
ln -s /Applications "$work/Behalf/Applications"
image=$dist/behalf-$version-macos-universal.dmg
# The virus scanner of a build machine may hold the volume for a moment: "Resource busy".
for try in 1 2 3; do
	if hdiutil create -quiet -ov -fs HFS+ -format UDZO -volname Behalf -srcfolder "$work/Behalf" "$image"; then
		break
	elif [ "$try" = 3 ]; then
		exit 1
	fi
done
finished "$image"
echo "$image"
