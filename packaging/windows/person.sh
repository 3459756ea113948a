# shellcheck shell=bash
# Sourced by the tests of this folder, after wine.sh: a person at a terminal, with
# a stand-in for Zoom. $behalf is the program that they call.

: "${behalf:?the program that is called}"
behalf() { timeout 60 wine "$behalf" "$@" </dev/null; }

# expect CODE TEXT VERB… runs a verb, which must exit so and say so.
expect() {
	local code=$1 text=$2 said exit=0
	shift 2
	said=$(behalf "$@" 2>&1) || exit=$?
	echo "behalf $*: exit code $exit"
	[ "$exit" = "$code" ] || fail "want $code; it said: $said"
	grep -q "$text" <<<"$said" || fail "it does not say '$text': $said"
}

# stand_in PROGRAM starts the stand-in, which ends with the Windows.
stand_in() {
	wine "$1" stand-in --client-id windows </dev/null >stand-in.log 2>&1 &
	until_it grep -q '^Page:' stand-in.log
	zoom=$(sed -n 's|^Page: \(http://[0-9.:]*\)/.*|\1|p' stand-in.log)
	export BEHALF_ZOOM_URL="$zoom" BEHALF_ZOOM_API_URL="$zoom"
}

# allow presses Allow on the stand-in's page.
allow() {
	local nonce next
	nonce=$(curl -sf "$1" | sed -n 's/.*name="nonce" value="\([^"]*\)".*/\1/p')
	next=$(curl -sf -o /dev/null -w '%{redirect_url}' -d "nonce=$nonce" -d decision=allow "$zoom/oauth/authorize")
	curl -sfL -o /dev/null "$next"
}

connect() {
	: >connect.log # not that of the time before
	behalf connect --no-browser >>connect.log 2>&1 &
	local signing=$!
	until_it grep -q /oauth/authorize connect.log
	allow "$(grep -o 'http://[^ ]*/oauth/authorize[^ ]*' connect.log | tr -d '\r')"
	wait "$signing" || fail "connect: $(cat connect.log)"
	grep -q 'Connected: Ada Lovelace' connect.log || fail "connect: $(cat connect.log)"
	echo "behalf connect: Ada Lovelace"
}
