#!/usr/bin/env bash
# What of a release can be tried before its day: the notes, the agreement of tag,
# version and changelog, the sums, and what it says it is made of.
set -euo pipefail
cd "$(dirname "$0")/.."
packaging/linux/system-libraries.sh release
fail() { echo "$*" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DIST=$work/dist
mkdir "$DIST"

echo "The notes of a version"
tree=$work/tree
mkdir -p "$tree/packaging"
cp packaging/changelog.sh packaging/release-check.sh "$tree/packaging"
released() { # VERSION DAY: a project of that version, ready for its release
	printf 'Website = "https://example.com"\n\n[Details]\nVersion = "%s"\n\n[Updates]\nKey = "RWQ"\n' "$1" >"$tree/FyneApp.toml"
	printf '%s\n' '# Changelog' '' '## [Unreleased]' '' "## [$1] - $2" '' '### Added' '' '- One [thing].' '' \
		'## [0.0.9] - 2026-01-02' '' '- Another.' '' '[thing]: https://example.com' >"$tree/CHANGELOG.md"
}
released 1.2.0 2027-03-01
[ "$("$tree/packaging/changelog.sh")" = "1.2.0 2027-03-01" ] || fail "another version is the newest"
[ "$("$tree/packaging/changelog.sh" 1.2.0)" = $'### Added\n\n- One [thing].' ] || fail "other notes: $("$tree/packaging/changelog.sh" 1.2.0)"
[ "$("$tree/packaging/changelog.sh" 0.0.9)" = '- Another.' ] || fail "the last version's notes have more than that"
! "$tree/packaging/changelog.sh" 1.2 2>/dev/null || fail "notes of a version that is not there"

echo "The agreement of tag, version and changelog"
ready() { "$tree/packaging/release-check.sh" "$1" >"$work/said" 2>&1; }
refused() { # TAG WORDS
	! ready "$1" || fail "ready for $1: $(cat "$tree/CHANGELOG.md")"
	grep -q "$2" "$work/said" || fail "it does not say '$2': $(cat "$work/said")"
}
ready v1.2.0 || fail "not ready: $(cat "$work/said")"
refused v1.2.1 'FyneApp.toml has the version 1.2.0'
refused 1.2.0 'The tag is 1.2.0'
sed -i 's/^## \[Unreleased\]/&\n\n- Forgotten./' "$tree/CHANGELOG.md"
refused v1.2.0 'under \[Unreleased\]'
released 1.2.0 soon
refused v1.2.0 'newest version of CHANGELOG.md is 0.0.9'
released 1.2 2027-03-01
refused v1.2 'is no version'
released 1.3.0 2027-04-01
sed -i '/^Key/s/RWQ//' "$tree/FyneApp.toml"
refused v1.3.0 'has no key'
released 1.2.0-rc.1 2027-03-01
ready v1.2.0-rc.1 || fail "no release before a release: $(cat "$work/said")"
# the project's own: what is new has its place
packaging/changelog.sh Unreleased >/dev/null || [ -n "$(packaging/changelog.sh)" ] || fail "CHANGELOG.md has no version and nothing unreleased"

echo "The changelog in packages"
told() { # VERSION WANTED: what packages of that version tell of the tree's changelog
	local said
	said=$(source packaging/project.sh && cd "$tree" && version=$1 SOURCE_DATE_EPOCH=1803945600 &&
		source "$root/packaging/linux/changes.sh" && releases && debian_changes | grep -E '^behalf|^  \*' && appstream_releases | cut -d'"' -f2)
	[ "$said" = "$2" ] || fail "of $1 packages tell: $said"
}
released 1.2.0 2027-03-01
told 1.2.0 "$(printf '%s\n' '1.2.0 2027-03-01 1.2.0' '0.0.9 2026-01-02 0.0.9' \
	'behalf (1.2.0) stable; urgency=medium' '  * One [thing].' 'behalf (0.0.9) stable; urgency=medium' '  * Another.' 1.2.0 0.0.9)"
# before the tag, on the commit that is to get it
told 1.2.0-dev.7 "$(printf '%s\n' '1.2.0-dev.7 2027-03-01 1.2.0' '0.0.9 2026-01-02 0.0.9' \
	'behalf (1.2.0~dev.7) stable; urgency=medium' '  * One [thing].' 'behalf (0.0.9) stable; urgency=medium' '  * Another.' 1.2.0~dev.7 0.0.9)"
# after it: with nothing new yet, then with something
told 1.2.1-dev.8 "$(printf '%s\n' '1.2.0 2027-03-01 1.2.0' '0.0.9 2026-01-02 0.0.9' \
	'behalf (1.2.0) stable; urgency=medium' '  * One [thing].' 'behalf (0.0.9) stable; urgency=medium' '  * Another.' 1.2.0 0.0.9)"
sed -i 's/^## \[Unreleased\]/&\n\n- New./' "$tree/CHANGELOG.md"
told 1.2.1-dev.9 "$(printf '%s\n' '1.2.1-dev.9 2027-03-02 Unreleased' '1.2.0 2027-03-01 1.2.0' '0.0.9 2026-01-02 0.0.9' \
	'behalf (1.2.1~dev.9) stable; urgency=medium' '  * New.' 'behalf (1.2.0) stable; urgency=medium' '  * One [thing].' \
	'behalf (0.0.9) stable; urgency=medium' '  * Another.' 1.2.1~dev.9 1.2.0 0.0.9)"

echo "What every package begins with"
mkdir -p "$work/archive/packaging"
cp packaging/project.sh "$work/archive/packaging"
cp FyneApp.toml "$work/archive"
begins() { # there, called from a folder above
	# shellcheck disable=SC2016 # for the other shell
	(cd "$work" && bash -euc 'source archive/packaging/project.sh && echo "$version ${VENDOR:-}"') 2>"$work/said"
}
[ "$(VENDOR=acme.toml begins)" = "$(sed -n 's/^Version = "\(.*\)"$/\1/p' FyneApp.toml) $work/acme.toml" ] || fail "an archive is not the version of its metadata, or reads VENDOR from elsewhere"
echo 'gitdir: nowhere' >"$work/archive/.git"
! begins >/dev/null || fail "without git's word a commit is taken for a release"
grep -q "can't tell the version" "$work/said" || fail "it does not say what is wrong: $(cat "$work/said")"

echo "The secrets of a signature"
cat >"$work/signs" <<'END'
#!/bin/bash
set -e
[ "$(cat "$SIGN_CERTIFICATE" "$SIGN_KEY") $(cat "$SIGN_PASSWORD")" = $'certificate\nkey pin' ]
[ "$(stat -c %a "$SIGN_CERTIFICATE" "$SIGN_KEY" "$SIGN_PASSWORD" | sort -u)" = 600 ]
[ -z "$(printenv | grep -F "WINDOWS_")" ]
echo "$SIGN_KEY" >"$1"
END
chmod +x "$work/signs"
export WINDOWS_CERTIFICATE=certificate WINDOWS_KEY=key WINDOWS_KEY_PASSWORD=pin SIGN_TIMESTAMP=http://example.com
packaging/windows/certificate.sh "$work/signs" "$work/where" || fail "a command that signs does not get its secrets as files"
[ ! -e "$(cat "$work/where")" ] || fail "the key stays behind"
for missing in WINDOWS_CERTIFICATE WINDOWS_KEY SIGN_TIMESTAMP; do
	! env "$missing=" packaging/windows/certificate.sh true 2>/dev/null || fail "a release without $missing"
done

echo "The sums, and what it is made of"
for name in behalf_1.2.0~rc.1_amd64.deb behalf.rpm behalf.tar.xz behalf.exe; do
	echo "$name" >"$DIST/$name"
done
! packaging/collect.sh >"$work/said" 2>&1 || fail "a release without a package for macOS"
grep -q 'one .dmg' "$work/said" || fail "it does not say what is missing: $(cat "$work/said")"
echo image >"$DIST/behalf.dmg"
packaging/collect.sh >/dev/null
(cd "$DIST" && sha256sum --check --quiet --strict SHA256SUMS) || fail "the sums are wrong"
summed=$(cut -c67- "$DIST/SHA256SUMS" | sort)
there=$(find "$DIST" -type f ! -name SHA256SUMS -printf '%f\n' | sort)
[ "$summed" = "$there" ] || fail "the sums are of other files: $summed"
[ "${summed/\~/}" = "$summed" ] || fail "a name that GitHub changes: $summed"
cp "$DIST"/*.cdx.json "$work/first"
packaging/collect.sh >/dev/null
cmp "$DIST"/*.cdx.json "$work/first" || fail "two of one commit differ"
echo more >>"$DIST/behalf.deb"
! packaging/collect.sh >/dev/null 2>&1 || fail "two packages of one kind"

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check 'cyclonedx-python-lib[json-validation]==11.12.0'
"$work/venv/bin/python" - "$work/first" assets/licences <<'END'
import json, pathlib, sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

text = pathlib.Path(sys.argv[1]).read_text()
error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
if error:
    sys.exit(f"not CycloneDX 1.6: {error}")
bom = json.loads(text)
named = {part["name"] for part in bom["components"]}
folder = pathlib.Path(sys.argv[2])
licensed = {str(file.relative_to(folder).with_suffix("")) for file in folder.rglob("*.txt")}
if named - {"std", "sqlite", "glfw"} != licensed - {"Go"}:
    sys.exit(f"its parts are not those with a licence: {named ^ licensed}")
packages = [file["name"].split(".")[-1] for file in bom["metadata"]["component"]["components"]]
if sorted(packages) != ["deb", "dmg", "exe", "rpm", "xz"]:
    sys.exit(f"its files are {packages}")
END
echo "A release can be made, as far as that can be seen before its day"
