# Sourced by the scripts that build packages, on Linux and on a Mac: what is
# packaged, and all that could make two builds of one commit differ.
# shellcheck shell=bash disable=SC2034,SC2164 # its callers use what is set here, and end with what fails

case ${VENDOR:-} in
'' | /*) ;;
*) export VENDOR=$PWD/$VENDOR ;; # as seen from where this was called
esac
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
umask 022
export LC_ALL=C TZ=UTC

# of FyneApp.toml, where every one of its readers finds them
metadata() { sed -n "s/^$1 *= *\"\(.*\)\"$/\1/p" FyneApp.toml; }
app_id=$(metadata ID)
homepage=$(metadata Website)
macos_minimum=12.0 # Go 1.26 makes programs for no older one

# when SECONDS FORMAT says that time as GNU's date does, or else as a Mac's.
when() { date -d "@$1" "+$2" 2>/dev/null || date -r "$1" "+$2"; }

# A tagged commit is that version. Any other comes before the next one, and
# after every other that was committed earlier; so does a tree that was changed.
# Without .git, as in a source package, it is what the metadata says. A git that
# fails must not look like that: what it builds would pass for a release.
if [ -e .git ]; then
	if ! commit_time=$(git log -1 --format=%ct); then
		echo "git can't tell the version of $root, so nothing is built: see what it says above." >&2
		exit 1
	fi
	version=$(git describe --exact-match --tags --match 'v[0-9]*' --dirty=-dirty 2>/dev/null) || true
	case $version in
	'' | *-dirty) version=$(metadata Version)-dev.$(when "$commit_time" %Y%m%d%H%M%S) ;;
	esac
	version=${version#v}
else
	commit_time=$(date -r FyneApp.toml +%s)
	version=$(metadata Version)
fi
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$commit_time}

dist=${DIST:-$root/dist} # where packages go
mkdir -p "$dist"
dist=$(cd "$dist" && pwd)
