package meeting

import (
	"io"
	"mime/quotedprintable"
	"regexp"
	"strconv"
	"strings"
)

// fromQuoted decodes a piece of a mail as it was sent: =3D, and lines that end
// with =.
func fromQuoted(text string) string {
	if !strings.Contains(text, "=3D") {
		return text
	}
	soft := strings.Contains(text, "=\n") || strings.Contains(text, "=\r\n") || strings.Contains(text, "=20\n")
	if !soft && !strings.Contains(strings.ToLower(text), "quoted-printable") {
		return text
	}
	decoded, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(text)))
	if err != nil {
		return text
	}
	return string(decoded)
}

// unescaped undoes what the strings of JSON and of programs have in them, if a
// text was copied out of such a source.
func unescaped(text string) string {
	if !strings.Contains(text, `\`) || !fromSource(text) {
		return text
	}
	return stringEscapes.ReplaceAllStringFunc(text, func(escape string) string {
		switch c := escape[1]; c {
		case 'n', 'r':
			return "\n"
		case 't':
			return " "
		case 'u':
			code, _ := strconv.ParseUint(escape[2:], 16, 32) // the expression has checked it
			return string(rune(code))
		default:
			return string(c)
		}
	})
}

var stringEscapes = regexp.MustCompile(`\\(?:u[0-9a-fA-F]{4}|[nrt/",;])`)

// fromSource says whether backslashes are escapes: not in the paths of Windows.
func fromSource(text string) bool {
	for _, sign := range []string{`:\/\/`, `\u0026`, `\u003d`, `\u003D`} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return strings.Contains(text, `\n`) && !strings.Contains(text, `:\`) && strings.Contains(foldString(text), "zoom")
}
