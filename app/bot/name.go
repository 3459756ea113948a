package bot

import (
	"strings"
	"unicode"
)

const (
	longestName   = 64
	namelessGuest = "Assistant"
)

// cleanName makes a name fit to be shown to everybody in a meeting: one line,
// no hidden or direction-changing characters, not too long, never empty.
func cleanName(name string) string {
	name = strings.Map(visible, strings.ToValidUTF8(name, ""))
	name = strings.Join(strings.Fields(name), " ")
	if runes := []rune(name); len(runes) > longestName {
		name = strings.TrimSpace(string(runes[:longestName]))
	}
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) }) {
		return namelessGuest
	}
	return name
}

// visible drops control and format characters; the joiner stays, because emoji
// are made with it.
func visible(r rune) rune {
	const joiner = '\u200d'
	switch {
	case unicode.IsSpace(r):
		return ' '
	case r == joiner:
		return r
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
		return -1
	}
	return r
}
