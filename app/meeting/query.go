package meeting

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// param is the raw value of the first parameter of that name.
func param(query, name string) string {
	for pair := ""; query != ""; {
		pair, query, _ = strings.Cut(query, "&")
		key, value, found := strings.Cut(pair, "=")
		for strings.HasPrefix(key, "amp;") { // an entity that was escaped twice
			key = key[len("amp;"):]
		}
		if !found { // pwd%3D…: half of the link was escaped
			if at := escapeAt(key, "3D"); at >= 0 {
				key, value = key[:at], key[at+len("%3D"):]
			}
		}
		if key == name {
			return value
		}
	}
	return ""
}

// escapeAt finds an escaped character by its two digits.
func escapeAt(s, digits string) int {
	for at := strings.IndexByte(s, '%'); at >= 0 && at+2 < len(s); {
		if strings.EqualFold(s[at+1:at+3], digits) {
			return at
		}
		next := strings.IndexByte(s[at+1:], '%')
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return -1
}

// onceMore takes off one layer where a value was encoded twice.
func onceMore(raw string) string {
	if !strings.Contains(raw, "%25") {
		return raw
	}
	once, err := url.PathUnescape(raw)
	if err != nil {
		return raw
	}
	return once
}

// maxToken is far more than any pwd or tk seen.
const maxToken = 1024

// token decodes an opaque value once and stops at the first character that
// does not belong to it. An escaped character that never belongs there (line
// breaks, markup, shells' signs) is no accident: then nothing is taken.
func token(raw string) (value string, ok bool) {
	if raw = onceMore(visible(raw)); whole(raw) {
		return raw, true
	}
	var b strings.Builder
	b.Grow(len(raw))
	for raw != "" {
		c, escaped, rest, ok := nextByte(raw)
		switch {
		case !ok:
			return "", false
		case tokenByte(c) || escaped && c == '/':
			b.WriteByte(c)
			raw = rest
			continue
		case escaped && c != ' ' && c != '&' && c < utf8.RuneSelf:
			return "", false
		}
		break
	}
	value = strings.TrimRight(b.String(), ".") // the end of a sentence
	return value, value != "" && len(value) <= maxToken
}

// nextByte takes one character off an encoded value. A backslash before a mark
// is Markdown's.
func nextByte(raw string) (c byte, escaped bool, rest string, ok bool) {
	switch {
	case raw[0] == '\\' && len(raw) > 1 && strings.IndexByte("._-=", raw[1]) >= 0:
		return raw[1], false, raw[2:], true
	case raw[0] != '%':
		return raw[0], false, raw[1:], true
	case len(raw) < 3:
		return 0, true, "", false
	}
	one, err := url.PathUnescape(raw[:3])
	if err != nil {
		return 0, true, "", false
	}
	return one[0], true, raw[3:], true
}

// whole says that a value is a token as it stands: the usual case.
func whole(raw string) bool {
	for i := range len(raw) {
		if !tokenByte(raw[i]) {
			return false
		}
	}
	return len(raw) <= maxToken && !strings.HasSuffix(raw, ".")
}

func tokenByte(b byte) bool { return tokenBytes[b] }

var tokenBytes = func() (is [256]bool) {
	for b := range len(is) {
		is[b] = alnum(byte(b)) || strings.IndexByte("._-=+", byte(b)) >= 0
	}
	return is
}()
