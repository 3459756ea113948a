package meeting

import (
	"net/url"
	"strings"
)

// param is the raw value of the first parameter of that name.
func param(query, name string) string {
	for pair := range strings.SplitSeq(query, "&") {
		key, value, found := strings.Cut(pair, "=")
		for strings.HasPrefix(key, "amp;") { // an entity that was escaped twice
			key = key[len("amp;"):]
		}
		if !found { // pwd%3D…: half of the link was escaped
			if at := strings.Index(strings.ToUpper(key), "%3D"); at >= 0 {
				key, value = key[:at], key[at+len("%3D"):]
			}
		}
		if key == name {
			return value
		}
	}
	return ""
}

// maxToken is far more than any pwd or tk seen.
const maxToken = 1024

// token decodes an opaque value once and stops at the first character that
// does not belong to it. An escaped character that never belongs there (line
// breaks, markup, shells' signs) is no accident: then nothing is taken.
func token(raw string) (value string, ok bool) {
	raw = visible(raw)
	var b strings.Builder
	b.Grow(len(raw))
	for i := 0; i < len(raw); i++ {
		c, escaped := raw[i], raw[i] == '%'
		if escaped {
			if i+2 >= len(raw) {
				return "", false
			}
			one, err := url.PathUnescape(raw[i : i+3])
			if err != nil {
				return "", false
			}
			c, i = one[0], i+2
		}
		if tokenByte(c) || escaped && c == '/' {
			b.WriteByte(c)
			continue
		}
		if escaped && c != ' ' && c < 0x80 {
			return "", false
		}
		break
	}
	value = strings.TrimRight(b.String(), ".") // the end of a sentence
	if len(value) > maxToken || value == "" && raw != "" {
		return "", false
	}
	return value, true
}

func tokenByte(b byte) bool { return alnum(b) || strings.IndexByte("._-=+", b) >= 0 }
