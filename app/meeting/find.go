package meeting

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// candidate is a piece of text that is a link: raw always has a scheme.
type candidate struct {
	raw        string
	start, end int
	cut        bool   // the text goes on with an ellipsis or the like
	doubtful   bool   // its number may have been cut by a line break
	other      string // the other way to read it, if both are possible
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
	if c, ok := encodedLink(run, start, end); ok {
		return c, true
	}
	if !glued && !schemeFirst(run) {
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
	prefix := text[start+from : rest]
	if prefix != scheme+"://" {
		prefix = scheme + "://"
	}
	return candidateAt(text, prefix, start+from, rest, end), true
}

// encodedLink reads https%3A%2F%2F…, a link that was encoded as a whole.
func encodedLink(run string, start, end int) (candidate, bool) {
	const scheme = "https%3A%2F%2F"
	if len(run) < len(scheme) || !strings.EqualFold(run[:len(scheme)], scheme) {
		return candidate{}, false
	}
	raw, err := url.PathUnescape(run)
	return candidate{raw: raw, start: start, end: end}, err == nil
}

// schemeFirst says that the first thing in a run that could start a link is a
// scheme: in "there.https://zoom.us" the word with the dot is no host.
func schemeFirst(run string) bool {
	at := strings.Index(run, "://")
	if at < 0 || strings.ContainsAny(run[:at], "/?#\\@") {
		return false
	}
	scheme := strings.ToLower(run[max(0, at-len("zoommtg")):at])
	for _, known := range []string{"http", "https", "zoommtg", "zoomus"} {
		if strings.HasSuffix(scheme, known) {
			return true
		}
	}
	return false
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

// bareHost finds a host at the start of a run, perhaps after marks, or after a
// word and a colon, as in Link:zoom.us/j/….
func bareHost(run string) (from int, ok bool) {
	if rest, found := strings.CutPrefix(run, "//"); found { // its scheme was lost
		from, ok = bareHost(rest)
		return from + len("//"), ok && from == 0
	}
	head := run
	next := byte(0)
	if i := strings.IndexAny(run, "/?#\\"); i > 0 {
		head, next = run[:i], run[i]
	}
	if !strings.Contains(head, ".") || strings.Contains(head, "@") {
		return 0, false
	}
	from = strings.IndexFunc(head, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(`-./\%`, r) || r == utf8.RuneError
	})
	if i := strings.LastIndexAny(head, ":="); i > from && strings.Trim(head[i+1:], "0123456789") != "" {
		if strings.Contains(head[max(0, from):i], ".") {
			return 0, false
		}
		from = i + 1
	}
	if from < 0 {
		return 0, false
	}
	host, _, _ := strings.Cut(head[from:], ":")
	host = strings.TrimRightFunc(host, func(r rune) bool { return strings.ContainsRune(".;!?*~_", r) || invisible(r) })
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
