package meeting

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// candidateAt puts prefix before text[rest:end], as far as that is the link:
// up to the first character after the host that no link has, and without the
// punctuation of the sentence around it.
func candidateAt(text, prefix string, start, rest, end int) candidate {
	stop := end
	if i := strings.IndexAny(text[rest:end], "/?#"); i >= 0 {
		zooms := under(strings.ToLower(text[rest:rest+i]), zoomDomains)
		if zooms {
			end = secondLink(text, rest+i, end)
		}
		stop, end = pathEnd(text, rest+i, end, zooms)
	}
	if stop == end { // not at a character that ends it by itself
		stop = rest + len(strings.TrimRightFunc(text[rest:stop], func(r rune) bool {
			return strings.ContainsRune(".;:!?*~\\", r) || invisible(r)
		}))
	}
	if start > 0 && text[start-1] == '_' {
		stop = rest + len(strings.TrimRight(text[rest:stop], "_"))
	}
	c := candidate{start: start, end: stop}
	if written := text[start:stop]; strings.HasPrefix(written, prefix) && rest == start+len(prefix) {
		c.raw = written
	} else {
		c.raw = prefix + text[rest:stop]
	}
	if cutOff(text[stop:]) {
		c.cut = true
		if i := strings.LastIndexAny(c.raw, "?&"); i >= 0 {
			c.cut = false
			if !wholeToken(c.raw[i:]) { // half a value is worse than none
				c.raw = c.raw[:i]
			}
		}
	}
	return c
}

// pathEnd goes on from the first character behind the host. A name in the
// query may hold what else ends a link, if a parameter that matters follows.
func pathEnd(text string, i, end int, zooms bool) (stop, limit int) {
	query := false
	for {
		for i < end {
			if b := text[i]; b < utf8.RuneSelf {
				query = query || b == '?'
				if b == ';' && zooms && !query {
					break
				}
				i++
				continue
			}
			r, size := utf8.DecodeRuneInString(text[i:])
			if endsLink(r, text[i+size:]) {
				break
			}
			i += size
		}
		if !query || i == len(text) {
			return i, end
		}
		next := parameterAhead(text[i:])
		if next == 0 {
			return i, end
		}
		i += next
		if i < end {
			continue
		}
		if end, _ = runEnd(text, i); zooms {
			end = secondLink(text, i, end)
		}
	}
}

// endsLink says whether a character beyond ASCII ends a link.
func endsLink(r rune, after string) bool {
	if dash(r) {
		return after == "" || !digit(after[0]) // a dash of the sentence
	}
	return !invisible(r) && !override(r) && !unicode.IsDigit(r)
}

// parameterAhead finds the next parameter of the same link, behind what a
// person's name may hold.
func parameterAhead(text string) int {
	const longest = 96
	text = text[:min(len(text), longest)]
	if i := strings.IndexAny(text, "\n\r<>\"/"); i >= 0 {
		text = text[:i]
	}
	i := strings.IndexByte(text, '&')
	if i < 0 {
		return 0
	}
	for _, name := range []string{"&pwd=", "&tk=", "&confno="} {
		if strings.Contains(text[i:], name) {
			return i
		}
	}
	return 0
}

// secondLink is where another link starts in the path of one of Zoom's: it was
// pasted twice.
func secondLink(text string, path, end int) int {
	at := strings.Index(text[path:end], "://")
	if at < 0 {
		return end
	}
	for _, scheme := range []string{"https", "http"} {
		if strings.HasSuffix(text[path:path+at], scheme) {
			return path + at - len(scheme)
		}
	}
	return end
}

// cutOff says whether a text starts as one does that was cut off or masked.
func cutOff(after string) bool {
	after = strings.TrimLeft(after, " ([")
	if strings.HasPrefix(after, "…") || strings.HasPrefix(after, "...") {
		return true
	}
	first, size := utf8.DecodeRuneInString(after)
	second, _ := utf8.DecodeRuneInString(after[size:])
	return first == second && strings.ContainsRune("*•●█▒░▓", first)
}

// wholeToken says whether the last parameter of a link is a passcode of Zoom's
// present form, which ends with a dot and a digit.
func wholeToken(parameter string) bool {
	n := len(parameter)
	return n > 20 && digit(parameter[n-1]) && parameter[n-2] == '.'
}
