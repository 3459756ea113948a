package meeting

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// number is a run of digits as people write it, in groups.
type number struct {
	digits string
	groups []int
	dotted bool
	end    int // where it stopped
}

const (
	shortestID = 9
	longestID  = 11
)

func idLength(n int) bool { return n >= shortestID && n <= longestID }

// shapes are the groups Zoom prints, and those people keep.
var shapes = [][]int{{9}, {10}, {11}, {3, 3, 3}, {3, 3, 4}, {3, 4, 4}}

// usual says whether the groups are Zoom's. Telephone numbers, dates, card
// numbers and addresses mostly come in others.
func (n number) usual() bool {
	return slices.ContainsFunc(shapes, func(shape []int) bool { return slices.Equal(shape, n.groups) })
}

// isID says whether this can be a meeting's number. Where a label says so, any
// grouping is believed; elsewhere only Zoom's own.
func (n number) isID(labelled bool) bool {
	return idLength(len(n.digits)) && (n.usual() || labelled && !n.dotted)
}

// numberAt reads the longest number that starts at i of a plain text.
// Anything glued to it makes it no number: a part of a longer thing would be
// another meeting.
func numberAt(s string, i int) (number, bool) {
	var n number
	var b strings.Builder
	if i >= len(s) || !digit(s[i]) {
		return n, false
	}
	for {
		start := i
		for i < len(s) && digit(s[i]) {
			i++
		}
		if b.Len() <= longestID { // more makes it none the better
			b.WriteString(s[start:min(i, start+longestID+1)])
			n.groups = append(n.groups, i-start)
		}
		next, dotted := nextGroup(s, i)
		if next < 0 {
			break
		}
		n.dotted = n.dotted || dotted
		i = next
	}
	n.digits, n.end = b.String(), i
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

func gluedAfter(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case strings.ContainsRune("_@%+&=\\", r), override(r):
		return true
	case strings.ContainsRune(",:/.-", r):
		return i+size < len(s) && digit(s[i+size])
	}
	return !ideographic(r) && (unicode.IsLetter(r) || unicode.IsNumber(r))
}
