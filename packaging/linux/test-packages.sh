#!/usr/bin/env bash
# Tries the packages for real: looks at each with its own tools, then installs,
# runs and removes them in a throw-away Debian, on a display of its own, with a
# real keyring and a stand-in for Zoom. See test-in-root.sh for what is tried.
#
#   packaging/linux/test-packages.sh        builds what is tried
#   PACKAGES=FOLDER …                       tries what lies there
#   PICTURE=FILE …                          keeps a picture of the window
#
# As root or not; without root it needs user namespaces (and the uidmap package).
# What it downloads is kept in ~/.cache/behalf-test-packages, and is new each week.
set -euo pipefail
source "$(dirname "$0")/../project.sh"
packaging/linux/system-libraries.sh packages

work=$(mktemp -d)
display=
finish() {
	[ -z "$display" ] || kill "$display" 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

packages=${PACKAGES:-}
if [ -z "$packages" ]; then
	packages=$work/packages
	DIST=$packages packaging/linux/package.sh deb rpm tarball
fi
only() { # the one file of a kind
	local found
	mapfile -t found < <(find "$packages" -maxdepth 1 -name "$1")
	[ "${#found[@]}" -eq 1 ] || { echo "want one $1 in $packages" >&2 && exit 1; }
	echo "${found[0]}"
}
deb=$(only '*.deb')
rpm=$(only '*.rpm')
tarball=$(only '*.tar.xz')

echo "Looking at the packages"
user=()
[ "$(id -u)" -ne 0 ] || user=(--allow-root)
lintian "${user[@]}" --fail-on error,warning "$deb"
dpkg-deb -x "$deb" "$work/look"
desktop-file-validate "$work/look/usr/share/applications/$app_id.desktop"
# Two of its remarks are meant: AppStream before 1.0 knows no <developer>, and an id
# with capitals in it is the one that the program has everywhere.
appstreamcli validate --pedantic --no-net "$work/look/usr/share/metainfo/$app_id.metainfo.xml"
packaging/linux/needs.sh "$work/look/usr/bin/behalf" "$deb" "$rpm"
if GLIBC_MOST=2.2 packaging/linux/glibc.sh "$work/look/usr/bin/behalf" 2>"$work/glibc.log"; then
	echo "a program is not refused that wants a newer glibc than is promised" >&2
	exit 1
fi
grep -q 'Debian 12' "$work/glibc.log" || { cat "$work/glibc.log" >&2 && exit 1; }

# The root to begin with, from where this system has its own packages.
origin=$(. /etc/os-release && echo "${NAME%% *}") # Debian or Ubuntu
# shellcheck disable=SC2016 # apt fills these in
sources=$(apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' "Origin: $origin" | sort -u)
[ -n "$sources" ] || { echo "apt knows no sources of $origin here" >&2 && exit 1; }
cache=${XDG_CACHE_HOME:-$HOME/.cache}/behalf-test-packages
week=$cache/$(printf '%s %s' "$(date +%G-%V)" "$sources" | sha256sum | cut -c1-16)
if [ ! -f "$week/root.tar" ]; then
	echo "Making a Debian"
	rm -rf "$cache"
	mkdir -p "$week/archives/partial"
	mmdebstrap --variant=minbase --keyring=/usr/share/keyrings --skip=cleanup/apt/lists \
		--dpkgopt=force-unsafe-io --aptopt='APT::Sandbox::User "root"' --format=tar "" "$week/root.tar.part" - \
		<<<"$sources" >"$work/mmdebstrap.log" 2>&1 || { cat "$work/mmdebstrap.log" >&2 && exit 1; }
	mv "$week/root.tar.part" "$week/root.tar"
fi

mkfifo "$work/display-number"
exec 3<>"$work/display-number"
Xvfb -displayfd 3 -screen 0 800x900x24 -noreset -nolisten tcp -ac >"$work/xvfb.log" 2>&1 &
display=$!
number=
read -r -t 20 -u 3 number || true
exec 3>&-
[ -n "$number" ] || { cat "$work/xvfb.log" >&2 && exit 1; }

alone=(unshare --mount --pid --fork --kill-child --mount-proc)
[ "$(id -u)" -eq 0 ] || alone+=(--user --map-root-user --map-auto)
version=$(dpkg-deb -f "$deb" Version | tr '~' -)
DISPLAY=:$number version=$version work=$work cache=$week deb=$deb rpm=$rpm tarball=$tarball \
	"${alone[@]}" packaging/linux/test-in-root.sh
[ -z "${PICTURE:-}" ] || cp "$work/window.png" "$PICTURE"
