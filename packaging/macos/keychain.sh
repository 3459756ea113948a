#!/usr/bin/env bash
# Runs a command that can sign with the Developer ID of MACOS_CERTIFICATE, a .p12
# in base64. The certificate lies in a keychain of its own meanwhile; what holds
# it goes when the command ends.
#
#   packaging/macos/keychain.sh COMMAND…
set -euo pipefail
: "${MACOS_CERTIFICATE:?}" "${MACOS_CERTIFICATE_PASSWORD:?}"
case $MACOS_CERTIFICATE_PASSWORD in
*[!A-Za-z0-9]*)
	echo "The certificate's password may only have letters and digits: security reads it as a word." >&2
	exit 2
	;;
esac
umask 077
work=$(mktemp -d)
keychain=$work/signing.keychain-db

before=()
while IFS= read -r line; do
	[ -z "$line" ] || before+=("$line")
done < <(security list-keychains -d user | sed 's/^ *"//; s/"$//')
finish() {
	security list-keychains -d user -s ${before[@]+"${before[@]}"} || true
	security delete-keychain "$keychain" || true
	rm -rf "$work"
}
trap finish EXIT

# The keychain needs no password: nobody else sees it, and it is gone soon. That
# of the certificate goes in as input, since everybody sees a command's arguments.
security create-keychain -p "" "$keychain"
security set-keychain-settings "$keychain"
security unlock-keychain -p "" "$keychain"
base64 --decode <<<"$MACOS_CERTIFICATE" >"$work/certificate.p12"
printf 'import "%s" -k "%s" -f pkcs12 -T /usr/bin/codesign -P "%s"\n' \
	"$work/certificate.p12" "$keychain" "$MACOS_CERTIFICATE_PASSWORD" | security -i >/dev/null
rm "$work/certificate.p12"
unset MACOS_CERTIFICATE MACOS_CERTIFICATE_PASSWORD
security set-key-partition-list -S apple-tool:,apple: -s -k "" "$keychain" >/dev/null
security list-keychains -d user -s "$keychain" ${before[@]+"${before[@]}"}

MACOS_IDENTITY=$(security find-identity -v -p codesigning "$keychain" |
	awk '/"Developer ID Application: / { print $2; exit }')
if [ -z "$MACOS_IDENTITY" ]; then
	echo "MACOS_CERTIFICATE has no valid Developer ID Application certificate with its key." >&2
	exit 1
fi
export MACOS_IDENTITY
"$@"
