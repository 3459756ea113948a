# Sourced after project.sh: CHANGELOG.md in the forms that packages want. What
# has not been released yet is told of the version that is being built.
# shellcheck shell=bash disable=SC2154 # what project.sh knows

maintainer_address() { echo "packages@${homepage#*://}"; }

# releases prints "VERSION YYYY-MM-DD HEADING" a line, the newest first. HEADING is
# where its notes are. Until its tag is there, the version that is to come is built
# from what is unreleased, or, once it is prepared, from its own heading.
releases() {
	awk -v version="$version" -v base="${version%%-dev.*}" -v today="$(date -d "@$SOURCE_DATE_EPOCH" +%F)" '
		function unreleased() { if (pending) print version, today, "Unreleased"; pending = 0 }
		/^## \[Unreleased\]/ { inside = 1; next }
		/^## \[/ {
			inside = 0
			heading = substr($2, 2, length($2) - 2)
			if (heading == base) pending = 0
			unreleased()
			print (heading == base ? version : heading), $4, heading
		}
		inside && /^- / { pending = 1 }
		END { unreleased() }
	' CHANGELOG.md
}

appstream_releases() {
	local number day kind
	while read -r number day _; do
		kind=stable
		case $number in *-*) kind=development ;; esac
		echo "    <release version=\"${number/-/\~}\" type=\"$kind\" date=\"$day\"/>"
	done < <(releases)
}

# debian_changes writes the changelog as dpkg reads it.
debian_changes() {
	local number day heading
	while read -r number day heading; do
		printf 'behalf (%s) stable; urgency=medium\n\n' "${number/-/\~}"
		entries "## [$heading]" | fold -s -w 76 | sed -E 's/ +$//; s/^([^[*])/  \1/; s/^/  /'
		printf '\n -- Behalf <%s>  %s\n\n' "$(maintainer_address)" "$(date -R -d "$day")"
	done < <(releases)
}

# entries prints what stands under a heading, each entry in one line.
entries() {
	awk -v heading="$1" '
		/^## / { inside = index($0, heading) == 1; next }
		!inside || /^$/ || /^\[[^]]*\]: / { next } # the addresses of links are no part of an entry
		/^[-#]/ && entry { print entry; entry = "" }
		/^### / { print "[ " substr($0, 5) " ]"; next }
		/^- / { entry = "* " substr($0, 3); next }
		{ entry = entry " " substr($0, 3) }
		END { if (entry) print entry }
	' CHANGELOG.md
}
