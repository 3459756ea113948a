#!/usr/bin/env bash
# Puts the drawn icons into the one file that Windows wants: small sizes as
# bitmaps, which every part of it reads, the large one as it is.
#
#   icon.sh FILE
set -euo pipefail
cd "$(dirname "$0")/../icons"
icotool --create --output "$1" 16.png 24.png 32.png 48.png 64.png 128.png --raw=256.png
