package meeting

import "testing"

// What mail programs, PDF viewers and people do to a link.
func TestBrokenLinks(t *testing.T) {
	const id, link = "81234567890", "https://us02web.zoom.us/j/812345678"
	for _, c := range []struct {
		in   string
		kind Kind
		id   string // of the meeting, or of the only candidate
		pwd  string
	}{
		// The rest is on the next line, and something shows it.
		{"https://us02web.zoom.us/j/8123456\n7890?pwd=A.1", KindMeeting, id, "A.1"},
		{"> https://us02web.zoom.us/j/8123456\n> 7890?pwd=A.1", KindMeeting, id, "A.1"},
		{"https://us02web.zoom.us/j/8123456\n7890", KindMeeting, id, ""},
		{"https://us02web.zoom.us/j/\n81234567890?pwd=A.1", KindMeeting, id, "A.1"},
		{"https://us02web.zoom.us/\nj/81234567890?pwd=A.1", KindMeeting, id, "A.1"},
		{"https://us02web.zoom.us\n/j/81234567890?pwd=A.1", KindMeeting, id, "A.1"},
		{"https://us02web.zoom.us/j/81234 567890?pwd=A.1", KindMeeting, id, "A.1"},
		{"<https://us02web.zoom.us/j/81234567890?pwd=Ab\nCd.1>", KindMeeting, id, "AbCd.1"},
		{"<https://us02web.zoom.us/j/812345678\r\n 90>", KindMeeting, id, ""},
		// The first part could be a number of its own: never taken for it.
		{link + "\n90?pwd=A.1", KindAmbiguous, id, "A.1"},
		{link + "\n\n90?pwd=A.1", KindAmbiguous, id, "A.1"},
		{link + " 90?pwd=A.1", KindAmbiguous, id, "A.1"},
		{link + "\u00a090?pwd=A.1", KindAmbiguous, id, "A.1"},
		{link + "\\\n90?pwd=A.1", KindAmbiguous, id, "A.1"},
		{"> " + link + "\n> 90?pwd=A.1", KindAmbiguous, id, "A.1"},
		{"| " + link + "\n| 90?pwd=A.1", KindAmbiguous, id, "A.1"},
		{link + "\n90#success", KindAmbiguous, id, ""},
		{link + "\n90", KindAmbiguous, id, ""},
		{"(" + link + "\n90)", KindAmbiguous, id, ""},
		{link + "\n90.", KindAmbiguous, id, ""},
		{link + "\n90 see you", KindAmbiguous, id, ""},
		{"https://us02web.zoom.us/wc/812345678\n90/join?pwd=A.1", KindAmbiguous, id, "A.1"},
		{"zoommtg://zoom.us/join?confno=812345678\n90&pwd=A.1", KindAmbiguous, id, "A.1"},
		{"https://www.google.com/url?q=https%3A%2F%2Fus02web.zoom.us%2Fj%2F812345678\n90%3Fpwd%3DA.1&sa=D", KindAmbiguous, id, "A.1"},
		{"BEGIN:VEVENT\r\nLOCATION:" + link + "\r\n90?pwd=A.1\r\nEND:VEVENT", KindAmbiguous, id, "A.1"},
		// What comes next has nothing to do with it.
		{"https://zoom.us/j/5551112222\n9 AM on Monday", KindMeeting, "5551112222", ""},
		{"https://zoom.us/j/5551112222\n1. Welcome\n2. News", KindMeeting, "5551112222", ""},
		{"https://zoom.us/j/555111222\n10:00 Uhr", KindMeeting, "555111222", ""},
		{"https://zoom.us/j/555111222\n24.11.2026", KindMeeting, "555111222", ""},
		{"https://zoom.us/j/81234567890\n447722", KindMeeting, id, ""},
		// Cut off or masked: nobody knows how it goes on.
		{link + "…", KindInvalid, "", ""},
		{link + "[...]", KindInvalid, "", ""},
		{link + "[…]90", KindInvalid, "", ""},
		{link + " …", KindInvalid, "", ""},
		{link + "**", KindInvalid, "", ""},
		{link + "••", KindInvalid, "", ""},
		{link + "\u034f90", KindInvalid, "", ""},
		{"https://zoom.us/j/81234567890é", KindInvalid, "", ""},
		{"https://zoom.us/j/81234567890?pwd=AbCdEfGh…", KindMeeting, id, ""},
		{"https://zoom.us/j/81234567890?pwd=ExAmPlEpWdAbCdEfGhIjKlMnOpQrSt.1…", KindMeeting, id, "ExAmPlEpWdAbCdEfGhIjKlMnOpQrSt.1"},
	} {
		r := Read(c.in)
		m := r.Meeting
		if len(r.Candidates) == 1 {
			m = r.Candidates[0]
		}
		if r.Kind != c.kind || m.ID != c.id || m.PasscodeParam != c.pwd || len(r.Candidates) > 1 {
			t.Errorf("%q\n got %s %q %q, %d candidates", c.in, r.Kind, m.ID, m.PasscodeParam, len(r.Candidates))
		}
	}
}

// Ten digits are a personal meeting's number: both readings are possible.
func TestTenDigitsMayGoOn(t *testing.T) {
	r := Read("https://us02web.zoom.us/j/8123456789\n0")
	if r.Why != WhyBroken || len(r.Candidates) != 2 || r.Candidates[0].ID != "8123456789" || r.Candidates[1].ID != "81234567890" {
		t.Errorf("%s %v", r.Why, r.Candidates)
	}
}

// What stands around a link, or was done to it.
func TestLinksInText(t *testing.T) {
	const id, at, link = "81234567890", "us02web.zoom.us", "https://us02web.zoom.us/j/81234567890?pwd=A.1"
	for _, in := range []string{
		"See you there." + link, "1." + link, "..." + link, "acme.com:" + link, "Join:" + link, "—" + link + "—bring notes",
		"Link :us02web.zoom.us/j/81234567890?pwd=A.1", "👉us02web.zoom.us/j/81234567890?pwd=A.1", "//us02web.zoom.us/j/81234567890?pwd=A.1",
		"https: //us02web.zoom.us/j/81234567890?pwd=A.1", "=us02web.zoom.us/j/81234567890?pwd=A.1", "ada@example.com," + link,
		link + link, link + "。", link + ";Passcode", link + "\\", link + "にアクセス",
		"https://us02web.zoom.us/j/81234567890?uname=Jörg&pwd=A.1", "https://us02web.zoom.us/j/81234567890?uname=O'Neil&pwd=A.1",
		"https://us02web.zoom.us/j/81234567890?uname=Ada Lovelace&pwd=A.1", "zoommtg://us02web.zoom.us/join?uname=Анна&confno=81234567890&pwd=A.1",
		"https://www.google.com/url?q=https://us02web.zoom.us/j/81234567890?uname%3DJ%C3%B6rg%26pwd%3DA.1",
		"https://us02web.zoom.us/j/81234567890%3Fpwd%3DA.1", "https://us02web.zoom.us/j/81234567890?pwd%3DA.1%26omn%3D98765432101",
		"https://us02web.zoom.us/j/81234567890?pwd=A.1%26omn%3D98765432101", "https%3A%2F%2Fus02web.zoom.us%2Fj%2F81234567890%3Fpwd%3DA.1",
		"https://us02web.zoom.us/j/81234567890?pwd=A%252E1", "https://us02web.zoom.us/j/81234567890?pwd=A.1&tk=bad%2Ctoken", `https:\/\/us02web.zoom.us\/j\/81234567890?pwd=A.1`,
		`"join_url":"https:\/\/us02web.zoom.us\/j\/81234567890?uname=Ada\u0026pwd=A.1",`, `https://us02web.zoom.us/j/81234567890?pwd=A.1\nMeeting ID`,
		"zoommtg://win.launch?h.domain=us02web.zoom.us&h.path=join&confno=81234567890&pwd=A.1",
		"https://protect.checkpoint.com/v2/___https://us02web.zoom.us/j/81234567890?pwd=A.1___.YzJ1",
		"https://protect2.fireeye.com/url?k=1&u=https%3A%2F%2Fus02web.zoom.us%2Fj%2F81234567890%3Fpwd%3DA.1",
	} {
		r := Read(in)
		if m := r.Meeting; r.Kind != KindMeeting || m.ID != id || m.PasscodeParam != "A.1" || m.Host != at {
			t.Errorf("%q\n got %s %q %q %q", in, r.Kind, m.ID, m.PasscodeParam, m.Host)
		}
	}
	if r := Read(`https://us02web.zoom.us/j/81234567890?pwd=Ab\_Cd.1`); r.Meeting.PasscodeParam != "Ab_Cd.1" {
		t.Errorf("Markdown's escape: %q", r.Meeting.PasscodeParam)
	}
	if r := Read("zoom.us/j/81234567890,zoom.us/j/98765432101"); len(r.Candidates) != 2 {
		t.Errorf("two links: %s %v", r.Kind, r.Meeting)
	}
	if r := Read("https://zoom.us/my/jürgen.doe"); r.Meeting.Vanity != "" {
		t.Errorf("a piece of a name: %q", r.Meeting.Vanity)
	}
}
