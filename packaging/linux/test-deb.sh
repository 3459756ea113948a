# Sourced by test-in-root.sh: what is tried of the package for Debian.
# shellcheck shell=bash disable=SC2154,SC2016 # what test-in-root.sh and its caller know; and what is for other shells

# The package with what it depends on, and nothing else: enough for the verbs
# and for the window, without a bus, a keyring, a desktop.
with_its_dependencies() {
	step "apt installs the .deb, with its dependencies alone"
	apt install "/packages/$(basename "$deb")"
	local extra
	for extra in dbus-daemon gnome-keyring xdg-utils desktop-file-utils; do
		[ ! -e "$root/var/lib/dpkg/info/$extra.list" ] || fail "$extra came along"
	done
	[ "$(cat "$root/usr/share/behalf/package-manager")" = apt ] || fail "apt is not named"
	chroot "$root" dpkg -L behalf | only_writes root
	says "behalf $version" as ada behalf version
	says '"phase":"in_meeting"' as ada env -u DISPLAY behalf rehearse --json
	step "the window opens with them"
	as ada behalf >"$work/window.log" 2>&1 &
	until_it window
	until_it picture "$work/window.png"
	apt purge behalf # also ends it
	until_it ended
	nothing_named_behalf
}

# What a desktop has, then the state that has to come back. It takes a while to
# install and is kept, with what Behalf depends on.
a_desktop() {
	local programs=(dbus-x11 gnome-keyring xdg-utils desktop-file-utils hicolor-icon-theme man-db bash-completion zsh xz-utils) kept
	kept=$cache/desktop-$(echo "${programs[*]} $(dpkg-deb -f "$deb" Depends)" | sha256sum | cut -c1-16).tar
	if [ ! -f "$kept" ]; then
		step "a desktop beside it"
		fresh_root "$cache/root.tar"
		echo 'man-db man-db/auto-update boolean false' | chroot "$root" debconf-set-selections
		apt satisfy "$(dpkg-deb -f "$deb" Depends)"
		apt install "${programs[@]}"
		rm -rf "$root/packages"
		tar -C "$root" --one-file-system -cf "$kept.part" .
		mv "$kept.part" "$kept"
	fi
	fresh_root "$kept"
	people
	listing . >"$work/before"
	step "again, with a desktop beside it"
	apt install "/packages/$(basename "$deb")"
}

what_it_brings() {
	begin_session # xdg-utils would start a bus of their own
	step "manual, completions, scheme, the bot"
	says 'Without a verb it opens the window' as ada env MANPAGER=cat man behalf
	says 'Send your assistant to a meeting' as ada env MANPAGER=cat man behalf-send
	says '_behalf' as ada bash -ic '. /usr/share/bash-completion/bash_completion; _completion_loader behalf; complete -p behalf'
	says '^_behalf$' as ada zsh -c 'autoload -Uz compinit && compinit -D && echo $_comps[behalf]'
	says '^status' as ada behalf __complete st
	says "^$name.desktop$" as ada xdg-mime query default x-scheme-handler/behalf
	says "$name" as ada xdg-mime query default text/calendar
	# Without Python it says so: it was found, and started.
	local exit=0
	as ada /usr/lib/behalf/bots/zoom-linux/install.sh >"$work/bot.log" 2>&1 || exit=$?
	[ "$exit" -eq 3 ] || fail "the bot's installer ends with $exit"
}
name=app.behalf.Behalf

# allow is the person who presses Allow on the stand-in's page.
allow() {
	local nonce next
	nonce=$(curl -sf "$1" | sed -n 's/.*name="nonce" value="\([^"]*\)".*/\1/p')
	next=$(curl -sf -o /dev/null -w '%{redirect_url}' -d "nonce=$nonce" -d decision=allow "$zoom/oauth/authorize")
	curl -sfL -o /dev/null "$next"
}

sign_in() {
	as ada behalf stand-in --client-id packages >"$work/stand-in.log" 2>&1 &
	until_it grep -q '^Page:' "$work/stand-in.log"
	zoom=$(sed -n 's|^Page: \(http://[0-9.:]*\)/.*|\1|p' "$work/stand-in.log")
	session+=(BEHALF_ZOOM_URL="$zoom" BEHALF_ZOOM_API_URL="$zoom")
	says 'The Zoom app is stored' as ada behalf setup --client-id packages
	as ada behalf connect --no-browser >"$work/connect.log" 2>&1 &
	local signing=$!
	until_it grep -q /oauth/authorize "$work/connect.log"
	allow "$(grep -o 'http://[^ ]*/oauth/authorize[^ ]*' "$work/connect.log")"
	wait "$signing" || fail "connect: $(cat "$work/connect.log")"
	says '"kind":"secret-service","state":"ok"' as ada behalf status --json
	says 'Added: Rehearsal' as ada behalf assistants add --preset rehearsal
}

begin_session() {
	chroot "$root" install -d -m 700 -o ada -g ada /run/user /run/user/ada
	session=(DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/ada/bus)
	as ada dbus-daemon --session --nofork --nopidfile --address=unix:path=/run/user/ada/bus >"$work/bus.log" 2>&1 &
	until_it test -S "$root/run/user/ada/bus"
	printf 'a password' | as ada gnome-keyring-daemon --unlock --components=secrets --foreground >"$work/keyring.log" 2>&1 &
	until_it test -e "$root/home/ada/.local/share/keyrings/login.keyring"
}

# sent MEETING presses the key that sends what stands in the field, until it is
# on its way.
sent() { press ctrl+Return && as ada behalf status --json | grep -q "\"meeting_id\":\"$1\""; }

# in_field MEETING: it stands in the field, which is asked over the clipboard.
in_field() { press ctrl+a && press ctrl+c && timeout 5 xclip -o -selection clipboard | tr -d ' ' | grep -q "$1"; }

# proposed MEETING: a link has brought it into the field, and no further.
proposed() {
	until_it in_field "$1"
	not_sent "$1"
}

not_sent() {
	local status
	status=$(as ada behalf status --json) || fail "status: $status"
	[[ $status != *"\"meeting_id\":\"$1\""* ]] || fail "$1 was sent"
}

clipboard_has() { timeout 5 xclip -o -selection clipboard | grep -q "$1"; }

# What xclip tells of those who read what it has put there.
clipboard_reads() { grep -c 'selection request' "$work/xclip.log"; }
read_again() { [ "$(clipboard_reads)" -gt "$1" ]; }

link() { as ada xdg-open "behalf://send?url=https%3A%2F%2Fus02web.zoom.us%2Fj%2F$1" >"$work/xdg-open-$1.log" 2>&1; }

in_a_session() {
	sign_in
	if as ada behalf assistants add --preset zoom-linux >"$work/preset.log" 2>&1; then
		fail "a bot that is not installed was added"
	fi
	grep -q 'bots/zoom-linux/install.sh' "$work/preset.log" || fail "the preset does not name the installer"
	step "xdg-open starts it with a link, and gives a running one another"
	link 81234567890 & # it stays, as the one that was started
	until_it window
	proposed 81234567890
	until_it sent 81234567890
	link 82345678901 || fail "xdg-open: $(cat "$work/xdg-open-82345678901.log")"
	proposed 82345678901
	until_it sent 82345678901
	picture "$work/window.png" || fail "no picture"
	step "the desktop's actions"
	action open || fail "the action does not start it"
	printf 'https://us02web.zoom.us/j/83456789012' | xclip -quiet -selection clipboard 2>"$work/xclip.log" &
	until_it clipboard_has 83456789012
	local reads
	reads=$(clipboard_reads)
	action send-copied || fail "the action does not start it"
	until_it read_again "$reads"
	not_sent 83456789012
	until_it sent 83456789012
}

# action NAME carries out what the entry says for it.
action() {
	local line
	line=$(sed -n "/^\[Desktop Action $1\]/,/^\[/s/^Exec=//p" "$root/usr/share/applications/$name.desktop")
	[ -n "$line" ] || fail "no action $1"
	# shellcheck disable=SC2086 # its words are arguments
	as ada $line >"$work/action.log" 2>&1
}

# Removing takes program, scheme and everybody's start at login; nobody else's.
leaving_with_the_data() {
	step "apt remove, while it runs and starts at login"
	apt install --reinstall "/packages/$(basename "$deb")" # which leaves it running
	running >/dev/null || fail "an upgrade ends it"
	autostart ada /usr/bin/behalf
	autostart grace /opt/behalf/bin/behalf # another Behalf
	autostart linked /usr/bin/behalf
	as linked mv .config/autostart/$name.desktop kept.desktop
	as linked ln -s /home/linked/kept.desktop .config/autostart/$name.desktop
	apt remove behalf
	until_it no_window
	until_it ended
	entry_of ada && fail "the start at login is still there"
	entry_of grace || fail "another Behalf's start at login is gone"
	[ -e "$root/home/linked/kept.desktop" ] || fail "a link was followed"
	[ -e "$root/home/ada/.local/share/behalf-test/behalf.db" ] || fail "the data is gone"
	rm -r "$root/home/grace/.config" "$root/home/linked/.config" "$root/home/linked/kept.desktop"
	nothing_named_behalf
}

# After erasing, removing leaves nothing at all.
leaving_for_good() {
	step "erase, then apt purge: nothing is left"
	apt install "/packages/$(basename "$deb")"
	until_it ended
	as ada behalf stand-in --client-id packages --listen "${zoom#http://}" >"$work/stand-in.log" 2>&1 &
	until_it grep -q '^Page:' "$work/stand-in.log"
	autostart ada /usr/bin/behalf
	says 'Everything that Behalf kept' as ada behalf erase --yes
	apt purge behalf
	until_it ended
	nothing_named_behalf
	home_is_clean
	end_session
	listing . >"$work/after"
	same "$work/before" "$work/after"
}

# home_is_clean: the home holds nothing of Behalf, and then is as it was.
home_is_clean() {
	local found
	found=$(cd "$root$home" && find . -iname '*behalf*')
	[ -z "$found" ] || fail "left in the home: $found"
}

# end_session takes away what the session's other programs keep.
end_session() {
	session=()
	pkill -x dbus-daemon || true
	pkill -f 'gnome-keyring-daemon --unlock' || true
	rm -rf "$root$home/.local/share/keyrings" "$root$home/.cache/mesa_shader_cache" "$root$home"/.zcompdump* "$root$home/.cache/dconf"
	(cd "$root$home" && find . -mindepth 1 -type d -empty -delete)
}
