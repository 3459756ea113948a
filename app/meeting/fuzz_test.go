package meeting

import (
	"strings"
	"testing"
)

func FuzzRead(f *testing.F) {
	for _, e := range examples(f) {
		f.Add(e.In)
	}
	for _, host := range lookAlikes {
		f.Add("https://" + host + "/j/81234567890")
	}
	for _, piece := range hostile {
		f.Add(strings.Repeat(piece, 20) + plainLink)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := Read(text)
		sound(t, text, r)
		if len(text) < MaxText-10 {
			if spaced := Read(" \n\t" + text + "\r\n\u00a0 "); !same(r, spaced) {
				t.Errorf("white space around changes %s %v into %s %v", r.Kind, r.Meeting, spaced.Kind, spaced.Meeting)
			}
		}
		for _, m := range append(r.Candidates, r.Meeting) {
			again(t, m)
		}
		shown := Read(WithoutCredentials(text))
		if shown.Meeting.PasscodePlain = r.Meeting.PasscodePlain; r.Usable() && shown.Meeting != r.Meeting {
			t.Errorf("without credentials %v became %s %v", r.Meeting, shown.Kind, shown.Meeting)
		}
	})
}

// sound checks what holds for every reading.
func sound(t *testing.T, text string, r Reading) {
	t.Helper()
	if r.Usable() != (r.Why == WhyNone) {
		t.Errorf("%s usable %v, but why is %q", r.Kind, r.Usable(), r.Why)
	}
	if len(r.Candidates) > mostCandidates || (len(r.Candidates) > 0) != (r.Why == WhySeveral || r.Why == WhyBroken || r.Why == WhyUnsure) {
		t.Errorf("%d candidates with why %q", len(r.Candidates), r.Why)
	}
	for _, m := range append(r.Candidates, r.Meeting) {
		if m.ID != "" && (!idLength(len(m.ID)) || strings.Trim(m.ID, "0123456789") != "" || !inOrder(text, m.ID)) {
			t.Errorf("number %q is not in the text", m.ID)
		}
		if m.ID != "" && m.Host != "" && (!under(m.Host, zoomDomains) || !strictLabels(m.Host)) {
			t.Errorf("host %q is not Zoom's", m.Host)
		}
		for _, secret := range []string{m.PasscodeParam, m.TK} {
			if strings.ContainsAny(secret, "\r\n\t <>\"'$`&#%\x00") {
				t.Errorf("odd characters in %q", secret)
			}
		}
	}
}

// inOrder says whether the digits of id stand in the text, one after the
// other, with or without something between them. A text that was encoded as a
// whole (base64, entities) cannot be searched that way.
func inOrder(text, id string) bool {
	if strings.ContainsAny(text, "%&*\\=") {
		return true
	}
	rest := plain(text)
	for i := range len(id) {
		_, after, found := strings.Cut(rest, id[i:i+1])
		if !found {
			return false
		}
		rest = after
	}
	return true
}

func same(a, b Reading) bool {
	if a.Kind != b.Kind || a.Why != b.Why || a.Meeting != b.Meeting || len(a.Candidates) != len(b.Candidates) {
		return false
	}
	for i := range a.Candidates {
		if a.Candidates[i] != b.Candidates[i] {
			return false
		}
	}
	return true
}

// again reads what is put into the field for a meeting.
func again(t *testing.T, m Meeting) {
	t.Helper()
	if m.ID == "" && m.Vanity == "" {
		return
	}
	if r := Read(m.Invitation()); r.Meeting != m || m.ID != "" && !r.Usable() {
		type bare Meeting // without methods that hide
		t.Errorf("%q became %s %+v, not %+v", m.Invitation(), r.Kind, bare(r.Meeting), bare(m))
	}
}
