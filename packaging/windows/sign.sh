#!/usr/bin/env bash
# Signs a program for Windows in place, with what the environment names. Secrets
# are read from files, never from a command line. README.md says how to get a
# certificate and where its key may live.
#
#   SIGN_CERTIFICATE   PEM file: the certificate, then those it was issued by
#   SIGN_KEY           PEM file, or with SIGN_PKCS11 the address of the key,
#                      such as "pkcs11:object=behalf;type=private"
#   SIGN_PASSWORD      file with the key's password or PIN, if it has one
#   SIGN_PKCS11        the PKCS#11 module of a token or of a cloud's key store
#   SIGN_TIMESTAMP     address of an RFC 3161 time stamp service; without one a
#                      signature ends with its certificate, which is for tests
#
#   sign.sh FILE
set -euo pipefail
source "$(dirname "$0")/../project.sh"
packaging/linux/system-libraries.sh windows-installer

file=$1
with=(-certs "$SIGN_CERTIFICATE" -key "$SIGN_KEY" -h sha256 -n "$(metadata Name)" -i "$homepage")
[ -z "${SIGN_PASSWORD:-}" ] || with+=(-readpass "$SIGN_PASSWORD")
[ -z "${SIGN_PKCS11:-}" ] || with+=(-pkcs11module "$SIGN_PKCS11")
[ -z "${SIGN_TIMESTAMP:-}" ] || with+=(-ts "$SIGN_TIMESTAMP")

signed=$(mktemp "$file.XXXXXX")
trap 'rm -f "$signed"' EXIT
rm "$signed" # osslsigncode makes it anew or not at all
osslsigncode sign "${with[@]}" -in "$file" -out "$signed"
chmod --reference "$file" "$signed"
mv "$signed" "$file"
