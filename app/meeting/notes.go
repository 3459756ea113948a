package meeting

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// notes are what the words around the links say.
type notes struct {
	ids       []placed // labelled numbers, each once
	loose     []placed // numbers behind nothing but "ID"
	passcodes []spoken
	dials     []string // numbers in one-tap lines: +1555…,,81234567890#
	asked     bool     // there is a label for a number, whatever stands behind it
	misfit    bool     // and behind it a number that is none of Zoom's
	zoom      bool     // the text speaks of Zoom
	rival     string   // another service that the text speaks of
	spans     []span   // labels and values, for the numbers that are left
	owner     owner    // of the passcodes that follow
	zoomEnd   int      // where the last "Zoom" ended
	links     int      // passed so far
}

// placed is a meeting and where it stood.
type placed struct {
	Meeting
	at    int
	zooms bool // the label says that it is Zoom's
}

// owner is what was named last: a link, counted from 1, or what a label says.
// The zero value is nothing.
type owner struct {
	link  int
	label string // a meeting's number, or another service's name
	at    int
}

type span struct{ from, to int }

// mostNotes bounds what one text may make us remember.
const mostNotes = 64

// read goes through plain words once.
func (n *notes) read(words string) {
	before := ' '
	for i := 0; i < len(words); {
		r, size := utf8.DecodeRuneInString(words[i:])
		switch {
		case r == linkMark:
			n.links++
			n.owner = owner{link: n.links, at: i}
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
}

// take reads what stands behind a label and returns where to go on.
func (n *notes) take(r role, words string, start, end int) int {
	to := end
	zooms := n.zoom && strings.Trim(words[min(start, n.zoomEnd):start], " -_") == ""
	if r == bareID {
		if _, paired := pairedLabel(words, end); paired || zooms {
			r = meetingID
		}
	}
	switch r {
	case meetingID, webinarID:
		n.asked = true
		to = n.takeLabelled(words, end, r == webinarID, zooms)
	case bareID:
		if lonely(words, start, end) {
			to = n.takeLoose(words, end)
		}
	case zoomWord:
		n.zoom = true
		to = n.takeZoom(words, end)
	case rivalWord, rivalName:
		if r == rivalWord || names(words, start, end) {
			n.rival = cmp.Or(n.rival, serviceCalled(words[start:end]))
			n.owner = owner{label: n.rival, at: start}
		}
	case passcode, shortPasscode:
		to = n.takePasscode(words, start, end, r == shortPasscode)
	case notForUs:
		return end
	}
	nothing := r == zoomWord && to == end
	if len(n.spans) < mostNotes && !nothing {
		n.spans = append(n.spans, span{start, to})
	}
	return to
}
