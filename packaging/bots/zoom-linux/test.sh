#!/usr/bin/env bash
# Installs the bot into a folder of its own and runs all its tests. Where the
# package can't be had, the tests with the real SDK are left out, and it says so.
set -euo pipefail
cd "$(dirname "$0")"
export PYTHONDONTWRITEBYTECODE=1

../../linux/system-libraries.sh native-bot
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

code=0
./install.sh "$work/bot" || code=$?
case $code in
0)
	export ZOOM_LINUX_BOT="$work/bot/zoom-linux-bot"
	"$work/bot/venv/bin/python" -m unittest
	;;
3 | 4)
	echo "skipped: the tests with Zoom's real SDK, since it can't be installed here (see above)"
	if command -v python3 >/dev/null; then
		python3 -m unittest
	else
		echo "skipped: all tests of the bot, since there is no Python"
	fi
	exit
	;;
*)
	exit "$code"
	;;
esac

if command -v go >/dev/null; then
	BEHALF_ZOOM_LINUX_BOT="$ZOOM_LINUX_BOT" go test -count=1 -run TestZoomLinuxBot ../../../app/bot
fi
