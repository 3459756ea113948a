package meeting

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mend puts a link together that was broken on its way.
func mend(text string, c candidate) candidate {
	if c.end == len(text) {
		return c
	}
	if r, _ := utf8.DecodeRuneInString(text[c.end:]); !unicode.IsSpace(r) && !invisible(r) && r != '\\' {
		return c
	}
	for _, repair := range [...]func(string, candidate) (candidate, bool){mendAngle, mendPath, mendNumber} {
		if whole, ok := repair(text, c); ok {
			return whole
		}
	}
	return c
}

// mendNumber joins a number that was cut in two by a mail program, or typed
// with blanks in it.
func mendNumber(text string, c candidate) (candidate, bool) {
	digits := numberEnd(c.raw)
	gap, lines := breakAt(text[c.end:])
	after := text[c.end+gap:]
	more := digitsAt(after, 0)
	if c.cut || digits == 0 || digits >= longestID || gap == 0 || more == 0 {
		return c, false
	}
	whole, rest := idLength(digits), after[more:]
	switch {
	case idLength(digits+more) && proves(rest):
		return joined(text, c, digits, gap, more), true
	case lines == 0 && !whole:
		return mendGroups(text, c, digits)
	case !idLength(digits + more):
		return c, false
	case lines == 1 && !whole && alone(after, more),
		lines == 1 && digits == shortestID && !dayOrTime(rest): // such short ones are old
		return joined(text, c, digits, gap, more), true
	case lines == 1 && whole && lineEnds(rest):
		c.doubtful, c.other = true, c.raw+after[:more]
		return c, true
	}
	return c, false
}

// mendGroups joins a number with blanks between its groups.
func mendGroups(text string, c candidate, digits int) (candidate, bool) {
	const ahead = 80
	n, ok := numberAt(plain(c.raw[len(c.raw)-digits:]+text[c.end:min(len(text), c.end+ahead)]), 0)
	if !ok || !n.isID(false) {
		return c, false
	}
	return rejoin(text, c, groupsEnd(text, c.end, n.length-digits), n.digits()[digits:]), true
}

// numberEnd counts the digits at the end of a link, if its number may stand
// there.
func numberEnd(raw string) int {
	head := strings.TrimRight(raw, "0123456789")
	for _, before := range []string{"/", "=", "%2F", "%2f", "%3D", "%3d", "_", "-3D", "-3d"} {
		if strings.HasSuffix(head, before) {
			return len(raw) - len(head)
		}
	}
	return 0
}

// breakAt measures blanks and line breaks, with the marks that mail programs
// put before quoted lines.
func breakAt(text string) (length, lines int) {
	const most = 80
	for length < min(len(text), most) {
		r, size := utf8.DecodeRuneInString(text[length:])
		switch {
		case r == '\n':
			lines++
		case unicode.IsSpace(r), invisible(r):
		case lines > 0 && strings.ContainsRune(">|#", r):
		case r == '\\' && strings.HasPrefix(text[length+1:], "\n"): // a command goes on
		default:
			return length, lines
		}
		length += size
	}
	return length, lines
}

// proves says whether what follows digits shows that they belong to a link.
func proves(after string) bool {
	if after == "" {
		return false
	}
	if strings.IndexByte("?&#", after[0]) >= 0 {
		return true
	}
	for _, sign := range []string{"/join", "/start", "%3F", "%3f", "%26", "-3F", "-3f", "-26"} {
		if strings.HasPrefix(after, sign) {
			return true
		}
	}
	return false
}

// lineEnds says that there is nothing more on a line but the end of a sentence
// or of brackets.
func lineEnds(after string) bool {
	rest := strings.TrimLeft(after, ">)]\"'.,")
	return rest == "" || rest[0] == '\n' || rest[0] == '\r' || len(rest) < len(after) && rest[0] == ' ' && after[0] != '.'
}

// dayOrTime says that digits before it are the start of a line of its own: a
// time, a date, a list.
func dayOrTime(after string) bool {
	if len(after) > 1 && strings.IndexByte(".:/-", after[0]) >= 0 && (digit(after[1]) || after[:2] == ". ") {
		return true
	}
	r, _ := utf8.DecodeRuneInString(after)
	after = strings.ToLower(strings.TrimLeft(after, " "))
	for _, word := range []string{"am", "pm", "a.m", "p.m", "uhr", "h "} {
		if strings.HasPrefix(after, word) {
			return true
		}
	}
	return unicode.IsLetter(r)
}

// joined goes on behind the gap. If the first part could be a number of its
// own, there is a doubt, and the person decides.
func joined(text string, c candidate, digits, gap, more int) candidate {
	from := c.end + gap
	c = rejoin(text, c, from+more, text[from:from+more])
	c.doubtful = idLength(digits)
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
	if !proves(text[from:]) {
		c.raw, c.end = whole, from
		return c
	}
	end, _ := runEnd(text, from)
	rest := candidateAt(text, "https://zoom.us", from, from, end)
	rest.raw = whole + strings.TrimPrefix(rest.raw, "https://zoom.us")
	rest.start = c.start
	return rest
}

// mendAngle takes line breaks out of <a link in angle brackets>, as RFC 3986
// says (Appendix C).
func mendAngle(text string, c candidate) (candidate, bool) {
	const longest = 2048
	if c.start == 0 || text[c.start-1] != '<' {
		return c, false
	}
	rest := text[c.end:min(len(text), c.end+longest)]
	end := strings.IndexByte(rest, '>')
	if end < 0 || strings.TrimLeft(rest, " ")[0] != '\n' && strings.TrimLeft(rest, " ")[0] != '\r' {
		return c, false
	}
	inside := strings.NewReplacer("\r\n ", "", "\n ", "", "\r", "", "\n", "").Replace(rest[:end])
	if strings.ContainsAny(inside, " |<\"") {
		return c, false
	}
	c.raw, c.end = c.raw+inside, c.end+end
	return c, true
}

// mendPath joins a link of Zoom's that was broken before its number.
func mendPath(text string, c candidate) (candidate, bool) {
	gap, lines := breakAt(text[c.end:])
	if _, path, _ := strings.Cut(strings.TrimSuffix(c.raw, "/"), "://"); lines != 1 || strings.Count(path, "/") > 2 {
		return c, false
	}
	l := splitLink(c.raw)
	if l.query != "" || !under(l.host, zoomDomains) {
		return c, false
	}
	from := c.end + gap
	end, _ := runEnd(text, from)
	rest := text[from:end]
	switch path := strings.ToLower(l.path); {
	case path == "/j/" || path == "/s/" || path == "/w/" || path == "/wc/" || path == "/wc/join/":
		n := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		if !idLength(n) || !alone(rest, n) && !proves(rest[n:]) {
			return c, false
		}
	case path == "/" && strings.HasPrefix(rest, "j/"), path == "" && strings.HasPrefix(rest, "/j/"):
	default:
		return c, false
	}
	whole := candidateAt(text, c.raw, from, from, end)
	whole.start = c.start
	return whole, true
}
