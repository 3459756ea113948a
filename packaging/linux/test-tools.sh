# Sourced by test-in-root.sh: how to act in the root, and to look at it.
# shellcheck shell=bash disable=SC2154 # what test-in-root.sh and its caller know

fail() {
	echo "FAILED: $*" >&2
	for log in "$work"/*.log; do
		[ -s "$log" ] && { echo "--- $(basename "$log")"; tail -20 "$log"; } >&2
	done
	exit 1
}

step() { echo "$(date +%T)  $*"; }

# fresh_root TAR makes the root what is in that file.
fresh_root() {
	mkdir -p "$root"
	if mountpoint -q "$root"; then
		umount --recursive --lazy "$root"
	fi
	mount -t tmpfs -o size=3g,mode=755 behalf-test "$root"
	tar -xf "$1" -C "$root"
	mount -t proc proc "$root/proc"
	mount --rbind /dev "$root/dev"
	mount --make-rslave "$root/dev"
	mount --bind "$cache/archives" "$root/var/cache/apt/archives"
	cp -L /etc/resolv.conf "$root/etc/resolv.conf"
	mkdir -p "$root/packages" "$root/tmp/.X11-unix"
	mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
	cp "$deb" "$tarball" "$root/packages"
}

# people makes those who use the root.
people() {
	local who
	for who in ada grace linked; do
		chroot "$root" useradd --create-home --shell /bin/bash "$who"
	done
}

# as WHO COMMAND… runs it as that person, with little around it.
as() {
	local who=$1
	shift
	chroot "$root" setpriv --reuid="$who" --regid="$who" --clear-groups \
		env --chdir="/home/$who" -i HOME="/home/$who" USER="$who" PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 \
		LIBGL_ALWAYS_SOFTWARE=1 DISPLAY="$DISPLAY" XDG_RUNTIME_DIR="/run/user/$who" "${session[@]}" "$@"
}
session=() # what a session adds to the environment

apt() {
	chroot "$root" env DEBIAN_FRONTEND=noninteractive apt-get --quiet --assume-yes --no-install-recommends "$@" >"$work/apt.log" 2>&1 ||
		fail "apt-get $*"
}

# says TEXT COMMAND… must end well and say so.
says() {
	local text=$1 said
	shift
	said=$("$@" 2>&1) || fail "$* ends with $?: $said"
	grep -q -- "$text" <<<"$said" || fail "$* does not say '$text': $said"
}

# until_it COMMAND… waits for it, 30 s at most.
until_it() {
	local try
	# shellcheck disable=SC2034 # only how often
	for try in $(seq 150); do
		if "$@" >/dev/null 2>&1; then return 0; fi
		sleep 0.2
	done
	fail "never came: $*"
}

window() { xdotool search --onlyvisible --name '^Behalf$'; }
no_window() { ! window; }
running() { pgrep -x behalf; }
ended() { ! running; }

# press KEYS: into the window, wherever the front is.
press() { xdotool windowactivate --sync "$(window | head -1)" key --clearmodifiers "$1"; }

# picture FILE takes one of the window, when something is drawn on it.
picture() { import -window "$(window | head -1)" "$1" && [ "$(identify -format %k "$1")" -gt 16 ]; }

# listing FOLDER prints every file there with its kind, mode, owner, and
# content. What packages are installed, and that they were, changes on purpose.
listing() {
	local leave=()
	local folder
	for folder in var/lib/dpkg var/lib/apt var/lib/rpm var/log var/cache run tmp packages; do
		leave+=(-path "./$folder" -prune -o)
	done
	(
		cd "$root" || exit
		find "$1" -xdev "${leave[@]}" -printf '%p %M %u %l\n'
		find "$1" -xdev "${leave[@]}" -type f -print0 | xargs -0 sha256sum | sed -E 's/^(\S+)  (.*)/\2 \1/'
	) | sort
}

# same BEFORE AFTER compares two listings.
same() { diff -u "$1" "$2" >"$work/difference" || fail "left behind or lost: $(cat "$work/difference")"; }

# only_writes OWNER, for a list of paths: whoever else may change the program, its
# libraries or a folder that they lie in could have it do something else (F64).
only_writes() {
	local found number list
	list=$(cat)
	[ -n "$list" ] || fail "no list of what $1 may write"
	number=$(chroot "$root" id -u "$1")
	found=$(cd "$root" && printf '%s\n' "$list" | sed 's|^/*|./|' | tr '\n' '\0' | xargs -0 -I{} find {} -maxdepth 0 ! -type l \( ! -uid "$number" -o -perm /022 \) -printf '%p %M %u\n')
	[ -z "$found" ] || fail "others than $1 may write: $found"
}

# nothing_named_behalf: no file of that name but the person's own.
nothing_named_behalf() {
	local found
	found=$(cd "$root" && find . -xdev \( -path ./packages -o -path ./home -o -path ./proc \) -prune -o -iname '*behalf*' -print)
	[ -z "$found" ] || fail "left behind: $found"
}

# autostart WHO PROGRAM writes the entry that starts it when they log in.
autostart() {
	as "$1" mkdir -p .config/autostart
	printf '[Desktop Entry]\nType=Application\nName=Behalf\nExec=%s --hidden\nTryExec=%s\n' "$2" "$2" |
		as "$1" tee .config/autostart/app.behalf.Behalf.desktop >/dev/null
}
entry_of() { [ -e "$root/home/$1/.config/autostart/app.behalf.Behalf.desktop" ]; }
