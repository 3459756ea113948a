#!/usr/bin/env bash
# Whichever of the signatures of an installer can't be made, there is none at all
# then: neither an error nor an installer that is signed in part may pass.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
"$root/packaging/linux/system-libraries.sh" windows-installer
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# In place of osslsigncode: signs nothing, and fails at the call that $FAILS_AT names.
mkdir "$work/bin" "$work/programs"
cat >"$work/bin/osslsigncode" <<'END'
#!/bin/bash
set -e
echo >>"$CALLS"
[ "$(wc -l <"$CALLS")" != "$FAILS_AT" ]
while [ $# -gt 1 ]; do
	case $1 in
	-in) in=$2 ;;
	-out) out=$2 ;;
	esac
	shift
done
cp "$in" "$out"
END
chmod +x "$work/bin/osslsigncode"
echo a program | tee "$work/programs/behalf.exe" >"$work/programs/behalf.com"
ln -s "$root" "$work/a folder" # which must not end the command early

made() { # CALL: makes an installer whose signing fails at that call
	rm -rf "$work/dist" "$work/calls"
	PATH=$work/bin:$PATH CALLS=$work/calls FAILS_AT=$1 PROGRAMS=$work/programs QUICK=1 DIST=$work/dist \
		SIGN_CERTIFICATE=certificate SIGN_KEY=key "$work/a folder/packaging/windows/installer.sh" >"$work/log" 2>&1
}
fail() {
	echo "$*: $(cat "$work/log")" >&2
	exit 1
}

made never || fail "no installer"
[ "$(wc -l <"$work/calls")" = 4 ] || fail "not everything is signed: both programs, the uninstaller, the installer"
for call in 1 2 3 4; do
	! made "$call" || fail "signature $call fails, and nobody notices"
	[ -z "$(ls "$work/dist")" ] || fail "signature $call fails, and an installer is there"
done
echo "An installer is signed as a whole, or there is none."
