package meeting

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// node is a place in the tree of labels. A text is compared letter by letter,
// so that the number of labels does not slow it down.
type node struct {
	next  map[rune]*node
	role  role // of the label that ends here
	joint bool // blanks and dashes may stand here
}

// labels is the tree, grown when the first words are read: most starts of the
// program need none.
var labels = sync.OnceValue(func() *node {
	root := &node{}
	for _, row := range labelRows {
		for _, words := range row.words {
			root.put(foldString(plain(words)), row.role)
		}
	}
	return root
})

// put adds a label. A blank in it stands for blanks, dashes, low lines, or
// nothing.
func (n *node) put(label string, r role) {
	for _, letter := range label {
		if letter == ' ' {
			n.joint = true
			continue
		}
		if n.next == nil {
			n.next = map[rune]*node{}
		}
		if n.next[letter] == nil {
			n.next[letter] = &node{}
		}
		n = n.next[letter]
	}
	n.role = r
}

// labelAt finds the longest label that starts at i and ends with a word.
func labelAt(words string, i int) (found role, end int) {
	end = -1
	n := labels()
	for i < len(words) {
		if n.joint {
			i = skipJoint(words, i)
		}
		r, size := utf8.DecodeRuneInString(words[i:])
		letter := fold(r)
		if n = n.next[letter]; n == nil {
			break
		}
		i += size
		if n.role != 0 && wordEnds(words, i, letter) {
			found, end = n.role, i
		}
	}
	return found, end
}

func skipJoint(words string, i int) int {
	const joint, most = " -_", 4
	for n := 0; n < most && i < len(words) && strings.IndexByte(joint, words[i]) >= 0; n++ {
		i++
	}
	return i
}

func wordEnds(words string, i int, last rune) bool {
	if i == len(words) || ideographic(last) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(words[i:])
	return ideographic(next) || !unicode.IsLetter(next) && !unicode.IsDigit(next)
}

// startsWord says whether a label may start with r.
func startsWord(before, r rune) bool {
	if r < utf8.RuneSelf && before < utf8.RuneSelf { // most of any text
		return letter(byte(r)) && !alnum(byte(before))
	}
	if ideographic(r) {
		return true
	}
	return unicode.IsLetter(r) && (ideographic(before) || !unicode.IsLetter(before) && !unicode.IsDigit(before))
}
