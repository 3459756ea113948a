#!/usr/bin/env bash
# Runs a command that signs for Windows (sign.sh) with what a workflow has as
# secrets: they lie in files meanwhile, which go when the command ends.
#
#   packaging/windows/certificate.sh COMMAND…
#
#   WINDOWS_CERTIFICATE   PEM: the certificate, then those it was issued by
#   WINDOWS_KEY           PEM, or the address of the key in a PKCS#11 module
#   WINDOWS_KEY_PASSWORD  the key's password or PIN, if it has one
#   SIGN_TIMESTAMP        address of a time stamp service
set -euo pipefail
: "${WINDOWS_CERTIFICATE:?a release is signed}" "${WINDOWS_KEY:?a release is signed}"
: "${SIGN_TIMESTAMP:?a signature without a time stamp ends with its certificate}"
secrets=$(mktemp -d)
trap 'rm -rf "$secrets"' EXIT
before=$(umask)
umask 077
printf '%s\n' "$WINDOWS_CERTIFICATE" >"$secrets/certificate.pem"
export SIGN_CERTIFICATE=$secrets/certificate.pem
case $WINDOWS_KEY in
pkcs11:*) SIGN_KEY=$WINDOWS_KEY ;;
*)
	SIGN_KEY=$secrets/key.pem
	printf '%s\n' "$WINDOWS_KEY" >"$SIGN_KEY"
	;;
esac
export SIGN_KEY
if [ -n "${WINDOWS_KEY_PASSWORD:-}" ]; then
	export SIGN_PASSWORD=$secrets/password
	printf '%s' "$WINDOWS_KEY_PASSWORD" >"$SIGN_PASSWORD"
fi
unset WINDOWS_CERTIFICATE WINDOWS_KEY WINDOWS_KEY_PASSWORD
umask "$before"
"$@"
