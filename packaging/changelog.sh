#!/usr/bin/env bash
# Reads CHANGELOG.md, which follows Keep a Changelog.
#
#   packaging/changelog.sh          the newest version in it and its day: 1.2.0 2027-03-01
#   packaging/changelog.sh VERSION  what is new in that one
set -euo pipefail
changelog=$(dirname "$0")/../CHANGELOG.md

if [ $# -eq 0 ]; then
	sed -n 's/^## \[\([0-9][^]]*\)\] - \([0-9]\{4\}-[0-9][0-9]-[0-9][0-9]\)$/\1 \2/p' "$changelog" | head -1
	exit
fi
notes=$(awk -v heading="## [$1]" '
	/^## / { inside = index($0, heading) == 1; next }
	inside && !/^\[[^]]*\]: / # the addresses of its links are in the file, not in the notes
' "$changelog")
if [ -z "${notes//[[:space:]]/}" ]; then
	echo "CHANGELOG.md says nothing about $1." >&2
	exit 1
fi
printf '%s\n' "$notes" | sed '/./,$!d'
