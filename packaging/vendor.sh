#!/usr/bin/env bash
# Checks a company's vendor file (docs/vendor.md) and prints what `go build
# -overlay` reads to build it in, in the place of the repository's empty one. The
# tree stays as it is.
#
#   packaging/vendor.sh FILE >OVERLAY
set -euo pipefail
file=${1:?usage: $0 FILE}
[ -f "$file" ] || { echo "There is no vendor file $file." >&2 && exit 1; }
file=$(cd "$(dirname "$file")" && pwd)/$(basename "$file")
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! go test ./app -count 1 -run '^TestTheVendorFile$' -vendor "$file" >"$log" 2>&1; then
	sed -n 's/^ *vendorfile_test.go:[0-9]*: //p' "$log" | grep . >&2 || cat "$log" >&2
	exit 1
fi
in_json() {
	local text=${1//\\/\\\\}
	printf '%s' "${text//\"/\\\"}"
}
printf '{"Replace":{"%s":"%s"}}\n' "$(in_json "$PWD/packaging/vendor.toml")" "$(in_json "$file")"
