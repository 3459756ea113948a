#!/usr/bin/env bash
# Makes the installer for Windows in dist, signed if there is a certificate
# (sign.sh says how it is given).
#
#   installer.sh
#
# PROGRAMS=FOLDER packs programs that were built before; QUICK=1 does not compress
# them, which takes seconds instead of minutes, for tests.
set -euo pipefail
source "$(dirname "$0")/../project.sh"
packaging/linux/system-libraries.sh windows-installer

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -n "${PROGRAMS:-}" ]; then
	cp "$PROGRAMS/behalf.exe" "$PROGRAMS/behalf.com" "$work"
else
	packaging/build.sh windows "$work/behalf.exe"
	packaging/build.sh windows-console "$work/behalf.com"
fi
sed 's/$/\r/' LICENSE >"$work/LICENSE.txt"
cp packaging/icons/256.png "$work/behalf.png"
kilobytes=$(du -k --apparent-size --total "$work"/* | tail -1 | cut -f1)

packaging/windows/icon.sh "$work/behalf.ico"
side() { # SCALE: what stands beside the words of the first and the last page
	convert -size "$((164 * $1))x$((314 * $1))" xc:'#EDEDFB' "packaging/icons/$((64 * $1)).png" \
		-gravity center -composite -alpha off -type TrueColor BMP3:"$work/side-$1.bmp"
}
side 1
side 2

options=()
[ -z "${QUICK:-}" ] || options+=(-DQUICK)
if [ -n "${SIGN_CERTIFICATE:-}" ]; then
	for program in "$work/behalf.exe" "$work/behalf.com"; do packaging/windows/sign.sh "$program"; done
	options+=(-DSIGN="$root/packaging/windows/sign.sh")
fi
setup=behalf-$version-windows-amd64-setup.exe
numbers=${version%%[-+]*}
makensis -V2 -WX -INPUTCHARSET UTF8 "${options[@]}" \
	-DVERSION="$version" -DNUMBERS="$numbers" -DCOMMIT_TIME="$SOURCE_DATE_EPOCH" \
	-DCOPYRIGHT="$(sed -n '/^Copyright/{p;q}' LICENSE)" -DAPP_ID="$app_id" -DHOMEPAGE="$homepage" \
	-DINPUT="$work" -DKILOBYTES="$kilobytes" -DOUTPUT="$work/$setup" packaging/windows/installer/behalf.nsi
if [ -n "${SIGN_CERTIFICATE:-}" ]; then
	packaging/windows/sign.sh "$work/$setup"
fi
mv "$work/$setup" "$dist"
echo "$dist/$setup"
