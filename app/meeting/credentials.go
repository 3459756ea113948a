package meeting

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// WithoutCredentials takes zak and token out of the links of a text, which
// reads as the same meeting: whoever holds them is let in as the host. Reading
// leaves them behind; what is shown must not have them either.
func WithoutCredentials(text string) string {
	var b strings.Builder
	for {
		at := credential.FindStringSubmatchIndex(text)
		if at == nil {
			b.WriteString(text)
			return b.String()
		}
		separator := text[at[2]:at[3]]
		b.WriteString(text[:at[0]])
		broken := brokenOff(text[:at[0]])
		text = text[at[1]:]
		for next := ""; ; text = text[len(next):] {
			text = text[valueLength(text):]
			rest, more := nextParameter(text)
			if !more {
				if broken {
					b.WriteString(separator)
				}
				break
			}
			text = rest
			if next = credentialName.FindString(text); next == "" {
				b.WriteString(separator) // what follows takes its place
				break
			}
		}
	}
}

var (
	credential     = regexp.MustCompile(`(?i)(\?|&amp;|&|%3F|%26)(?:zak|token)(?:=|%3D)`)
	credentialName = regexp.MustCompile(`(?i)^(?:zak|token)(?:=|%3D)`)
)

// brokenOff says that a text ends with digits that a blank parts from their
// link: the mark behind them is what shows that they belong to it, and stays.
func brokenOff(text string) bool {
	rest := strings.TrimRight(text, "0123456789")
	r, _ := utf8.DecodeLastRuneInString(rest)
	return len(rest) < len(text) && (unicode.IsSpace(r) || invisible(r))
}

// nextParameter takes off the mark before a further parameter.
func nextParameter(text string) (rest string, ok bool) {
	for _, mark := range []string{"&amp;", "&", "%26"} {
		if rest, ok = strings.CutPrefix(text, mark); ok {
			return rest, true
		}
	}
	return text, false
}

// valueLength is how far the value of a parameter goes.
func valueLength(text string) int {
	for i := range len(text) {
		switch b := text[i]; {
		case b >= utf8.RuneSelf, boundaries[b], b == '&', b == '#':
			return i
		case b == '%' && (strings.HasPrefix(text[i:], "%26") || strings.HasPrefix(text[i:], "%23")):
			return i
		case b == 'h' && (strings.HasPrefix(text[i:], "https://") || strings.HasPrefix(text[i:], "http://")):
			return i // pasted twice
		}
	}
	return len(text)
}
