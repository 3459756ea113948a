#!/usr/bin/env bash
# Writes Debian's copyright file, which every package for Linux ships: our
# licence, and those of all that is linked (assets/licences).
#
#   packaging/linux/copyright.sh [debian] >FILE
#
# With "debian", the Apache License is named instead of repeated, as Debian
# wants it, where everybody has it in /usr/share/common-licenses.
set -euo pipefail
source "$(dirname "$0")/../project.sh"
debian=${1-}

apache='/^ *Apache License$/,/END OF TERMS AND CONDITIONS/c\
Apache License, Version 2.0: see /usr/share/common-licenses/Apache-2.0.'

# text_of FILE: its lines as the text of a field.
text_of() { sed -e "${debian:+$apache}" "$1" | sed -e 's/[[:space:]]*$//' -e 's/^$/./' -e 's/^/ /'; }

# holders FILE: who says in it that they hold the copyright.
holders() {
	grep -iE '^[[:space:]*#/]*(portions )?(copyright|©)[^"]*([0-9]{4}|\(c\)|©| by )' "$1" |
		sed -E 's/^[[:space:]*#\/]+//; s/[[:space:]]+$//' | sort -u | sed 's/^/ /' || true
}

cat <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Behalf
Upstream-Contact: $homepage
Source: $homepage
Comment: The program has the libraries below linked into it; the source of
 each is found by the path that stands there.

Files: *
Copyright: $(sed -n 's/^Copyright (c) //p' LICENSE)
License: MIT
$(text_of LICENSE)
END

find assets/licences -name '*.txt' | sort | while read -r file; do
	name=${file#assets/licences/}
	name=${name%.txt}
	held=$(holders "$file")
	printf '\nFiles: %s/*\nCopyright:\n%s\nLicense: %s\n' "$name" "${held:- named in the licence below}" "${name//\//-}"
	text_of "$file"
done
