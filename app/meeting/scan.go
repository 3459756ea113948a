package meeting

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanner goes through a text once, hands every link to the findings and
// keeps the words around the links for the labels.
type scanner struct {
	text  string
	found *findings
	words strings.Builder
	kept  int  // the text before it is in words
	end   int  // of the run that was looked at last
	glued bool // no blank since the last host: what follows may belong to it
}

// scan returns the text in plain characters, each link replaced by a mark.
func scan(text string, found *findings) string {
	s := scanner{text: text, found: found}
	s.words.Grow(len(text))
	for i := 0; i < len(text); {
		if end, ok := s.markdownLabel(i); ok {
			i = end
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !boundary(r) {
			i = s.run(i)
			continue
		}
		if unicode.IsSpace(r) || r == '<' || r == '>' || r == '"' || r == '(' && i > 0 && text[i-1] == ']' {
			s.glued = false
		}
		i += size
	}
	s.keep(len(text))
	return s.words.String()
}

// keep takes the text up to end into the words.
func (s *scanner) keep(end int) {
	writePlain(&s.words, s.text[s.kept:end])
	s.kept = end
}

// boundary says which characters never belong to a link.
func boundary(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return boundaries[r]
	case r == utf8.RuneError, r >= 0xC0 && r < 0xF3A: // letters of most scripts
		return false
	}
	return strings.ContainsRune("：，、。；！？•·►▶→●◆★※｜＜＞", r) ||
		unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pe, unicode.Pi, unicode.Pf)
}

var boundaries = func() (is [utf8.RuneSelf]bool) {
	for b := range ' ' + 1 {
		is[b] = true
	}
	for _, b := range "<>\"'`{}|^()[],\x7F" {
		is[b] = true
	}
	return is
}()

// longestRun is more than any link, wrapped however often. Without it, a text
// of links without blanks would be looked through again for each of them.
const longestRun = 16 << 10

// runEnd is the next boundary from i on. A run with neither a dot nor a colon
// holds no link.
func runEnd(text string, i int) (end int, linkish bool) {
	for limit := i + longestRun; i < len(text) && i < limit; {
		if b := text[i]; b < utf8.RuneSelf {
			if boundaries[b] {
				break
			}
			linkish = linkish || b == '.' || b == ':'
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if boundary(r) {
			break
		}
		i += size
	}
	return i, linkish
}

// run reads the characters from start up to the next boundary and returns
// where to go on.
func (s *scanner) run(start int) int {
	if start >= s.end { // else it is the rest of the same run
		linkish := false
		if s.end, linkish = runEnd(s.text, start); !linkish {
			return s.end
		}
	}
	end := s.end
	c, ok := findLink(s.text, start, end, s.glued)
	if !ok {
		word := s.text[start:end]
		s.glued = s.glued || hostLike(strings.TrimRight(word[strings.LastIndexAny(word, ":=")+1:], ".;:!?"))
		s.found.word(word)
		return end
	}
	s.keep(c.start)
	s.words.WriteRune(linkMark)
	s.take(mend(s.text, c))
	return s.kept
}

// take hands a link to the findings.
func (s *scanner) take(c candidate) {
	t := readLink(c.raw, 0)
	if len(c.raw) > longestRun/2 {
		t = target{class: toRefused, why: WhyDamaged}
	}
	if c.cut && t.class == toMeeting && len(t.m.ID) < longestID || t.class <= toRoom && glued(s.text, c) {
		t = target{class: toRefused, why: WhyBadNumber, m: Meeting{Host: t.m.Host}}
	}
	t.posing = t.posing || hostBroken(s.text, c)
	s.found.add(t, s.words.Len())
	s.found.doubt = s.found.doubt || c.doubtful && t.class == toMeeting
	m := mark{id: t.m.ID, room: t.m.Vanity, keeps: t.keeps || t.class <= toRoom}
	if c.other != "" {
		other := readLink(c.other, 0)
		s.found.add(other, s.words.Len())
		m.other = other.m.ID
	}
	s.found.marks = append(s.found.marks, m)
	s.glued = t.class >= toService
	s.kept = s.afterLink(c)
}

// glued says that a number or a name at the end of a link may go on in letters
// or marks that links do not have.
func glued(text string, c candidate) bool {
	if strings.ContainsRune(c.raw, '?') || c.end == len(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[c.end:])
	switch {
	case r < utf8.RuneSelf, r == utf8.RuneError:
		return false
	case unicode.IsLetter(r):
		return unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
	}
	return unicode.IsMark(r) || r == linkMark
}

// afterLink skips what is glued to <link, up to the >. In <link|label> it is
// the label: what that says, even if it looks like a link, is not where the
// link leads.
func (s *scanner) afterLink(c candidate) int {
	const longest = 512
	if c.start == 0 || s.text[c.start-1] != '<' || c.end == len(s.text) {
		return c.end
	}
	if next, _ := utf8.DecodeRuneInString(s.text[c.end:]); unicode.IsSpace(next) {
		return c.end
	}
	window := s.text[c.end:min(len(s.text), c.end+longest)]
	if line := strings.IndexByte(window, '\n'); line >= 0 {
		window = window[:line]
	}
	if i := strings.IndexByte(window, '>'); i >= 0 {
		return c.end + i
	}
	return c.end
}

// hostBroken says that the host of a link ended at a character that other
// readers might have taken for a part of it.
func hostBroken(text string, c candidate) bool {
	if _, rest, _ := strings.Cut(c.raw, "://"); strings.ContainsAny(rest, "/?#") || c.end == len(text) {
		return false
	}
	r, size := utf8.DecodeRuneInString(text[c.end:])
	if unicode.IsSpace(r) || strings.ContainsRune("<>\"", r) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[c.end+size:])
	return next == '.' || next == '@' || unicode.IsLetter(next) || unicode.IsDigit(next)
}

// markdownLabel skips the label of [label](link), for the same reason. Words
// without anything like a link in them are kept.
func (s *scanner) markdownLabel(i int) (end int, ok bool) {
	const longest = 512
	if s.text[i] != '[' {
		return 0, false
	}
	window := s.text[i:min(len(s.text), i+longest)]
	length := strings.IndexByte(window, ']')
	if length < 0 || !strings.HasPrefix(window[length:], "](") {
		return 0, false
	}
	open := i + length + len("](")
	if strings.HasPrefix(s.text[open:], "<") {
		open++
	}
	if _, ok := firstLinkAt(s.text, open); !ok {
		return 0, false
	}
	s.keep(i)
	if label := window[1:length]; !strings.Contains(label, "://") && !strings.Contains(label, ".") {
		writePlain(&s.words, label)
	}
	s.kept, s.glued = open, false
	return open, true
}
