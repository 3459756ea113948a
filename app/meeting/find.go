package meeting

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// candidate is a piece of text that is a link: raw always has a scheme.
type candidate struct {
	raw        string
	start, end int
	cut        bool   // the text goes on with an ellipsis
	doubtful   bool   // its number may have been cut by a line break
	other      string // the other way to read it, if both are possible
}

// firstLink reads the link a wrapper has given away.
func firstLink(inner string) (candidate, bool) {
	inner = trim(inner)
	return firstLinkAt(inner, 0)
}

func firstLinkAt(text string, start int) (candidate, bool) {
	end, _ := runEnd(text, start)
	return findLink(text, start, end, false)
}

// findLink looks for one link in text[start:end], which has no boundary
// inside. Without a scheme it must start with a host, and not be glued to a
// link before it: https://evil.example/,zoom.us/j/… is one link.
func findLink(text string, start, end int, glued bool) (candidate, bool) {
	run := text[start:end]
	if !glued {
		if from, ok := bareHost(run); ok {
			return candidateAt(text, "https://", start+from, start+from, end), true
		}
	}
	at, slashes := strings.Index(run, "://"), len("://")
	if at < 0 {
		if at = oneSlash(run); at < 0 {
			return candidate{}, false
		}
		slashes = len(":/")
	}
	from := at
	for from > 0 && at-from < 20 && alnum(run[from-1]) {
		from--
	}
	if from == at {
		return candidate{}, false
	}
	rest := start + at + slashes
	scheme := schemeOf(run[from:at])
	for skip := repeated(text[rest:end]); skip > 0; skip = repeated(text[rest:end]) {
		rest += skip
	}
	if rest == end && strings.HasPrefix(text[rest:], "[") { // an IPv6 address
		if i := strings.IndexByte(text[rest:min(len(text), rest+64)], ']'); i > 0 {
			end, _ = runEnd(text, rest+i+1)
		}
	}
	return candidateAt(text, scheme+"://", start+from, rest, end), true
}

// schemeOf forgives a word glued before and a first letter lost.
func schemeOf(s string) string {
	s = strings.ToLower(s)
	switch {
	case strings.HasSuffix(s, "https"), s == "ttps":
		return "https"
	case strings.HasSuffix(s, "http"), s == "ttp":
		return "http"
	}
	return s
}

// oneSlash finds https:/host, which browsers repair.
func oneSlash(run string) int {
	at := strings.Index(run, ":/")
	if at < 0 || at+2 >= len(run) {
		return -1
	}
	if before := strings.ToLower(run[max(0, at-5):at]); before != "https" && !strings.HasSuffix(before, "http") {
		return -1
	}
	return at
}

// repeated measures https:// in https://https://….
func repeated(s string) int {
	for _, scheme := range []string{"https://", "http://"} {
		if len(s) >= len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			return len(scheme)
		}
	}
	return 0
}

// bareHost finds a host at the start of a run, perhaps after a word and a
// colon, as in Link:zoom.us/j/….
func bareHost(run string) (from int, ok bool) {
	head := run
	next := byte(0)
	if i := strings.IndexAny(run, "/?#\\"); i >= 0 {
		head, next = run[:i], run[i]
	}
	if !strings.Contains(head, ".") || strings.Contains(head, "@") {
		return 0, false
	}
	from = len(head) - len(strings.TrimLeftFunc(head, func(r rune) bool { return r == '*' || r == '~' || invisible(r) }))
	if i := strings.LastIndexAny(head, ":="); i > from && strings.Trim(head[i+1:], "0123456789") != "" {
		if strings.Contains(head[from:i], ".") {
			return 0, false
		}
		from = i + 1
	}
	host, _, _ := strings.Cut(head[from:], ":")
	host = strings.TrimRightFunc(host, func(r rune) bool { return strings.ContainsRune(".;!?*~", r) || invisible(r) })
	if !hostLike(host) {
		return 0, false
	}
	return from, next == '/' || next == '?' || next == '\\' || strings.Contains(foldString(host), "zoom")
}

// hostLike asks for letters, digits, dashes and a dot before a last label of
// letters. It only sorts hosts from prose; the policy is in hosts.go.
func hostLike(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	if dot < 1 || len(s)-dot < 3 || digit(s[dot+1]) {
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r != '.' && r != '-' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// candidateAt puts prefix before text[rest:end]. The link ends at the first
// character after the host that no link has, and before the punctuation of the
// sentence around it.
func candidateAt(text, prefix string, start, rest, end int) candidate {
	stop := end
	if i := strings.IndexAny(text[rest:end], "/?#"); i >= 0 {
		stop = rest + i
		for stop < end {
			r, size := utf8.DecodeRuneInString(text[stop:])
			if r >= utf8.RuneSelf && !invisible(r) && !override(r) && !dash(r) && !unicode.IsDigit(r) {
				break
			}
			stop += size
		}
	}
	stop = rest + len(strings.TrimRightFunc(text[rest:stop], func(r rune) bool {
		return strings.ContainsRune(".;:!?*~", r) || invisible(r)
	}))
	if start > 0 && text[start-1] == '_' {
		stop = rest + len(strings.TrimRight(text[rest:stop], "_"))
	}
	c := candidate{raw: prefix + text[rest:stop], start: start, end: stop}
	if after := text[stop:]; strings.HasPrefix(after, "…") || strings.HasPrefix(after, "...") {
		c.cut = true
		if i := strings.LastIndexAny(c.raw, "?&"); i >= 0 {
			c.raw = c.raw[:i] // half a value is worse than none
			c.cut = false
		}
	}
	return c
}

// mend puts a link together that ends in the middle of its number: typed with
// blanks, or broken in two by a mail program.
func mend(text string, c candidate) candidate {
	digits := len(c.raw) - len(strings.TrimRight(c.raw, "0123456789"))
	if digits == 0 || digits >= longestID || c.cut || strings.IndexByte("/=", c.raw[len(c.raw)-digits-1]) < 0 {
		return c
	}
	const ahead = 80
	tail := text[c.end:min(len(text), c.end+ahead)]
	gap := len(tail) - len(strings.TrimLeftFunc(tail, unicode.IsSpace))
	if gap == 0 {
		return c
	}
	after := tail[gap:]
	more := len(after) - len(strings.TrimLeft(after, "0123456789"))
	if strings.ContainsFunc(tail[:gap], lineBreak) {
		return mendLine(text, c, digits, gap, more)
	}
	if idLength(digits) {
		return c
	}
	n, ok := numberAt(plain(c.raw[len(c.raw)-digits:]+tail), 0)
	if !ok || !n.isID(false) {
		return c
	}
	return rejoin(text, c, groupsEnd(text, c.end, n.length-digits), n.digits()[digits:])
}

// mendLine joins over a line break. What goes on like a link is the rest of
// it; what only ends with the line may be. If the first part could be a number
// of its own, there is a doubt, and the person decides.
func mendLine(text string, c candidate, digits, gap, more int) candidate {
	from := c.end + gap
	rest, following := text[from:from+more], text[from+more:]
	proof := strings.HasPrefix(following, "?")
	switch {
	case more == 0 || !idLength(digits+more) || strings.Count(plain(text[c.end:from]), "\n") > 1:
		return c
	case proof:
		c = rejoin(text, c, from+more, rest)
		c.doubtful = idLength(digits)
		return c
	case idLength(digits) && (following == "" || lineBreak(rune(following[0]))):
		c.doubtful = true
		c.other = c.raw + rest
	}
	return c
}

// groupsEnd is where the given count of digits has been passed.
func groupsEnd(text string, i, count int) int {
	for ; count > 0 && i < len(text); i++ {
		if digit(text[i]) {
			count--
		}
	}
	return i
}

// rejoin goes on behind the digits that were missing.
func rejoin(text string, c candidate, from int, digits string) candidate {
	whole := c.raw + digits
	if !strings.HasPrefix(text[from:], "?") {
		c.raw, c.end = whole, from
		return c
	}
	end, _ := runEnd(text, from)
	rest := candidateAt(text, whole, from, from, end)
	rest.start = c.start
	return rest
}
