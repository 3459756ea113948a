#!/usr/bin/env bash
# Takes the pictures of docs/pictures from the real window on a display of its
# own: see ui/pictures_test.go for what is on them.
set -euo pipefail
cd "$(dirname "$0")/../.."
packaging/linux/system-libraries.sh pictures

out=$PWD/docs/pictures
mkdir -p "$out"
rm -f "$out"/*.png
for scale in 1 2; do
	xvfb-run --auto-servernum --server-args "-screen 0 1200x1400x24 -noreset" \
		env LANG=en_US.UTF-8 LIBGL_ALWAYS_SOFTWARE=1 FYNE_SCALE="$scale" \
		go test ./ui -count 1 -args -pictures "$out"
done
pngquant --force --ext .png --skip-if-larger --strip --nofs --speed 1 64 "$out"/*.png || [ $? -eq 98 ] # 98: one is smaller as it was
