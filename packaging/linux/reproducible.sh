#!/usr/bin/env bash
# Builds the packages for Linux twice from the commit that is checked out, in
# two clones, and compares their bytes. The second build has another path, home,
# user's mask, time zone, language and host name, and its files are of another
# day.
#
# The first takes what Go's cache has. The second has a cache of its own, and so
# compiles everything anew, C too: -trimpath keeps paths out of what the cache goes
# by, and one cache for both would hand the second what the first had made.
set -euo pipefail
cd "$(dirname "$0")/../.."
packaging/linux/system-libraries.sh packages

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
commit=$(git rev-parse HEAD)
[ -z "$(git status --porcelain)" ] || echo "What is not committed is left out." >&2

# build CLONE FOLDER NAME=VALUE… builds there.
build() {
	local clone=$1 packages=$2
	shift 2
	git clone --quiet --no-hardlinks . "$clone"
	git -C "$clone" checkout --quiet "$commit"
	[ "$clone" = "$work/one" ] || find "$clone" -path "$clone/.git" -prune -o -exec touch --date '2001-02-03' {} +
	"${elsewhere[@]}" env "$@" GOMODCACHE="$modules" DIST="$packages" "$clone/packaging/linux/package.sh" deb rpm tarball
}
elsewhere=()
modules=$(go env GOMODCACHE)
cache=$(go env GOCACHE)

build "$work/one" "$work/packages" GOCACHE="$cache"
mkdir -p "$work/a home"
(
	umask 077
	if [ "$(id -u)" -eq 0 ]; then # only root may name a machine
		elsewhere=(unshare --uts sh -c 'hostname elsewhere && exec "$@"' sh)
	fi
	build "$work/a second, longer path" "$work/others" GOCACHE="$work/cache" HOME="$work/a home" \
		TZ=Asia/Kathmandu LC_ALL=C.UTF-8 LANG=C.UTF-8 USER=grace LOGNAME=grace
)

cd "$work/packages"
sha256sum -- * >"$work/sums"
(cd "$work/others" && sha256sum --quiet --check "$work/sums") || {
	echo "Two builds of $commit differ." >&2
	exit 1
}
cat "$work/sums"

# Nothing in them tells where or by whom they were built. Each is unpacked into a
# folder: names in an rpm begin with a slash, which cpio would follow.
for kind in *; do
	mkdir "$work/look"
	case $kind in
	*.deb) dpkg-deb -R "$kind" "$work/look" ;;
	*.rpm) rpm2cpio "$kind" | (cd "$work/look" && cpio --quiet -idm --no-absolute-filenames) && rpm -qpi "$kind" >"$work/look/header" ;;
	*) tar -xf "$kind" -C "$work/look" ;;
	esac
	for trace in "$work" "$cache" "$modules"; do
		if grep -rqF -- "$trace" "$work/look"; then
			echo "$kind holds '$trace'." >&2
			exit 1
		fi
	done
	rm -rf "$work/look"
done
echo "Two builds of $commit are the same."
