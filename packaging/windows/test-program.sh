#!/usr/bin/env bash
# Builds behalf.exe and signs in with it, for real: set up, connect, token,
# check and disconnect against the stand-in Zoom, the sign-in in a Windows
# Credential Manager.
set -euo pipefail
source "$(dirname "$0")/wine.sh"

echo "Building behalf.exe"
(cd "$root_of_project" && CGO_ENABLED=1 GOOS=windows GOARCH=amd64 CC=x86_64-w64-mingw32-gcc \
	go build -ldflags "-s -w" -o "$work/behalf.exe" .)

behalf() { timeout 60 wine behalf.exe "$@" </dev/null; }

fail() {
	echo "$*" >&2
	exit 1
}

# expect CODE TEXT VERB… runs a verb, which must exit so and say so.
expect() {
	local code=$1 text=$2 said exit=0
	shift 2
	said=$(behalf "$@" 2>&1) || exit=$?
	echo "behalf $*: exit code $exit"
	[ "$exit" = "$code" ] || fail "want $code; it said: $said"
	grep -q "$text" <<<"$said" || fail "it does not say '$text': $said"
}

# until CONDITION… waits for it, 20 s at most.
until_it() {
	for _ in $(seq 100); do
		if "$@"; then return 0; fi
		sleep 0.2
	done
	fail "never came: $*"
}

# allow is the person who presses Allow on the stand-in's page.
allow() {
	local nonce next
	nonce=$(curl -sf "$1" | sed -n 's/.*name="nonce" value="\([^"]*\)".*/\1/p')
	next=$(curl -sf -o /dev/null -w '%{redirect_url}' -d "nonce=$nonce" -d decision=allow "$zoom/oauth/authorize")
	curl -sfL -o /dev/null "$next"
}

connect() {
	behalf connect --no-browser >connect.log 2>&1 &
	local signing=$!
	until_it grep -q /oauth/authorize connect.log
	allow "$(grep -o 'http://[^ ]*/oauth/authorize[^ ]*' connect.log | tr -d '\r')"
	wait "$signing" || fail "connect: $(cat connect.log)"
	grep -q 'Connected: Ada Lovelace' connect.log || fail "connect: $(cat connect.log)"
	echo "behalf connect: Ada Lovelace"
}

wine behalf.exe stand-in --client-id windows </dev/null >stand-in.log 2>&1 &
until_it grep -q '^Page:' stand-in.log
zoom=$(sed -n 's|^Page: \(http://[0-9.:]*\)/.*|\1|p' stand-in.log)
export BEHALF_HOME='C:\behalf' BEHALF_ZOOM_URL="$zoom" BEHALF_ZOOM_API_URL="$zoom"

expect 0 'The Zoom app is stored' setup --client-id windows
expect 0 'Windows Credential Manager · ok' status
connect
expect 0 'Ada Lovelace · ada@example.com · connected' status
expect 0 '^ZZTESTTOKEN' token obf 81234567890
expect 0 'Added: Rehearsal' assistants add --preset rehearsal
expect 0 'refresh *ok' check
expect 0 '"phase":"in_meeting"' rehearse --json
connect # in place of the former sign-in
expect 0 '^ZZTESTTOKEN' token obf 81234567890
grep -rqs ZZTESTTOKEN "$WINEPREFIX/drive_c/behalf" && fail "a token lies in a file"
expect 0 'revoked at Zoom, erased here' disconnect
expect 3 BHF-301 token obf 81234567890
echo "The Windows program signs in, keeps it, and leaves nothing."
