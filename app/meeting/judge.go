package meeting

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// judge weighs: links with numbers, then labelled numbers, then the rest. A
// link outweighs a labelled number, because the topic of an invitation is
// chosen by whoever sends it.
func (f *findings) judge(text string) Reading {
	switch {
	case len(f.meetings)+len(f.rooms) > 1, f.doubt:
		return f.choice(slices.Concat(f.meetings, f.rooms))
	case len(f.meetings) == 1:
		return f.one(f.meetings[0].Meeting)
	case len(f.rooms) == 1:
		return f.room(f.rooms[0].Meeting)
	case f.seen[toRegister]:
		return Reading{Kind: KindRegister, Why: WhyRegistration, Meeting: f.first[toRegister].m}
	}
	if r, ok := f.fromWords(); ok {
		return r
	}
	for _, verdict := range verdicts {
		if f.seen[verdict.class] {
			return verdict.reading(f.first[verdict.class])
		}
	}
	return f.nothing(text)
}

// verdict is for a link that does not join a meeting.
type verdict struct {
	class class
	kind  Kind
}

// verdicts are in the order in which they outweigh each other.
var verdicts = []verdict{
	{toService, KindNotZoom},
	{toHidden, KindAmbiguous},
	{toMention, KindAmbiguous},
	{toRefused, KindInvalid},
	{toNoNumber, KindInvalid},
	{toPage, KindInvalid},
	{toForeign, KindNotZoom},
}

func (v verdict) reading(t *target) Reading {
	if v.class == toMention {
		return unsure(t.m)
	}
	return Reading{Kind: v.kind, Why: t.why, Meeting: t.m, Service: t.other}
}

func (f *findings) one(m Meeting) Reading {
	if m.PasscodePlain == "" {
		m.PasscodePlain = f.passcodeOf(m, true)
	}
	m.Webinar = m.Webinar || slices.ContainsFunc(f.notes.ids, func(p placed) bool { return p.ID == m.ID && p.Webinar })
	kind := KindMeeting
	if m.Webinar {
		kind = KindWebinar
	}
	return Reading{Kind: kind, Meeting: m}
}

// room is a personal room; an invitation to it names its number as well.
func (f *findings) room(m Meeting) Reading {
	r := Reading{Kind: KindPersonal, Why: WhyPersonalRoom, Meeting: m}
	if ids := f.believed(); len(ids) == 1 {
		r.Why, r.Meeting.ID = WhyNone, ids[0].ID
	}
	r.Meeting.PasscodePlain = f.passcodeOf(r.Meeting, true)
	return r
}

// choice lets the person decide.
func (f *findings) choice(all []placed) Reading {
	slices.SortStableFunc(all, func(a, b placed) int { return a.at - b.at })
	r := Reading{Kind: KindAmbiguous, Why: WhySeveral}
	if f.doubt {
		r.Why = WhyBroken
	}
	for _, p := range all[:min(len(all), mostCandidates)] {
		if p.PasscodePlain == "" {
			p.PasscodePlain = f.passcodeOf(p.Meeting, false)
		}
		r.Candidates = append(r.Candidates, p.Meeting)
	}
	return r
}

// unsure asks the person whether it is the one.
func unsure(m Meeting) Reading {
	return Reading{Kind: KindAmbiguous, Why: WhyUnsure, Meeting: m, Candidates: []Meeting{m}}
}

// barred says that numbers in the words are not to be believed: they belong
// to another service, or stand beside a link that only looks like Zoom's.
func (f *findings) barred() bool {
	return f.posing || f.seen[toService] || f.notes.rival != "" && !f.notes.zoom
}

// believed are the labelled numbers; of those beside another service only the
// ones that are said to be Zoom's.
func (f *findings) believed() []placed {
	switch {
	case !f.barred():
		return f.notes.ids
	case f.posing:
		return nil
	}
	return slices.DeleteFunc(slices.Clone(f.notes.ids), func(p placed) bool { return !p.zooms })
}

// fromWords reads numbers that stand in no link.
func (f *findings) fromWords() (Reading, bool) {
	ids := f.believed()
	if len(ids) == 0 && f.barred() {
		return Reading{}, false
	}
	aboutZoom := f.notes.zoom || f.seen[toPage] || f.seen[toNoNumber]
	if len(ids) == 0 && (aboutZoom || len(f.notes.passcodes) > 0) {
		ids = f.notes.loose
	}
	if len(ids) == 0 && !f.linked() {
		only := false
		if ids, only = f.bare(); only && len(ids) == 0 {
			ids = f.notes.loose
		}
	}
	switch {
	case len(ids) > 1:
		return f.choice(slices.Clone(ids)), true
	case len(ids) == 1:
		return f.one(ids[0].Meeting), true
	case len(f.sip) > 0:
		return f.one(f.sip[0]), true
	case len(f.notes.dials) == 1 && !f.linked():
		m := Meeting{ID: f.notes.dials[0]}
		if f.notes.zoom {
			return f.one(m), true
		}
		return unsure(m), true // other services dial the same way
	}
	return Reading{}, false
}

// bare reads a text that is nothing but numbers, once labels and what stands
// behind them are taken out. Beside other words a number may be anything.
func (f *findings) bare() (ids []placed, only bool) {
	from := 0
	for _, s := range append(f.notes.spans, span{len(f.words), len(f.words)}) {
		piece := joiners.Replace(f.words[from:s.from])
		for i := skipMarks(piece, 0); i < len(piece); i = skipMarks(piece, i) {
			n, ok := numberAt(piece, i)
			if !ok || !n.isID(false) {
				return nil, false
			}
			id := n.digits()
			if len(ids) < mostCandidates && !slices.ContainsFunc(ids, func(p placed) bool { return p.ID == id }) {
				ids = append(ids, placed{Meeting{ID: id}, from, false})
			}
			i = n.end
		}
		from = s.to
	}
	return ids, true
}

var joiners = strings.NewReplacer(" or ", " ; ", " and ", " ; ", " oder ", " ; ", " und ", " ; ")

// skipMarks skips what may stand around numbers. A dash belongs to the number:
// with one before it, it is none.
func skipMarks(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		last := r == '-' && strings.Trim(s[i:], "- ") == ""
		if !last && !strings.ContainsRune(" \n,;/|#\"'*.!?:`<>", r) && !unicode.In(r, unicode.Ps, unicode.Pe, unicode.Pi, unicode.Pf) {
			return i
		}
		i += size
	}
	return i
}

// nothing is a text without any link or number. Something that means to be
// Zoom's is invalid; prose and telephone numbers are just not Zoom.
func (f *findings) nothing(text string) Reading {
	prose := strings.ContainsFunc(text, unicode.IsLetter) || strings.HasPrefix(text, "+") || strings.HasPrefix(text, "(")
	switch {
	case f.notes.rival != "" && !f.notes.zoom:
		return Reading{Kind: KindNotZoom, Why: WhyOtherService, Service: f.notes.rival}
	case f.notes.misfit, !prose && strings.ContainsFunc(text, unicode.IsDigit):
		return Reading{Kind: KindInvalid, Why: WhyBadNumber}
	case f.zoomish || f.notes.asked || !prose || oneWord(text):
		return Reading{Kind: KindInvalid, Why: WhyNoNumber}
	}
	return Reading{Kind: KindNotZoom, Why: WhyNoNumber}
}

// oneWord says that a text is a single word with many digits in it: an attempt
// at a number, not prose.
func oneWord(text string) bool {
	digits := 0
	for _, r := range text {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !unicode.IsLetter(r):
			return false
		}
	}
	return digits > 6
}
