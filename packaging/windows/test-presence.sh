#!/usr/bin/env bash
# Runs the tests of app/presence, which start and look at other programs, on a
# Windows, and exits as they do.
#
#   test-presence.sh [flags of the test program]
set -euo pipefail
source "$(dirname "$0")/wine.sh"

echo "Building the tests for Windows"
(cd "$root_of_project" && CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go test -c -o "$work/presence.test.exe" ./app/presence)

echo "Running them"
wine presence.test.exe -test.v -test.timeout 5m "$@"
