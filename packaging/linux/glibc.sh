#!/usr/bin/env bash
# Prints the newest version of the C library that a program wants, as 2.34. With
# GLIBC_MOST=VERSION it refuses a program that wants a newer one than that: it
# would not start on the oldest systems that docs/installing.md promises.
#
#   packaging/linux/glibc.sh PROGRAM
set -euo pipefail
wanted=$(objdump -T "$1" | sed -n 's/.*GLIBC_\([0-9.]*\).*/\1/p' | sort -Vu | tail -1)
[ -n "$wanted" ] || { echo "$1 wants nothing of the C library?" >&2 && exit 1; }
most=${GLIBC_MOST:-$wanted}
if [ "$(printf '%s\n' "$most" "$wanted" | sort -V | tail -1)" != "$most" ]; then
	echo "$1 wants glibc $wanted, but $most is promised: what is released is built on Debian 12." >&2
	exit 1
fi
echo "$wanted"
