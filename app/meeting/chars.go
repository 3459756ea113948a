package meeting

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// linkMark stands where a link was, in the words around it.
const linkMark = '\uFFFC'

// invisible says whether a character takes no room: zero-width ones, marks of
// direction, byte-order marks. They come along when people copy, and what a
// person sees is the text without them.
func invisible(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r == 0x61C, r == 0x180E, r == 0xFEFF:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202C:
		return true
	case r >= 0x2060 && r <= 0x2064, r >= 0x2066 && r <= 0x2069, r >= 0xFE00 && r <= 0xFE0F:
		return true
	}
	return false
}

// override says whether a character turns the reading order around: what
// follows is not what a person sees.
func override(r rune) bool { return r == 0x202D || r == 0x202E }

func lineBreak(r rune) bool {
	return r >= '\n' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

func blank(r rune) bool { return !lineBreak(r) && unicode.IsSpace(r) }

func dash(r rune) bool {
	switch {
	case r == '-', r >= 0x2010 && r <= 0x2015, r == 0x2212, r == 0xFE58, r == 0xFE63, r == 0xFF0D:
		return true
	}
	return false
}

// ascii says that a text has none but plain characters, which is the usual
// case and quick to see.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func digit(b byte) bool { return b >= '0' && b <= '9' }

func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

func alnum(b byte) bool { return digit(b) || letter(b) }

// ideographic says whether a character belongs to a script that writes words
// without blanks between them, so that nothing can be said to be glued to it.
func ideographic(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7AF || r >= 0xF900 && r <= 0xFAFF
}

// trim takes blanks and invisible characters from both ends.
func trim(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || invisible(r) })
}

// plain rewrites a piece of text with one kind of blank, dash, line break and
// digit, and without invisible characters and accents that stand alone.
func plain(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r >= utf8.RuneSelf }) {
		return s
	}
	var b strings.Builder
	writePlain(&b, s)
	return b.String()
}

func writePlain(b *strings.Builder, s string) {
	for i := 0; i < len(s); {
		start := i
		for i < len(s) && s[i] >= ' ' && s[i] < utf8.RuneSelf {
			i++
		}
		b.WriteString(s[start:i])
		if i == len(s) {
			return
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\r' && i < len(s) && s[i] == '\n':
		case lineBreak(r):
			b.WriteByte('\n')
		case blank(r):
			b.WriteByte(' ')
		case dash(r):
			b.WriteByte('-')
		case r == '／':
			b.WriteString(" / ") // it separates
		case r >= 0xFF01 && r <= 0xFF5E: // full-width forms of ASCII
			b.WriteByte(byte(r - 0xFEE0))
		case invisible(r), r == linkMark, accent(r):
		default:
			b.WriteRune(r)
		}
	}
}

// accent says whether a character only sits on the one before it.
func accent(r rune) bool {
	switch {
	case r < 0x300, r >= 0x48A && r < 0x591, ideographic(r) && r != 0x3099 && r != 0x309A:
		return false
	case r < 0x370:
		return true
	}
	return unicode.Is(unicode.Mn, r)
}

// accents lists letters that labels are compared without.
var accents = func() map[rune]rune {
	bare := map[rune]rune{}
	for _, row := range []string{
		"aàáâãäåāăąạảấầẩẫậắằẳẵặ", "cçćč", "dďđ", "eèéêëēęěẹẻẽếềểễệ", "gğ", "iìíîïīıịỉĩ", "lł", "nñńň",
		"oòóôõöøōőọỏốồổỗộơớờởỡợ", "rř", "sśšş", "tťţ", "uùúûüūůűụủũưứừửữự", "yýÿỳỷỹỵ", "zźżž", "её", "ий", "ії",
	} {
		letters := []rune(row)
		for _, r := range letters[1:] {
			bare[r] = letters[0]
		}
	}
	return bare
}()

// fold is a letter without case and accent.
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	if ideographic(r) {
		return r
	}
	r = unicode.ToLower(r)
	if r > 0x460 && r < 0x1E00 { // none of the letters below
		return r
	}
	if base, ok := accents[r]; ok {
		return base
	}
	return r
}

func foldString(s string) string { return strings.Map(fold, s) }
