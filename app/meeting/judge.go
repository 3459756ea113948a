package meeting

import (
	"slices"
	"strings"
	"unicode"
)

// judge weighs: links with numbers, then labelled numbers, then the rest. A
// link outweighs a labelled number, because the topic of an invitation is
// chosen by whoever sends it.
func (f *findings) judge(text string) Reading {
	switch linked := slices.Concat(f.meetings, f.rooms); {
	case len(linked) > 1, f.doubt:
		return f.several(linked)
	case len(f.meetings) == 1:
		return f.one(linked[0].Meeting)
	case len(f.rooms) == 1:
		return f.room(linked[0].Meeting)
	case f.seen[toRegister]:
		return Reading{Kind: KindRegister, Why: WhyRegistration, Meeting: f.first[toRegister]}
	}
	if r, ok := f.fromWords(); ok {
		return r
	}
	for _, verdict := range verdicts {
		if f.seen[verdict.class] {
			return Reading{Kind: verdict.kind, Why: verdict.why, Meeting: f.first[verdict.class]}
		}
	}
	return f.nothing(text)
}

// verdicts are for links that do not join a meeting.
var verdicts = []struct {
	class class
	kind  Kind
	why   Why
}{
	{toHidden, KindAmbiguous, WhyHidden},
	{toMention, KindAmbiguous, WhyHidden},
	{toRefused, KindInvalid, WhyNoNumber},
	{toPage, KindInvalid, WhyNoNumber},
	{toForeign, KindNotZoom, WhyOtherHost},
}

func (f *findings) one(m Meeting) Reading {
	if m.PasscodePlain == "" && len(f.notes.passcodes) > 0 {
		m.PasscodePlain = f.notes.passcodes[0].value
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
	if len(f.notes.ids) == 1 && !f.barred() {
		r.Why, r.Meeting.ID = WhyNone, f.notes.ids[0].ID
	}
	if len(f.notes.passcodes) > 0 {
		r.Meeting.PasscodePlain = f.notes.passcodes[0].value
	}
	return r
}

// several offers a choice; each candidate gets the first passcode that was
// said after it.
func (f *findings) several(all []placed) Reading {
	slices.SortStableFunc(all, func(a, b placed) int { return a.at - b.at })
	all = all[:min(len(all), mostCandidates)]
	for _, p := range f.notes.passcodes {
		for i := len(all) - 1; i >= 0; i-- {
			if all[i].at <= p.at {
				if all[i].PasscodePlain == "" {
					all[i].PasscodePlain = p.value
				}
				break
			}
		}
	}
	r := Reading{Kind: KindAmbiguous, Why: WhySeveral}
	for _, m := range all {
		r.Candidates = append(r.Candidates, m.Meeting)
	}
	return r
}

// barred says that numbers in the words are not to be believed: they belong
// to another service, or to a link that only looks like Zoom's.
func (f *findings) barred() bool { return f.rival || f.notes.rival && !f.notes.zoom }

// fromWords reads numbers that stand in no link.
func (f *findings) fromWords() (Reading, bool) {
	if f.barred() {
		return Reading{}, false
	}
	ids := f.notes.ids
	if len(ids) == 0 && !f.linked() {
		ids = f.bare()
	}
	switch {
	case len(ids) > 1:
		return f.several(slices.Clone(ids)), true
	case len(ids) == 1:
		return f.one(ids[0].Meeting), true
	case len(f.sip) > 0:
		return f.one(f.sip[0]), true
	case len(f.notes.dials) == 1 && !f.linked():
		m := Meeting{ID: f.notes.dials[0]}
		if f.notes.zoom {
			return f.one(m), true
		}
		return Reading{Kind: KindAmbiguous, Why: WhyHidden, Meeting: m}, true // other services dial the same way
	}
	return Reading{}, false
}

// bare reads a text that is nothing but numbers, once labelled passcodes are
// taken out. Beside other words a number may be anything.
func (f *findings) bare() []placed {
	var ids []placed
	from := 0
	for _, s := range append(f.notes.spans, span{len(f.words), len(f.words)}) {
		for piece := range strings.FieldsFuncSeq(joiners.Replace(f.words[from:s.from]), separates) {
			piece = strings.TrimRight(strings.TrimLeft(piece, " #\"'*"), " .!?\"'*:#")
			if piece == "" || piece == "-" {
				continue
			}
			n, ok := numberAt(piece, 0)
			if !ok || n.end != len(piece) || !n.isID(false) {
				return nil
			}
			id := n.digits()
			if len(ids) < mostCandidates && !slices.ContainsFunc(ids, func(p placed) bool { return p.ID == id }) {
				ids = append(ids, placed{Meeting{ID: id}, from})
			}
		}
		from = s.to
	}
	return ids
}

var joiners = strings.NewReplacer(" or ", "\n", " and ", "\n", " oder ", "\n", " und ", "\n")

func separates(r rune) bool { return strings.ContainsRune("\n,;/|()[]<>{}", r) }

// nothing is a text without any link or number. Something that means to be
// Zoom's is invalid; prose and telephone numbers are just not Zoom.
func (f *findings) nothing(text string) Reading {
	kind := KindNotZoom
	prose := strings.ContainsFunc(text, unicode.IsLetter) || strings.HasPrefix(text, "+") || strings.HasPrefix(text, "(")
	if f.zoomish || f.notes.asked || !prose {
		kind = KindInvalid
	}
	return Reading{Kind: kind, Why: WhyNoNumber}
}
