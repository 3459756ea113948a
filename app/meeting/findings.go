package meeting

import (
	"slices"
	"strings"
)

// mostCandidates bounds the choice a person is offered.
const mostCandidates = 20

// findings collects what the links of a text lead to.
type findings struct {
	meetings []placed // with a number, each once
	rooms    []placed // personal rooms, each once
	seen     [classes]bool
	first    [classes]*target // of each class that joins nothing
	doubt    bool             // a number may have been cut by a line break
	posing   bool             // a link that looks like Zoom's
	zoomish  bool             // something written like one of Zoom's hosts, but no link
	sip      []Meeting        // addresses of room systems
	marks    []mark           // where the links in the words lead, in their order
	words    string
	notes    notes
}

func (f *findings) linked() bool { return f.seen != [classes]bool{} }

// add takes note of a link; at is where it stood.
func (f *findings) add(t target, at int) {
	f.posing = f.posing || t.posing
	known := f.seen[t.class]
	f.seen[t.class] = true
	switch {
	case t.class == toMeeting:
		f.addMeeting(placed{Meeting: t.m, at: at})
	case t.class == toRoom:
		f.addRoom(placed{Meeting: t.m, at: at})
	case !known:
		f.first[t.class] = &t
	}
}

// addMeeting keeps one copy of each meeting: the one with a passcode. Never a
// mixture of two copies.
func (f *findings) addMeeting(m placed) {
	i := slices.IndexFunc(f.meetings, func(p placed) bool { return p.ID == m.ID })
	if i < 0 {
		if len(f.meetings) < mostCandidates {
			f.meetings = append(f.meetings, m)
		}
		return
	}
	old := &f.meetings[i]
	m.Webinar = m.Webinar || old.Webinar
	old.Webinar = m.Webinar
	if old.PasscodeParam == "" && m.PasscodeParam != "" {
		*old = m
	}
}

func (f *findings) addRoom(m placed) {
	for i := range f.rooms {
		old := &f.rooms[i]
		if strings.EqualFold(old.Vanity, m.Vanity) && old.Host == m.Host {
			if old.PasscodeParam == "" && m.PasscodeParam != "" {
				*old = m
			}
			return
		}
	}
	if len(f.rooms) < mostCandidates {
		f.rooms = append(f.rooms, m)
	}
}

// word looks at a piece of text that is no link.
func (f *findings) word(s string) {
	const about = "zoom."
	if !strings.Contains(s, ".") {
		return
	}
	if local, domain, mail := strings.Cut(s, "@"); mail {
		f.roomSystem(local, domain)
		return
	}
	if !strings.HasPrefix(s, "/") && len(s) < 4096 && strings.Contains(foldString(s), about) {
		f.zoomish = true
	}
}

// roomSystem reads sip:number.passcode@zoomcrc.com.
func (f *findings) roomSystem(local, domain string) {
	if !strings.EqualFold(strings.TrimRight(domain, ".;:!?"), roomSystems) || len(f.sip) > 0 {
		return
	}
	local = local[strings.LastIndexByte(local, ':')+1:]
	number, code, _ := strings.Cut(local, ".")
	id := linkID(number)
	if id == "" || strings.Trim(code, "0123456789") != "" || len(code) > longestPasscode {
		return
	}
	f.sip = append(f.sip, Meeting{ID: id, PasscodePlain: code})
}
