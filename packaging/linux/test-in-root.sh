#!/usr/bin/env bash
# The tests of test-packages.sh, run by it in namespaces of their own: as root
# there, with a fresh Debian in memory that is gone when this ends. Programs of
# the packages run in that Debian, what presses and looks runs beside it.
# shellcheck disable=SC2154 # what test-packages.sh knows
set -euo pipefail
cd "$(dirname "$0")"

root=$work/root home=/home/ada
openbox >"$work/openbox.log" 2>&1 &

source ./test-tools.sh
source ./test-deb.sh
source ./test-others.sh

fresh_root "$cache/root.tar"
people
with_its_dependencies
a_desktop
what_it_brings
in_a_session
leaving_with_the_data
leaving_for_good
the_rpm
the_tarball
echo "The packages install, run and leave nothing."
