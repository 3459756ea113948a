package meeting

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// notes are what the words around the links say.
type notes struct {
	ids       []placed // labelled numbers, each once
	passcodes []spoken
	dials     []string // numbers in one-tap lines: +1555…,,81234567890#
	asked     bool     // there is a label for a number, whatever stands behind it
	zoom      bool     // the text speaks of Zoom
	rival     bool     // the text speaks of another service
	spans     []span   // labels and values, for the numbers that are left
}

// placed is a meeting and where it stood.
type placed struct {
	Meeting
	at int
}

// spoken is a passcode in words and where it stood.
type spoken struct {
	value string
	at    int
}

type span struct{ from, to int }

// mostNotes bounds what one text may make us remember.
const mostNotes = 64

// readNotes goes through plain words once.
func readNotes(words string) *notes {
	n := &notes{}
	before := ' '
	for i := 0; i < len(words); {
		r, size := utf8.DecodeRuneInString(words[i:])
		switch {
		case r == ',' && strings.HasPrefix(words[i:], ",,"):
			n.dial(words, i)
		case startsWord(before, r):
			if role, end := labelAt(words, i); end > i {
				i = n.take(role, words, i, end)
				before, _ = utf8.DecodeLastRuneInString(words[:i])
				continue
			}
		}
		before, i = r, i+size
	}
	return n
}

// take reads what stands behind a label and returns where to go on.
func (n *notes) take(r role, words string, start, end int) int {
	to := end
	switch r {
	case meetingID, webinarID:
		n.asked = true
		to = n.takeID(words, valueAt(words, end, true), end, true, r == webinarID)
	case bareID:
		if lonely(words, start) {
			to = n.takeID(words, valueAt(words, end, true), end, false, false)
		}
	case zoomWord:
		n.zoom = true
		to = n.takeID(words, valueAt(words, end, false), end, false, false)
	case rivalWord:
		n.rival = true
	case passcode:
		to = n.takePasscode(words, end)
	}
	if len(n.spans) < mostNotes {
		n.spans = append(n.spans, span{start, to})
	}
	return to
}

// lonely says that no word stands before a bare "ID": an order, a user or a
// participant has an ID too.
func lonely(words string, i int) bool {
	before := strings.TrimRight(words[:i], " -_")
	r, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

func (n *notes) takeID(words string, at, end int, labelled, webinar bool) int {
	num, ok := numberAt(words, at)
	if !ok || !num.isID(labelled) {
		return end
	}
	id := num.digits()
	known := slices.IndexFunc(n.ids, func(p placed) bool { return p.ID == id })
	switch {
	case known >= 0:
		n.ids[known].Webinar = n.ids[known].Webinar || webinar
	case len(n.ids) < mostNotes:
		n.ids = append(n.ids, placed{Meeting{ID: id, Webinar: webinar}, at})
	}
	return num.end
}

// valueAt skips what stands between a label and its value.
func valueAt(words string, i int, lines bool) int {
	const most = 40
	breaks := 0
	for stop := min(len(words), i+most); i < stop; {
		switch c := words[i]; {
		case strings.IndexByte(" :=#\"'*`_-", c) >= 0:
			i++
		case c == '\n' && lines && breaks < 2:
			breaks++
			i++
		default:
			next := skipLinking(words, i)
			if next == i {
				return i
			}
			i = next
		}
	}
	return i
}

func skipLinking(words string, i int) int {
	for _, word := range linking {
		if rest, ok := strings.CutPrefix(words[i:], word); ok && (strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, ":") || word[0] >= utf8.RuneSelf) {
			return i + len(word)
		}
	}
	return i
}

// dial reads the number in a one-tap line, at its two commas. Its passcode is
// for telephones and may differ from the real one.
func (n *notes) dial(words string, i int) {
	if i == 0 || !digit(words[i-1]) || len(n.dials) == mostNotes {
		return
	}
	num, ok := numberAt(words, i+len(",,"))
	if !ok || !num.isID(false) || !strings.HasPrefix(words[num.end:], "#") {
		return
	}
	if id := num.digits(); !slices.Contains(n.dials, id) {
		n.dials = append(n.dials, id)
	}
}
