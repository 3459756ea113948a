#!/usr/bin/env bash
# Runs the tests of app/autostart, which switch the start at login, on a Windows,
# and exits as they do.
#
#   test-autostart.sh [flags of the test program]
set -euo pipefail
source "$(dirname "$0")/wine.sh"

echo "Building the tests for Windows"
(cd "$root_of_project" && CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go test -c -o "$work/autostart.test.exe" ./app/autostart)

echo "Running them"
wine autostart.test.exe -test.v -test.timeout 5m "$@"
