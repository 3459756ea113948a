package exchange

import "strings"

// longest is how many characters a token may have. Zoom's have about a
// thousand.
const longest = 8 << 10

// Printable says whether a token is one word of printable ASCII and no book, so
// that it fits into a header, a form or a line of another program's.
func Printable(token string) bool {
	return token != "" && len(token) <= longest &&
		!strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' })
}
