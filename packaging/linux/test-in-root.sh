#!/usr/bin/env bash
# The tests of test-packages.sh, run by it in namespaces of their own: as root
# there, with a fresh Debian in memory that is gone when this ends. Programs of
# the packages run in that Debian, what presses and looks runs beside it.
set -euo pipefail
cd "$(dirname "$0")"

root=$work/root home=/home/ada
mkdir -p "$root"
mount -t tmpfs -o size=3g,mode=755 behalf-test "$root"
tar -xf "$cache/root.tar" -C "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$cache/archives" "$root/var/cache/apt/archives"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
mkdir -p "$root/packages" "$root/tmp/.X11-unix"
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
cp "$deb" "$tarball" "$root/packages"
openbox >"$work/openbox.log" 2>&1 &

source ./test-tools.sh
source ./test-deb.sh
source ./test-others.sh

chroot "$root" useradd --create-home --shell /bin/bash ada
chroot "$root" useradd --create-home --shell /bin/bash grace
with_its_dependencies
nothing_before
what_it_brings
in_a_session
leaving_with_the_data
leaving_for_good
the_rpm
the_tarball
echo "The packages install, run and leave nothing."
