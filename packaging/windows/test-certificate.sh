#!/usr/bin/env bash
# Makes a certificate to sign with in tests, as an authority would issue it:
# root.pem, code.pem (with its issuer) and code.key.
#
#   test-certificate.sh FOLDER
set -euo pipefail
mkdir -p "$1"
cd "$1"
{
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Behalf test root" -keyout root.key -out root.pem
	openssl req -newkey rsa:2048 -nodes -subj "/CN=Behalf test" -keyout code.key -out code.csr
	openssl x509 -req -in code.csr -CA root.pem -CAkey root.key -days 2 -out code.pem \
		-extfile <(printf 'keyUsage=critical,digitalSignature\nextendedKeyUsage=critical,codeSigning\n')
	cat root.pem >>code.pem
} >log 2>&1 || { cat log >&2; exit 1; }
