# Sourced after project.sh: CHANGELOG.md in the forms that packages want. What
# has not been released yet is told of the version that is being built.
# shellcheck shell=bash disable=SC2154 # what project.sh knows

maintainer_address() { echo "packages@${homepage#*://}"; }

# releases prints "VERSION YYYY-MM-DD" a line, the newest first.
releases() {
	awk -v version="$version" -v today="$(date -d "@$SOURCE_DATE_EPOCH" +%F)" '
		/^## \[Unreleased\]/ { pending = 1; next }
		/^## \[/ {
			gsub(/[][]/, "")
			if ($2 == version) pending = 0
			if (pending) print version, today
			pending = 0
			print $2, $4
			next
		}
		END { if (pending) print version, today }
	' CHANGELOG.md
}

appstream_releases() {
	local number day kind
	while read -r number day; do
		kind=stable
		case $number in *-*) kind=development ;; esac
		echo "    <release version=\"${number/-/\~}\" type=\"$kind\" date=\"$day\"/>"
	done < <(releases)
}

# debian_changes writes the changelog as dpkg reads it.
debian_changes() {
	local number day heading
	while read -r number day; do
		heading="[$number]"
		grep -qF "## $heading" CHANGELOG.md || heading='[Unreleased]'
		printf 'behalf (%s) stable; urgency=medium\n\n' "${number/-/\~}"
		entries "## $heading" | fold -s -w 76 | sed -E 's/ +$//; s/^([^[*])/  \1/; s/^/  /'
		printf '\n -- Behalf <%s>  %s\n\n' "$(maintainer_address)" "$(date -R -d "$day")"
	done < <(releases)
}

# entries prints what stands under a heading, each entry in one line.
entries() {
	awk -v heading="$1" '
		/^## / { inside = index($0, heading) == 1; next }
		!inside || /^$/ { next }
		/^[-#]/ && entry { print entry; entry = "" }
		/^### / { print "[ " substr($0, 5) " ]"; next }
		/^- / { entry = "* " substr($0, 3); next }
		{ entry = entry " " substr($0, 3) }
		END { if (entry) print entry }
	' CHANGELOG.md
}
