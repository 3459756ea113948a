#!/usr/bin/env bash
# Runs the tests of app/instance against the pipes of a Windows, and
# exits as they do.
#
#   test-instance.sh [flags of the test program, such as -test.run F47]
set -euo pipefail
source "$(dirname "$0")/wine.sh"

echo "Building the tests for Windows"
(cd "$root_of_project" && CGO_ENABLED=0 GOOS=windows GOARCH=amd64 go test -c -o "$work/instance.test.exe" ./app/instance)

echo "Running them"
wine instance.test.exe -test.v -test.short -test.timeout 5m "$@"
