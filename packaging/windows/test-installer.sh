#!/usr/bin/env bash
# Installs Behalf on a Windows, uses it as a person does, and removes it, for
# real: signatures, terminal, sign-in, window, links, upgrade, and what is left.
#
#   test-installer.sh [SETUP]
#
# Without one it makes the installer, signed with a certificate of its own, which
# SETUP must be, too, with root.pem beside it. PICTURES=FOLDER keeps pictures.
set -euo pipefail
setup=${1:+$(realpath "$1")}
pictures=${PICTURES:+$(realpath "$PICTURES")}
source "$(dirname "$0")/wine.sh"
windows=$root_of_project/packaging/windows

if [ -z "$setup" ]; then
	"$windows/test-certificate.sh" "$work/authority"
	echo "Making the installer"
	QUICK=1 SIGN_CERTIFICATE=$work/authority/code.pem SIGN_KEY=$work/authority/code.key \
		DIST=$work/authority "$windows/installer.sh"
	setup=$(echo "$work"/authority/*-setup.exe)
fi
authority=$(dirname "$setup")/root.pem
version=$(basename "$setup" -windows-amd64-setup.exe)
version=${version#behalf-}
drive=$WINEPREFIX/drive_c
user=$drive/users/$(id -un)
home="C:\\users\\$(id -un)\\AppData\\Local\\Programs\\Behalf"
installed=$user/AppData/Local/Programs/Behalf
shortcut="$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Behalf.lnk"
run='HKCU\Software\Microsoft\Windows\CurrentVersion\Run'
notices='HKCU\Software\Microsoft\Windows\CurrentVersion\Notifications\Settings'
approved='HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run'
behalf=$home'\behalf.com'
source "$windows/person.sh"

# setup_exits CODE ARGUMENT… runs the installer, which must exit so.
setup_exits() {
	local code=0
	timeout 120 wine "$setup" "${@:2}" >setup.log 2>&1 || code=$?
	[ "$code" = "$1" ] || fail "setup ${*:2}: exit code $code: $(cat setup.log)"
	echo "setup ${*:2}: exit code $code"
}

# uninstall waits for the end, too: the uninstaller goes on as a copy of itself.
uninstall() {
	wine "$home\\uninstall.exe" "$@"
	until_it test ! -e "$installed"
	until_it listed_as_removed
	echo "uninstall $*"
}
listed_as_removed() { ! wine reg query 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Behalf' >/dev/null 2>&1; }

# look NAME writes down what there is: files, but for the system's temporary
# ones, and the person's part of the registry, but for what wine keeps there of
# screens and consoles, and as the key of its Credential Manager.
look() {
	find "$drive" -ipath '*/temp/*' -prune -o -print | sort >"$1.files"
	wine reg export HKCU "$1.reg" /y >/dev/null 2>&1
	iconv -f UTF-16 -t UTF-8 "$1.reg" | tr -d '\r' |
		awk '/^\[/ { skip = /\\Console(\]|\\)|\\Software\\Wine(\]|\\(Temporary|Fonts|Debug|X11|Credential Manager\]))/ } !skip && NF' >"$1.registry"
}

# same_as NAME compares what there is now.
same_as() {
	look now
	diff "$1.files" now.files || fail "files are left behind (>) or missing (<)"
	diff "$1.registry" now.registry || fail "the registry is not as it was"
	echo "Files and registry are as they were: $1"
}

signed() { osslsigncode verify -CAfile "$authority" -in "$1" >verify.log 2>&1; }

test_signatures() {
	local file
	for file in "$setup" "$installed"/{behalf.exe,behalf.com,uninstall.exe}; do
		signed "$file" || fail "$file: $(cat verify.log)"
	done
	cp "$installed/behalf.com" changed.com
	printf x | dd of=changed.com bs=1 seek=1000000 conv=notrunc status=none
	if signed changed.com; then fail "a changed program passes for signed"; fi
	echo "Signed: the installer and what it installs"
}

# test_resources: a desktop shows an icon and the version, and draws sharply; and
# only the one for terminals brings a console along.
test_resources() {
	local name kind
	for name in behalf.exe behalf.com; do
		for kind in group_icon manifest version; do
			wrestool --list --type="${kind/manifest/24}" "$installed/$name" | grep . >/dev/null || fail "$name carries no $kind"
		done
		wrestool --extract --raw --type=24 "$installed/$name" | grep PerMonitorV2 >/dev/null || fail "$name carries another manifest"
		wrestool --extract --raw --type=version "$installed/$name" | iconv -f UTF-16LE -t UTF-8 -c | tr '\0' '\n' >version.txt
		for said in "$name" "$version"; do grep -qxF "$said" version.txt || fail "the version of $name does not name $said"; done
	done
	subsystem behalf.exe 2 # with windows
	subsystem behalf.com 3 # with a console
	echo "Icon, manifest and version"
}
subsystem() {
	[ "$(x86_64-w64-mingw32-objdump -p "$installed/$1" | awk '$1 == "Subsystem" { print $2 + 0 }')" = "$2" ] || fail "$1 has another subsystem than $2"
}

set_path() { wine reg add 'HKCU\Environment' /v Path /t "${2:-REG_EXPAND_SZ}" /d "$1" /f >/dev/null 2>&1; }
path_is() { # KIND VALUE, or nothing if there is to be none
	[ "$(wine reg query 'HKCU\Environment' /v Path 2>/dev/null | tr -d '\r' | sed -n 's/^ *Path *//p' | sed 's/  */ /')" = "$*" ] ||
		fail "the PATH is not $*: $(wine reg query 'HKCU\Environment' /v Path 2>&1)"
}

# test_path installs and removes beside every kind of PATH that there may be.
test_path() {
	local kind before
	while read -r kind before <&3; do
		wine reg delete 'HKCU\Environment' /v Path /f >/dev/null 2>&1 || true
		[ -z "$kind" ] || set_path "$before" "$kind"
		setup_exits 0 /S
		case $kind in
		REG_DWORD) path_is "$kind" 0x7 ;; # what can't be read is left alone
		'') path_is REG_EXPAND_SZ "$home" ;;
		*) path_is "$kind" "$before;$home" ;;
		esac
		[ "$kind" != REG_SZ ] || set_path "C:\\one;$home;$before" REG_SZ
		uninstall /S
		case $kind in
		'') path_is ;;
		REG_DWORD) path_is "$kind" 0x7 ;;
		*) path_is "$kind" "C:\\one;$before" ;;
		esac
	done 3<<'KINDS'

REG_SZ C:\two
REG_DWORD 7
KINDS
	set_path "$path"
	echo "PATH, whatever it is"
}

# test_folder: where others may write, nothing is installed, nor a second one.
test_folder() {
	local folder second
	second=C:\\users\\$(id -un)\\second
	for folder in 'C:\elsewhere' "C:\\users\\$(id -un)\\..\\elsewhere" "C:\\users\\$(id -un)or"; do
		setup_exits 2 /S "/D=$folder"
	done
	[ ! -e "$drive/elsewhere" ] || fail "it was installed there"
	setup_exits 0 /S "/D=$second"
	[ -s "$user/second/behalf.exe" ] || fail "it is not in its folder"
	setup_exits 2 /S "/D=$home"
	[ ! -e "$installed" ] || fail "it was installed twice"
	timeout 120 wine "$second\\uninstall.exe" /S
	until_it test ! -e "$user/second"
	until_it listed_as_removed
	same_as before
}

# test_held: what can't be removed can be uninstalled again.
test_held() {
	local code=0
	cp stand-in.exe held.exe # any program that lasts, and says when it is there
	wine cmd /c "held.exe stand-in --client-id held <$home\\LICENSE.txt" >held.log 2>&1 </dev/null &
	until_it grep -q '^Page:' held.log
	timeout 120 wine "$home\\uninstall.exe" /S "_?=$home" >held-uninstall.log 2>&1 || code=$?
	[ "$code" = 2 ] || fail "a file is held, and the uninstaller exits with $code"
	[ -e "$installed/uninstall.exe" ] || fail "the uninstaller is gone, and a file of ours is not"
	[ -e "$installed/behalf.com" ] || fail "nothing can erase any more"
	! listed_as_removed || fail "nobody can find the uninstaller any more"
	no_window || fail "it still runs"
	wine taskkill /f /im held.exe >/dev/null 2>&1 || fail "it can't be ended"
	wait $! 2>/dev/null || true
	echo "What is held can be uninstalled again"
}

test_installed() {
	[ -s "$shortcut" ] || fail "no shortcut"
	# wine has only a stub of what writes a shortcut's properties; then it must
	# have been called
	strings --encoding l "$shortcut" | grep -qx 'app.behalf.Behalf' ||
		grep -q propertystore_Commit setup.log || fail "the shortcut has no AppUserModelID"
	strings --encoding l "$shortcut" | grep -qxF "C:\\users\\$(id -un)" || fail "the shortcut starts in a folder that is to be removed"
	path_is REG_EXPAND_SZ "$path;$home"
	wine reg query 'HKCU\Software\Classes\behalf\shell\open\command' 2>/dev/null | tr -d '\r' |
		grep -qF "\"$home\\behalf.exe\" -- \"%1\"" || fail "a link could be an option"
	set_path "C:\\end;$home" # of a long one, wine gives programs only the beginning
	local said code=0
	said=$(wine cmd /c 'behalf version & exit 3' 2>/dev/null </dev/null) || code=$?
	[ "$(head -1 <<<"$said" | tr -d '\r') $code" = "behalf $version 3" ] || fail "behalf in a terminal exits with $code and says: $said"
	wine cmd /c 'behalf token obf 81234567890' >/dev/null 2>&1 </dev/null && code=0 || code=$?
	[ "$code" = 3 ] || fail "behalf in a terminal exits with $code, want 3: not signed in"
	set_path "$path;$home"
	echo "Shortcut, PATH and terminal"
}

test_signin() {
	expect 0 'The Zoom app is stored' setup --client-id windows
	expect 0 'Windows Credential Manager · ok' status
	connect
	expect 0 'Ada Lovelace · ada@example.com · connected' status
	expect 0 '^ZZTESTTOKEN' token obf 81234567890
	expect 0 'Added: Rehearsal' assistants add --preset rehearsal
	expect 0 'refresh *ok' check
	expect 0 '"phase":"in_meeting"' rehearse --json
	connect # in place of the former sign-in
	expect 0 '^ZZTESTTOKEN' token obf 81234567890
	grep -rqs --exclude-dir=Programs ZZTESTTOKEN "$user/AppData" && fail "a token lies in a file"
	echo "Sign-in, in the Credential Manager"
}

windows_shown() { xdotool search --onlyvisible --name '^Behalf$' 2>/dev/null || true; }
one_window() { [ "$(windows_shown | wc -l)" = 1 ]; }
no_window() { [ -z "$(windows_shown)" ]; }

picture() {
	[ -z "$pictures" ] || import -window "$(windows_shown | head -1)" "$pictures/$1.png"
}

# drawn says whether the window shows its navigation, which is its lowest part:
# that of a window that is empty still has one colour.
drawn() {
	one_window || return 1
	[ "$(import -window "$(windows_shown)" -gravity south -crop 0x60+0+0 png:- 2>/dev/null | identify -format %k -)" -gt 20 ]
}

open_window() {
	wine "$home\\behalf.exe" >window.log 2>&1 </dev/null &
	until_it drawn
}

# sent MEETING presses the window's Ctrl+Enter until a run for it is there.
sent() {
	xdotool windowactivate --sync "$(windows_shown)" key --clearmodifiers ctrl+Return 2>/dev/null || true
	behalf status --json | grep -q "\"meeting_id\":\"$1\""
}

not_sent() { ! behalf status --json | grep -q "\"meeting_id\":\"$1\""; }

test_window() {
	WINEDEBUG=+module FYNE_THEME=dark open_window
	picture dark
	local searched
	searched=$(sed -n '/looking for L"dinput8.dll"/{s/.* in L"\(.*\)".*$/\1/p;q}' window.log)
	[ "${searched//\\\\/\\}" = "$home;C:\\windows\\system32\\" ] || fail "libraries are looked for in $searched (F64)"
	expect 0 '' quit
	until_it no_window
	FYNE_THEME=light open_window
	picture light
	timeout 30 wine "$home\\behalf.exe" >second.log 2>&1 </dev/null || fail "a second start: $(cat second.log)"
	one_window || fail "a second start opens a second window"
	echo "One window, however often it is started"
}

# share_classes does what Windows does by itself, and wine 8 does not: links are
# looked up in the classes of the machine and of the person.
share_classes() {
	wine reg query 'HKCR\behalf' >/dev/null 2>&1 ||
		wine reg copy 'HKCU\Software\Classes\behalf' 'HKLM\Software\Classes\behalf' /s /f >/dev/null 2>&1
}

# link TEXT opens one and waits until whoever runs has taken it.
link() { timeout 60 wine start /wait "behalf://send?url=$1" >link.log 2>&1 </dev/null || true; }

test_links() {
	share_classes
	local meeting=82345678901 rest
	# what closes the quotes of the command in the registry is still no verb
	for rest in '' '" erase --yes "' '" quit "' '" --hidden "--'; do
		link "https%3A%2F%2Fzoom.us%2Fj%2F$meeting$rest"
		not_sent "$meeting" || fail "a link was sent: $rest"
		until_it sent "$meeting"
		meeting=$((meeting + 1))
	done
	picture link
	expect 0 'Ada Lovelace · ada@example.com · connected' status
	one_window || fail "a link opens a second window"
	echo "Links fill the field of the window, and do nothing else"
}

test_upgrade() {
	wine reg add "$run" /v Behalf /d "\"$home\\behalf.exe\" --hidden" /f >/dev/null 2>&1
	wine reg add "$approved" /v Behalf /t REG_BINARY /d 02 /f >/dev/null 2>&1
	setup_exits 0 /S
	until_it no_window
	wine reg query "$run" /v Behalf 2>/dev/null | grep -q hidden || fail "an upgrade switches the start at login off"
	expect 0 'Ada Lovelace · ada@example.com · connected' status
	wine reg add 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Behalf' /v Numbers /d 99.0.0 /f >/dev/null 2>&1
	setup_exits 2 /S
	setup_exits 0 /S /DOWNGRADE
	echo "An upgrade ends the one that runs and keeps everything; a downgrade is asked for"
}

echo "Installing"
path="$(printf 'C:\\a folder\\%d;' $(seq 200))C:\\end"
set_path "$path"
for key in 'HKCU\Software\Classes' "$approved" "$notices"; do # as on every Windows
	wine reg add "$key" /f >/dev/null 2>&1
done
screen
look before
WINEDEBUG=fixme+shell setup_exits 0 /S
cp "$installed/behalf.com" stand-in.exe # which must not keep that one from being replaced
stand_in stand-in.exe
wine reg add "$notices\\app.behalf.Behalf" /v Enabled /t REG_DWORD /d 1 /f >/dev/null 2>&1 # as Windows does at the first notice
test_signatures
test_resources
test_installed
test_signin
test_window
test_links
test_upgrade

open_window
test_held
uninstall /S
look kept
diff before.registry <(awk '/^\[/ { skip = /Credential Manager.*app\.behalf\.Behalf\.test/ } !skip' kept.registry) ||
	fail "more than the sign-in stays in the registry"
diff before.files <(grep -v '/AppData/[^/]*/\(behalf-test\|fyne\)' kept.files) || fail "more than the data stays on the disk"
setup_exits 0 /S # finds what was kept
expect 0 'Ada Lovelace · ada@example.com · connected' status
uninstall /S /ERASE
same_as before
test_folder
test_path
same_as before
echo "Installed, used, upgraded and removed: nothing is left."
