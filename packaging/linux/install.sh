#!/bin/sh
# Installs this portable Behalf for one person, without root, under PREFIX
# (~/.local unless given), and registers links of the form behalf://. Run that
# of a newer version to update. To remove it all again, with the entry that
# starts it at login, but without your data (that is: behalf erase --yes):
#
#   install.sh [PREFIX]
#   PREFIX/lib/behalf/install.sh --uninstall
# shellcheck disable=SC3013 # every sh of a desktop has -ef
set -eu
umask 022

name=app.behalf.Behalf
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

# take_away removes the files that list LIST names, from the prefix.
take_away() {
	while IFS= read -r path; do
		case $path in
		*/) ;;
		*) rm -f -- "$prefix/$path" ;;
		esac
	done <"$1"
}

# announce lets the desktop know of the scheme, or that it is gone.
announce() {
	if command -v update-desktop-database >/dev/null; then
		update-desktop-database -q "$prefix/share/applications" || true
	fi
}

# quoted PATH: as an argument in a desktop entry, plain where that will do, since
# old versions of xdg-open know no quotes. A percent sign has a meaning there,
# backslashes go through two kinds of quotes.
quoted() {
	case $1 in
	*[!A-Za-z0-9_./+-]*) ;;
	*)
		printf %s "$1"
		return
		;;
	esac
	printf '"%s"' "$(printf '%s' "$1" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g')"
}

uninstall() {
	# without links, as the program names itself, here and at login
	prefix=$(CDPATH='' cd -- "$here/../.." && pwd -P)
	list=$here/installed
	[ -f "$list" ] || {
		echo "Nothing was installed from here: $list is missing." >&2
		exit 1
	}
	for process in /proc/[0-9]*; do
		# or from the file that an update has replaced since
		if [ "$process/exe" -ef "$prefix/bin/behalf" ] ||
			{ [ "$(readlink "$process/exe")" = "$prefix/bin/behalf (deleted)" ] && [ "$process/root" -ef / ]; }; then
			kill -TERM "${process#/proc/}" 2>/dev/null || true
		fi
	done
	entry=${XDG_CONFIG_HOME:-$HOME/.config}/autostart/$name.desktop
	if [ -f "$entry" ] && grep -qxF "TryExec=$prefix/bin/behalf" "$entry"; then
		rm -f -- "$entry"
	fi
	work=$(mktemp)
	cp -- "$list" "$work"
	take_away "$work"
	rm -f -- "$list"
	announce
	# what lists nothing any more was made for us
	if [ -z "$(ls "$prefix"/share/applications/*.desktop 2>/dev/null)" ]; then
		rm -f -- "$prefix/share/applications/mimeinfo.cache"
	fi
	# only folders that were not there before, the inner ones first
	grep '/$' "$work" | sort -r | while IFS= read -r folder; do
		rmdir -- "$prefix/$folder" 2>/dev/null || true
	done
	rm -f -- "$work"
	echo "Behalf is removed from $prefix. Your settings and sign-ins are still there."
}

install_to() {
	mkdir -p -- "$1"
	prefix=$(CDPATH='' cd -- "$1" && pwd)
	case $prefix in *'
'*) echo "A folder with a line break in its name can't be used." >&2 && exit 1 ;; esac
	list=$prefix/lib/behalf/installed
	folders=$(mktemp)
	if [ -f "$list" ]; then # an update
		grep '/$' "$list" >"$folders" || true
		take_away "$list"
	fi
	(cd -- "$here" && find bin lib share -type d) | sort | while IFS= read -r folder; do
		if [ ! -d "$prefix/$folder" ]; then
			mkdir -- "$prefix/$folder"
			echo "$folder/" >>"$folders"
		fi
	done
	(cd -- "$here" && find bin lib share -type f) | sort | while IFS= read -r file; do
		cp -p -- "$here/$file" "$prefix/$file"
	done
	cp -p -- "$here/install.sh" "$prefix/lib/behalf/install.sh"
	program=$(quoted "$prefix/bin/behalf" | sed 's/[\\&|]/\\&/g')
	entry=share/applications/$name.desktop
	sed -e "s|^Exec=behalf|Exec=$program|" -e "/^TryExec=/d" -- "$here/$entry" >"$prefix/$entry"
	{
		sort -u -- "$folders"
		(cd -- "$here" && find bin lib share -type f) | sort
		echo lib/behalf/install.sh
	} >"$list"
	rm -f -- "$folders"
	announce
	echo "Behalf is installed: $prefix/bin/behalf"
	case :$PATH: in
	*":$prefix/bin:"*) ;;
	*) echo "$prefix/bin is not in your PATH; it will be after the next login on most systems, if it is in your home." ;;
	esac
	echo "To remove it: $prefix/lib/behalf/install.sh --uninstall"
}

case ${1:-} in
--uninstall) uninstall ;;
-*)
	echo "usage: $0 [PREFIX]" >&2
	exit 2
	;;
*) install_to "${1:-$HOME/.local}" ;;
esac
