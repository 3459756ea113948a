package meeting

import "strings"

// belonging says how surely a passcode in words is that of a meeting.
type belonging int

const (
	another belonging = iota // it is something else's
	loose                    // the last link before it leads elsewhere, but on another line
	free                     // nothing was named before it
	own                      // the meeting was named before it
)

// passcodeOf finds the passcode of a meeting among those said. One that is not
// surely its own is only taken if it is the only meeting.
func (f *findings) passcodeOf(m Meeting, only bool) string {
	best, value := another, ""
	if !only {
		best = free
	}
	for _, p := range f.notes.passcodes {
		if b := f.belongs(p, m); b > best {
			best, value = b, p.value
		}
	}
	return value
}

func (f *findings) belongs(p spoken, m Meeting) belonging {
	switch o := p.owner; {
	case o == owner{}:
		return free
	case o.link == 0 && o.label == m.ID:
		return own
	case o.link == 0:
		return another
	}
	switch k := f.marks[p.owner.link-1]; {
	case k.leadsTo(m):
		return own
	case k.keeps, !strings.Contains(f.words[p.owner.at:p.at], "\n"):
		return another
	}
	return loose
}

// mark is where a link in the words leads: what is said after it may be its.
type mark struct {
	id, other, room string
	keeps           bool // it has passcodes of its own: another meeting, a recording
}

func (k mark) leadsTo(m Meeting) bool {
	return m.ID != "" && (k.id == m.ID || k.other == m.ID) || m.Vanity != "" && strings.EqualFold(k.room, m.Vanity)
}
