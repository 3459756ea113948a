package meeting

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// gap is what stands between a label and its value.
type gap struct {
	to     int    // where the value starts
	said   bool   // a colon or the like: what follows is the value
	broken bool   // the value stands on a later line
	remark string // words between the label and the colon
}

// gapAfter reads from the end of a label up to its value.
func gapAfter(words string, i int) gap {
	const most, lines = 24, 2
	end := remarkEnd(words, i)
	g := gap{to: end, remark: words[i:end]}
	breaks := 0
	for n := 0; g.to < len(words) && n < most; n++ {
		r, size := utf8.DecodeRuneInString(words[g.to:])
		switch {
		case r == ' ':
			g.to += len(words[g.to:]) - len(strings.TrimLeft(words[g.to:], " "))
			continue
		case r == '\n' && breaks < lines:
			breaks++
			g.broken = true
		case r == ':', r == '=', r == '|':
			g.said = true
		case !g.passes(r, words[g.to+size:]):
			next := skipLinking(words, g.to)
			if next == g.to {
				return g
			}
			size = next - g.to
		}
		g.to += size
	}
	return g
}

// passes says whether r still belongs to the gap: what closes the label, leads
// the eye, or decorates. Once a colon was there, a passcode may start with a
// mark of its own.
func (g gap) passes(r rune, after string) bool {
	switch {
	case r == '>', r >= utf8.RuneSelf && (unicode.IsSymbol(r) || unicode.In(r, unicode.Pe, unicode.Po)):
		return true
	case !g.said:
		return strings.ContainsRune("\"'*_`#-.;)]", r) || r == ',' && after != "" && (after[0] == '"' || alnum(after[0]))
	case strings.ContainsRune("*_\"'`", r): // the end of **Passcode:** or "Passcode":
		next, _ := utf8.DecodeRuneInString(after)
		return next == ' ' || next == '\n' || next == '"' || next == r && strings.IndexAny(after, " \n") == 1
	}
	return r == '-' && strings.HasPrefix(after, " ")
}

// remarkEnd skips a few words between a label and its colon, or a word that
// links it to its value: "Contraseña de la reunión:", "Passcode (case
// sensitive):", "The meeting ID for today will be". Without either it skips no
// more than a bracket.
func remarkEnd(words string, i int) int {
	const longest, most = 64, 5
	i = bracketEnd(words, i)
	from, count := -1, 0
	for at, r := range words[i:min(len(words), i+longest)] {
		inWord := unicode.IsLetter(r) || r == '\'' || r == '’'
		switch {
		case inWord && from < 0:
			from = at
			count++
		case inWord:
		case r == ':' || r == '=':
			return i + at
		case r == ' ' && count > 1 && from >= 0 && slices.Contains(linking, strings.ToLower(words[i+from:i+at])):
			return i + at
		case strings.ContainsRune(" -/.*_\"`", r), r >= utf8.RuneSelf && unicode.IsPunct(r):
			from = -1
		default:
			return i
		}
		if count > most {
			return i
		}
	}
	return i
}

// bracketEnd skips a bracket behind a label. With digits in it, it is only a
// remark if a colon follows; else it may be the value.
func bracketEnd(words string, i int) int {
	const longest = 48
	window := words[i:min(len(words), i+longest)]
	rest := strings.TrimLeft(window, " ")
	if rest == "" || rest[0] != '(' && rest[0] != '[' {
		return i
	}
	end := strings.IndexAny(rest, ")]\n")
	if end < 0 || rest[end] == '\n' {
		return i
	}
	after := strings.TrimLeft(rest[end+1:], " ")
	if strings.ContainsAny(rest[:end], "0123456789") && !strings.HasPrefix(after, ":") {
		return i
	}
	return i + len(window) - len(rest) + end + 1
}

// linking are the words that may stand between a label and its value.
var linking = []string{
	"is", "be", "ist", "lautet", "est", "es", "é", "è", "to", "är", "er", "adalah", "là",
	"は", "为", "為", "是", "는", "은",
}

func skipLinking(words string, i int) int {
	if r, _ := utf8.DecodeRuneInString(words[i:]); !unicode.IsLetter(r) {
		return i
	}
	for _, word := range linking {
		end := i + len(word)
		if end > len(words) || !strings.EqualFold(words[i:end], word) {
			continue
		}
		if next, _ := utf8.DecodeRuneInString(words[end:]); next == ' ' || next == ':' || ideographic([]rune(word)[0]) {
			return end
		}
	}
	return i
}
