package boot_test

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"unicode/utf16"
)

// disguises are the forms in which a secret could lie in a file or a process.
// Base64 is searched at each of its three alignments, without the ends that
// depend on the neighbours.
func disguises(secret string) [][]byte {
	forms := [][]byte{
		[]byte(secret), []byte(url.QueryEscape(secret)), []byte(hex.EncodeToString([]byte(secret))), utf16Bytes(secret),
	}
	for shift := range 3 {
		padded := append(make([]byte, shift), secret...)
		encoded := base64.StdEncoding.EncodeToString(padded)
		if len(encoded) > 12 {
			forms = append(forms, []byte(encoded[4:len(encoded)-4]))
		}
	}
	return forms
}

func utf16Bytes(text string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return out
}
