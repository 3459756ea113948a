package meeting

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
)

// readable takes a text out of the form it came in (a mail, JSON, a calendar
// file, a web page), so that what is left reads as a person would see it.
func readable(text string) string {
	text = composed(text)
	if parts, ok := mailSource(text); ok {
		return parts
	}
	if values, ok := jsonValues(text); ok {
		return values
	}
	return content(fromQuoted(text))
}

// content reads a text that may be a calendar file, or have marks of a source
// text or of a web page in it.
func content(text string) string {
	if values, ok := calendar(text); ok {
		return values
	}
	plain := unescaped(text)
	if values, ok := calendar(plain); ok {
		return values
	}
	return markup(plain)
}

// composed puts letters and their marks together: Macs and PDF files have them
// apart. Most texts have nothing that could be, and are not looked at twice.
func composed(text string) string {
	const grave, voiced, halfVoiced, jamo = "\xcc", "\u3099", "\u309a", "\xe1" // first bytes of accents, and of Hangul's letters
	for _, sign := range []string{grave, "\xcd", voiced, halfVoiced, jamo} {
		if strings.Contains(text, sign) {
			return norm.NFC.String(text)
		}
	}
	return text
}

// apart is written between parts that were not lines of one text.
const apart = "\n\n"

// fromUTF16 decodes what some Windows programs save, known by its mark.
func fromUTF16(text string) string {
	var order binary.ByteOrder
	switch {
	case strings.HasPrefix(text, "\xff\xfe"):
		order = binary.LittleEndian
	case strings.HasPrefix(text, "\xfe\xff"):
		order = binary.BigEndian
	default:
		return text
	}
	data := []byte(text)[2:]
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}
