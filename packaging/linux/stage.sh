#!/usr/bin/env bash
# Lays out what every package for Linux holds, as it lies under /usr or another
# prefix: bin, lib, share.
#
#   packaging/linux/stage.sh FOLDER
set -euo pipefail
source "$(dirname "$0")/../project.sh"
source packaging/linux/changes.sh

stage=$1
[ ! -e "$stage" ] || { echo "$stage is there already" >&2 && exit 1; }
share=$stage/share doc=$stage/share/doc/behalf

packaging/build.sh linux "$stage/bin/behalf"

install -Dm644 packaging/linux/app.behalf.Behalf.desktop -t "$share/applications"
for icon in packaging/icons/*.png; do
	size=$(basename "$icon" .png)
	[ "$size" -le 512 ] || continue # the theme has no folder for larger ones
	install -Dm644 "$icon" "$share/icons/hicolor/${size}x$size/apps/$app_id.png"
done
install -Dm644 assets/icon.svg "$share/icons/hicolor/scalable/apps/$app_id.svg"

mkdir -p "$share/metainfo"
sed -e "s|@homepage@|$homepage|; s|@contact@|$(maintainer_address)|" \
	-e "/@releases@/{r /dev/stdin" -e 'd}' packaging/linux/app.behalf.Behalf.metainfo.xml \
	<<<"$(appstream_releases)" >"$share/metainfo/$app_id.metainfo.xml"

go run ./app/cli/manual "$share/man/man1"
gzip -n9 "$share"/man/man1/*

# It prints words, but would make itself a folder for its log.
completions() { BEHALF_HOME=$nowhere "$stage/bin/behalf" completion "$1"; }
nowhere=$(mktemp -d)
trap 'rm -rf "$nowhere"' EXIT
mkdir -p "$share/bash-completion/completions" "$share/zsh/site-functions" "$share/fish/vendor_completions.d"
completions bash >"$share/bash-completion/completions/behalf"
completions zsh >"$share/zsh/site-functions/_behalf"
completions fish >"$share/fish/vendor_completions.d/behalf.fish"

# The bot that its preset tells people to install.
bot=lib/behalf/bots/zoom-linux
install -Dm755 packaging/bots/zoom-linux/install.sh -t "$stage/$bot"
install -Dm644 packaging/bots/zoom-linux/{README.md,requirements.txt} -t "$stage/$bot"
install -Dm644 packaging/bots/zoom-linux/zoom_linux_bot/*.py -t "$stage/$bot/zoom_linux_bot"

# Laid out as here, so that links from one to another work.
install -Dm644 README.md SECURITY.md CONTRIBUTING.md -t "$doc"
install -Dm644 docs/*.md -t "$doc/docs"
install -Dm644 docs/bot-protocol/*.{md,json} -t "$doc/docs/bot-protocol"
for example in go/main.go python/bot.py; do
	install -Dm644 "docs/bot-protocol/examples/$example" "$doc/docs/bot-protocol/examples/$example"
done
grep -oh 'pictures/[a-z-]*\.png' README.md docs/*.md | sort -u | while read -r picture; do
	install -Dm644 "docs/$picture" -t "$doc/docs/pictures"
done
packaging/linux/copyright.sh >"$doc/copyright"

find "$stage" -type d -exec chmod 755 {} +
find "$stage" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
