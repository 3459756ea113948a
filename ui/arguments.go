package ui

import "strings"

// words splits arguments at blanks; quotes keep some together.
func words(line string) []string {
	var list []string
	var word strings.Builder
	var quote rune
	begun := false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case quote == 0 && r == ' ':
			if begun {
				list = append(list, word.String())
				word.Reset()
				begun = false
			}
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		list = append(list, word.String())
	}
	return list
}

// spelled writes arguments so that words finds them again.
func spelled(arguments []string) string {
	list := make([]string, len(arguments))
	for i, a := range arguments {
		list[i] = a
		switch {
		case strings.Contains(a, `"`):
			list[i] = `"` + strings.ReplaceAll(a, `"`, `"'"'"`) + `"`
		case a == "" || strings.ContainsAny(a, ` '`):
			list[i] = `"` + a + `"`
		}
	}
	return strings.Join(list, " ")
}
