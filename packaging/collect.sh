#!/usr/bin/env bash
# Finishes a release in the dist folder: what it is made of (CycloneDX), and the
# sums of all that people download. Refuses if a package is missing or there twice.
set -euo pipefail
source "$(dirname "$0")/project.sh"

cd "$dist"
shopt -s nullglob
packages=()
for kind in deb rpm tar.xz exe dmg; do
	of_kind=(*."$kind")
	if [ "${#of_kind[@]}" -ne 1 ]; then
		echo "There should be one .$kind in $dist, but there are ${#of_kind[@]}." >&2
		exit 1
	fi
	# A version before a release has a ~ in Debian's and Fedora's names, and
	# GitHub makes another name of it: the sums would not find the file.
	name=${of_kind[0]//\~/-}
	[ "$name" = "${of_kind[0]}" ] || mv "${of_kind[0]}" "$name"
	packages+=("$name")
done
sbom=behalf-$version.cdx.json
"$root/packaging/sbom.py" "$version" "$homepage" "${packages[@]}" >"$sbom"
sha256sum -- "${packages[@]}" "$sbom" >SHA256SUMS
cat SHA256SUMS
