#!/usr/bin/env bash
# Is this commit ready to be the version of its tag?
#
#   packaging/release-check.sh TAG  says what is not as a release wants it
set -euo pipefail
cd "$(dirname "$0")/.."
tag=$1
wrong=0
complain() {
	echo "$*" >&2
	wrong=1
}

version=$(sed -n 's/^Version *= *"\(.*\)"$/\1/p' FyneApp.toml)
semver='^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$'
[[ $version =~ $semver ]] || complain "FyneApp.toml: $version is no version (semver.org)."
[ "$tag" = "v$version" ] || complain "The tag is $tag, but FyneApp.toml has the version $version."

read -r newest _ <<<"$(packaging/changelog.sh)"
[ "$newest" = "$version" ] || complain "The newest version of CHANGELOG.md is ${newest:-missing}, not $version (## [$version] - YYYY-MM-DD)."
packaging/changelog.sh "$version" >/dev/null || wrong=1
if [[ $version != *-* ]] && ! grep -q '^Key *= *"..*"' FyneApp.toml; then
	complain "FyneApp.toml has no key, so that these programs could never be told of the next version: packaging/release-key.sh makes one."
fi
if packaging/changelog.sh Unreleased >/dev/null 2>&1; then
	complain "CHANGELOG.md still has something under [Unreleased]."
fi
exit "$wrong"
