#!/usr/bin/env bash
# Compares what a program wants of the system with what the packages say: each
# library that it is linked with, and the version of the C library.
#
#   packaging/linux/needs.sh PROGRAM DEB RPM
set -euo pipefail

program=$1 deb=$2 rpm=$3
depends=$(dpkg-deb -f "$deb" Depends)
requires=$(rpm -qp --requires "$rpm")
wanted=0
for library in $(readelf -d "$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'); do
	case $library in
	libc.so.* | libm.so.* | libpthread.so.* | libdl.so.* | libresolv.so.* | ld-linux*) continue ;; # of the C library
	libGL.so.1) package=libgl1 ;;
	libwayland-client.so.0) package=libwayland-client0 ;;
	*) echo "$program is linked with $library, which the packages don't name" >&2 && exit 1 ;;
	esac
	[[ ", $depends," == *", $package,"* ]] || { echo "$deb does not depend on $package" >&2 && exit 1; }
	grep -qxF "$library()(64bit)" <<<"$requires" || { echo "$rpm does not require $library" >&2 && exit 1; }
	wanted=$((wanted + 1))
done
[ "$wanted" -gt 0 ] || { echo "$program is linked with nothing?" >&2 && exit 1; }
glibc=$("$(dirname "$0")/glibc.sh" "$program")
[[ $depends == *"libc6 (>= $glibc)"* ]] || { echo "$deb does not say that it wants glibc $glibc" >&2 && exit 1; }
grep -qxF "libc.so.6(GLIBC_$glibc)(64bit)" <<<"$requires" || { echo "$rpm does not say that it wants glibc $glibc" >&2 && exit 1; }
