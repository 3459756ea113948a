#!/bin/sh
# Runs before a package's files go: with "remove" on Debian, with 0 elsewhere.
# An upgrade leaves all of it alone.
# shellcheck disable=SC3013 # every sh that packages meet has -ef
set -e

case "$1" in
remove | 0) ;;
*) exit 0 ;;
esac

# A Behalf that runs is asked to end, which its assistants then do too. Only
# what was started from this very file is, or from the one that an upgrade has
# replaced since: another root may have its own.
ours() {
	[ "$1/exe" -ef /usr/bin/behalf ] ||
		{ [ "$(readlink "$1/exe")" = '/usr/bin/behalf (deleted)' ] && [ "$1/root" -ef / ]; }
}
for process in /proc/[0-9]*; do
	if ours "$process"; then
		kill -TERM "${process#/proc/}" 2>/dev/null || true
	fi
done

# Everybody's entry that starts this program at login. Each is taken away with
# the rights of the person it belongs to, so that no link of theirs can lead
# anywhere they could not go themselves, and within five seconds, since a home may
# lie on a server that does not answer: nothing before that looks into it.
# shellcheck disable=SC2016 # its $1 is another shell's
leave='
	entry=.config/autostart/app.behalf.Behalf.desktop
	cd "$1" && [ -f "$entry" ] && [ ! -L "$entry" ] &&
		grep -qxF TryExec=/usr/bin/behalf "$entry" && rm -f -- "$entry"
'
getent passwd | while IFS=: read -r _ _ uid gid _ home _; do
	if [ -n "$home" ] && { [ "$uid" -eq 0 ] || [ "$uid" -ge 1000 ]; }; then
		timeout 5 setpriv --reuid="$uid" --regid="$gid" --clear-groups sh -c "$leave" sh "$home" </dev/null >/dev/null 2>&1 || true
	fi
done
