#!/usr/bin/env bash
# Runs the tests of storage/keychain against a Windows Credential Manager, and
# exits as they do.
#
#   test-store.sh [flags of the test program, such as -test.run Foreign]
set -euo pipefail
source "$(dirname "$0")/wine.sh"

echo "Building the tests for Windows"
(cd "$root_of_project" && CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go test -c -o "$work/keychain.test.exe" ./storage/keychain)

echo "Running them"
wine keychain.test.exe -test.v -test.timeout 5m "$@"
