package meeting

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// number is a run of digits as people write it, in groups. It holds one digit
// more than a meeting has, which is enough to see that there are too many.
type number struct {
	text   [longestID + 1]byte
	length int // of text
	groups [3]int
	count  int // of groups, perhaps more than are held
	dotted bool
	end    int // where it stopped
}

const (
	shortestID = 9
	longestID  = 11
)

func idLength(n int) bool { return n >= shortestID && n <= longestID }

// shapes are the groups Zoom prints, beside one group alone.
var shapes = [][3]int{{3, 3, 3}, {3, 3, 4}, {3, 4, 4}}

// usual says whether the groups are Zoom's. Telephone numbers, dates, card
// numbers and addresses mostly come in others.
func (n *number) usual() bool {
	return n.count == 1 || n.count == len(n.groups) && slices.Contains(shapes, n.groups)
}

// isID says whether this can be a meeting's number. Where a label says so, any
// grouping is believed; elsewhere only Zoom's own.
func (n *number) isID(labelled bool) bool {
	telephone := n.dotted && n.length == 10
	return idLength(n.length) && (n.usual() && !telephone || labelled && !n.dotted)
}

func (n *number) digits() string { return string(n.text[:n.length]) }

func (n *number) add(group string) {
	if n.count < len(n.groups) {
		n.groups[n.count] = len(group)
	}
	n.count++
	n.length += copy(n.text[n.length:], group)
}

// numberAt reads the longest number that starts at i of a plain text.
// Anything glued to it makes it no number: a part of a longer thing would be
// another meeting.
func numberAt(s string, i int) (number, bool) {
	var n number
	if i >= len(s) || !digit(s[i]) {
		return n, false
	}
	for next, dotted := i, false; next >= 0; next, dotted = nextGroup(s, i) {
		if n.isID(false) && (clockAt(s, next) || idLength(digitsAt(s, next))) {
			break // 812 3456 7890 10:00, or two numbers
		}
		for i = next; i < len(s) && digit(s[i]); i++ {
		}
		n.add(s[next:i])
		n.dotted = n.dotted || dotted
	}
	n.end = i
	return n, !gluedAfter(s, i)
}

// nextGroup finds the digits after one gap: up to three blanks and dashes, or
// one dot.
func nextGroup(s string, i int) (next int, dotted bool) {
	if i+1 < len(s) && s[i] == '.' && digit(s[i+1]) {
		return i + 1, true
	}
	j := i
	for j < len(s) && j < i+3 && (s[j] == ' ' || s[j] == '-') {
		j++
	}
	if j > i && j < len(s) && digit(s[j]) {
		return j, false
	}
	return -1, false
}

func digitsAt(s string, i int) int {
	return len(s[i:]) - len(strings.TrimLeft(s[i:], "0123456789"))
}

// clockAt says whether a time or a date stands at i, after a blank.
func clockAt(s string, i int) bool {
	if s[i-1] != ' ' {
		return false
	}
	j := i
	for j < len(s) && j < i+4 && digit(s[j]) {
		j++
	}
	if j+2 < len(s) && strings.IndexByte(":./-", s[j]) >= 0 && digit(s[j+1]) && digit(s[j+2]) {
		return true
	}
	rest := strings.TrimLeft(s[j:min(len(s), j+4)], " ")
	return j-i <= 2 && len(rest) >= 2 && (strings.EqualFold(rest[:2], "am") || strings.EqualFold(rest[:2], "pm"))
}

func gluedAfter(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case strings.ContainsRune("_@%+&=\\", r), override(r):
		return true
	case strings.ContainsRune(",:/.-", r):
		return i+size < len(s) && (digit(s[i+size]) || r == '.' && letter(s[i+size])) // a file's name
	}
	return !ideographic(r) && (unicode.IsLetter(r) || unicode.IsNumber(r))
}
