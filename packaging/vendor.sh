#!/usr/bin/env bash
# Checks a company's vendor file (docs/vendor.md) and prints what `go build
# -overlay` reads to build it in, in the place of the repository's empty one. The
# tree stays as it is.
#
#   packaging/vendor.sh FILE >OVERLAY
set -euo pipefail
file=$(realpath -e -- "${1:?usage: $0 FILE}")
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! go test ./app -count 1 -run '^TestTheVendorFile$' -vendor "$file" >"$log" 2>&1; then
	sed -n 's/^ *vendorfile_test.go:[0-9]*: //p' "$log" | grep . >&2 || cat "$log" >&2
	exit 1
fi
escaped() { sed -e 's/[\\"]/\\&/g' <<<"$1"; }
printf '{"Replace":{"%s":"%s"}}\n' "$(escaped "$PWD/packaging/vendor.toml")" "$(escaped "$file")"
