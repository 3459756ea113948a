package meeting

import (
	"strings"
	"testing"
)

// Cases of our own, beside the corpus: what is written as kind, number, pwd,
// passcode, host; empty for none.
func TestRead(t *testing.T) {
	const id = "81234567890"
	for _, c := range []struct {
		in                    string
		kind                  Kind
		id, pwd, passcode, at string
	}{
		// Links
		{"https://zoom.us:443/j/81234567890", KindMeeting, id, "", "", "zoom.us"},
		{"https://zoom.us/j/81234567890/?pwd=A.1", KindMeeting, id, "A.1", "", "zoom.us"},
		{"https://zoom.us/j/81234567890?pwd=A.1&zak=ZZTESTZAK&token=ZZTESTTOKEN", KindMeeting, id, "A.1", "", "zoom.us"},
		{"https://zoom.us/j/81234567890?pwd%3DA.1", KindMeeting, id, "A.1", "", "zoom.us"},
		{"https://zoom.us/j/81234567890?pwd=A%2FB%2B", KindMeeting, id, "A/B+", "", "zoom.us"},
		{"https://zoom.us/j/81234567890?pwd=A%", KindInvalid, "", "", "", "zoom.us"},
		{"https://zoom.us/j/81234567890?tk=a%0d%0ab", KindMeeting, id, "", "", "zoom.us"},
		{"https://zoom.us/j/81234567890?pwd=" + strings.Repeat("A", 5000), KindInvalid, "", "", "", "zoom.us"},
		{"https://zoom.us/j/" + strings.Repeat("8", 5000), KindInvalid, "", "", "", "zoom.us"},
		{"https://zoom.us/j/81234567890abc", KindInvalid, "", "", "", "zoom.us"},
		{"https://zoom.us/articles/81234567890", KindInvalid, "", "", "", "zoom.us"},
		{"https://zoom.us/j/../j/81234567890", KindInvalid, "", "", "", "zoom.us"},
		{"https://zoom.us/j\\81234567890", KindInvalid, "", "", "", "zoom.us"},
		{"https://zoom.us/j/812345678…", KindInvalid, "", "", "", "zoom.us"},
		{"https://zoom.us/j/81234567890?pwd=ABCDEF…", KindMeeting, id, "", "", "zoom.us"},
		{"https://zoom.us/j/812345678\u200b90", KindMeeting, id, "", "", "zoom.us"},
		{"https://zoom.us/j/812345678\u201190", KindInvalid, "", "", "", "zoom.us"},
		{"https://https://zoom.us/j/81234567890", KindMeeting, id, "", "", "zoom.us"},
		{"javascript:x('https://zoom.us/j/81234567890')", KindInvalid, "", "", "", ""},
		{"behalf://send?url=https%3A%2F%2Fzoom.us%2Fj%2F81234567890%3Fpwd%3DA.1", KindMeeting, id, "A.1", "", "zoom.us"},
		{"ms-msdt:/id https://zoom.us/j/81234567890", KindInvalid, "", "", "", ""},
		{"Data: 24/11/2026 https://zoom.us/j/81234567890", KindMeeting, id, "", "", "zoom.us"},
		{"https://zoom.us/j/\u202e09876543218", KindInvalid, "", "", "", ""},
		{"https://zoom.us/j/81234567890?pwd=A\u202e1", KindInvalid, "", "", "", ""},
		// Text around links
		{"<a href='https://evil.example/>zoom.us/j/81234567890'>x</a>", KindNotZoom, "", "", "", "evil.example"},
		{"<p><https://zoom.us/j/81234567890></p>", KindMeeting, id, "", "", "zoom.us"},
		{"Weekly,https://zoom.us/j/81234567890?pwd=A.1,Ada", KindMeeting, id, "A.1", "", "zoom.us"},
		{"_https://zoom.us/j/81234567890?pwd=A.1_", KindMeeting, id, "A.1", "", "zoom.us"},
		{"https://zoom.us/j/81234567890?pwd=A_", KindMeeting, id, "A_", "", "zoom.us"},
		{"リンク：zoom.us/j/81234567890", KindMeeting, id, "", "", "zoom.us"},
		{"https&#58;&#47;&#47;zoom.us&#x2f;j&#x2f;81234567890?pwd&#61;A.1", KindMeeting, id, "A.1", "", "zoom.us"},
		{`{"join_url":"https:\/\/zoom.us\/j\/81234567890","password":"0042"}`, KindMeeting, id, "", "0042", "zoom.us"},
		{"https://zoom.us/j/81234567890?pwd=3DA.1=\n&omn=3D98765432101", KindMeeting, id, "A.1", "", "zoom.us"},
		{"https://zoom.us/j/8123456\n7890?pwd=A.1", KindMeeting, id, "A.1", "", "zoom.us"},
		{"https://zoom.us/j/812 3456 7890?pwd=A.1", KindMeeting, id, "A.1", "", "zoom.us"},
		{"https://zoom.us/j/5551112222 9 AM", KindMeeting, "5551112222", "", "", "zoom.us"},
		{"https://zoom.us/j/5551112222\n9 AM on Monday", KindMeeting, "5551112222", "", "", "zoom.us"},
		{"https://zoom.us/j/81234567890\n447722", KindMeeting, id, "", "", "zoom.us"},
		// Numbers
		{"812 3456 7890, passcode 447722", KindMeeting, id, "", "447722", ""},
		{"Zoom meeting ID is 812 3456 7890, the passcode is ab12!", KindMeeting, id, "", "ab12!", ""},
		{"Meeting ID: 812 3456 7890\nPasscode: ******", KindMeeting, id, "", "", ""},
		{"Meeting ID: 812 3456 7890\nThe room is password-protected", KindMeeting, id, "", "", ""},
		{"Meeting ID: 812 3456 7890\nPhone passcode: 111222\nPasscode: aB3", KindMeeting, id, "", "aB3", ""},
		{"Meeting ID: 234 567 890 123 4\nPasscode: a1", KindInvalid, "", "", "", ""},
		{"Webinar ID: 812 3456 7890", KindWebinar, id, "", "", ""},
		{"Meeting ID: 81234567890abc", KindInvalid, "", "", "", ""},
		{"Meeting ID: 81234567890,5", KindInvalid, "", "", "", ""},
		{"812 3456 7890 or 812-3456-7890", KindMeeting, id, "", "", ""},
		{"Order ID: 81234567890", KindNotZoom, "", "", "", ""},
		{"call 812 3456 7890", KindNotZoom, "", "", "", ""},
		{"1-555-010-0199", KindInvalid, "", "", "", ""},
		{"+15550100199", KindNotZoom, "", "", "", ""},
		{"sip:81234567890.447722@zoomcrc.com", KindMeeting, id, "", "447722", ""},
		{"sip:81234567890@zoomcrc.com.evil.example", KindNotZoom, "", "", "", ""},
		// What outweighs what
		{"https://zoom.us/j/81234567890\nTopic: Meeting ID: 987 6543 2101", KindMeeting, id, "", "", "zoom.us"},
		{"https://zoom.us/pricing\nMeeting ID: 812 3456 7890", KindMeeting, id, "", "", ""},
		{"https://example.com/agenda\nMeeting ID: 812 3456 7890", KindMeeting, id, "", "", ""},
		{"https://example.com/s/how-to-zoom\nMeeting ID: 812 3456 7890", KindMeeting, id, "", "", ""},
		{"https://evil.example/j/1\nMeeting ID: 812 3456 7890", KindNotZoom, "", "", "", "evil.example"},
		{"https://teams.microsoft.com/l/x\nMeeting ID: 234 567 890 12\nPasscode: x1", KindNotZoom, "", "", "", "teams.microsoft.com"},
		{"MICROSOFT TEAMS\nMeeting ID: 234 567 890 12\nPasscode: x1", KindNotZoom, "", "", "", ""},
		{"https://url.uk.m.mimecastprotect.com/s/x?domain=zoom.us\nMeeting ID: 812 3456 7890\nPasscode: 1", KindMeeting, id, "", "1", ""},
		{"https://zoom.us/meeting/register/x\nhttps://zoom.us/j/81234567890", KindMeeting, id, "", "", "zoom.us"},
		{"https://zoom.us/meeting/register/x\nMeeting ID: 812 3456 7890", KindRegister, "", "", "", "zoom.us"},
		{"https://zoom.us/my/ada\nMeeting ID: 555 111 2222", KindPersonal, "5551112222", "", "", "zoom.us"},
		{"https://zoom.us/my/ada?pwd=A.1", KindPersonal, "", "A.1", "", "zoom.us"},
	} {
		r := Read(c.in)
		m := r.Meeting
		if r.Kind != c.kind || m.ID != c.id || m.PasscodeParam != c.pwd || m.PasscodePlain != c.passcode || m.Host != c.at {
			t.Errorf("%.90q\n got %s %q %q %q %q", c.in, r.Kind, m.ID, m.PasscodeParam, m.PasscodePlain, m.Host)
		}
	}
}

func TestReasons(t *testing.T) {
	for text, want := range map[string]Why{
		"":                                                            WhyEmpty,
		" \u200b\n":                                                   WhyEmpty,
		strings.Repeat("a", MaxText+1):                                WhyTooLong,
		strings.Repeat(" ", MaxText) + plainLink:                      WhyNone,
		"hello":                                                       WhyNoNumber,
		"812 3456":                                                    WhyBadNumber,
		"Meeting ID: 8123 4567":                                       WhyBadNumber,
		"https://zoom.us/j/8123456":                                   WhyBadNumber,
		"https://zoom.us/j/812345678…":                                WhyBadNumber,
		"https://zoom.us/pricing":                                     WhyZoomPage,
		"https://zoom.us/j/81234567890?pwd=%":                         WhyDamaged,
		"https://urldefense.com/v3/__x":                               WhyDamaged,
		"https://zoom.us@evil.example/j/1":                            WhyOtherHost,
		"https://zoom.us.evil.example/j/1":                            WhyLookAlike,
		"https://zооm.us/j/1":                                         WhyLookAlike,
		"https://zoorn.us/j/1":                                        WhyLookAlike,
		"https://z00m.us/j/1":                                         WhyLookAlike,
		"https://müller.example/":                                     WhyOtherHost,
		"https://evil.example@zoom.us/j/1":                            WhyUnsafe,
		"https://zoom.us/j/\u202e09876543218":                         WhyUnsafe,
		"javascript:'https://zoom.us/j/1'":                            WhyUnsafe,
		"https://teams.microsoft.com/l/x":                             WhyOtherService,
		"Webex, meeting number 2345 678 9012":                         WhyOtherService,
		"https://zoom.us/j/812345678\n90?pwd=A":                       WhyBroken,
		"https://example.com/":                                        WhyOtherHost,
		"https://zoom.us/my/ada":                                      WhyPersonalRoom,
		"https://zoom.us/my/ada\nMeeting ID: 555 111 2222":            WhyNone,
		"https://zoom.us/webinar/register/WN_x":                       WhyRegistration,
		"https://bit.ly/x":                                            WhyHidden,
		"https://zoom.us/launch/jc/81234567890":                       WhyUnsure,
		"tel:+15550100123,,81234567890#":                              WhyUnsure,
		"https://zoom.us/j/81234567890\nhttps://zoom.us/j/8123456789": WhySeveral,
		plainLink: WhyNone,
	} {
		if r := Read(text); r.Why != want || r.Usable() != (want == WhyNone) {
			t.Errorf("%.60q: %q, usable %v", text, r.Why, r.Usable())
		}
	}
}

func TestCandidates(t *testing.T) {
	r := Read("Meeting ID: 812 3456 7890\nPasscode: 1111\n\nMeeting ID: 987 6543 2101\nPasscode: 2222")
	if len(r.Candidates) != 2 || r.Candidates[0].PasscodePlain != "1111" || r.Candidates[1].PasscodePlain != "2222" {
		t.Errorf("each meeting keeps its own passcode: %#v", len(r.Candidates))
	}
	if r.Meeting != (Meeting{}) {
		t.Error("nothing is chosen for the person")
	}
	r = Read("https://zoom.us/my/ada or https://zoom.us/j/81234567890?pwd=A.1")
	if len(r.Candidates) != 2 || r.Candidates[0].Vanity != "ada" || r.Candidates[1].PasscodeParam != "A.1" {
		t.Errorf("a room and a meeting: %v", r.Candidates)
	}
	r = Read("https://zoom.us/j/812345678\n90?pwd=A.1")
	if r.Kind != KindAmbiguous || len(r.Candidates) != 1 || r.Candidates[0].ID != "81234567890" {
		t.Errorf("a broken number is offered whole: %v", r.Candidates)
	}
	var many strings.Builder
	for i := range 300 {
		many.WriteString("https://zoom.us/j/8100000" + string([]byte{byte('0' + i/100), byte('0' + i/10%10), byte('0' + i%10)}) + "0\n")
	}
	if r = Read(many.String()); len(r.Candidates) != mostCandidates {
		t.Errorf("%d candidates", len(r.Candidates))
	}
}

func TestCopyWithPasscodeWins(t *testing.T) {
	r := Read("https://acme.zoom.us/j/81234567890 https://us02web.zoom.us/j/81234567890?pwd=A.1 https://zoom.us/j/81234567890?pwd=B.1")
	if r.Meeting.Host != "us02web.zoom.us" || r.Meeting.PasscodeParam != "A.1" {
		t.Errorf("%#v", r.Meeting.Host)
	}
}

// An invitation in every language we promise, with the words Zoom uses.
func TestLanguages(t *testing.T) {
	for lang, text := range map[string]string{
		"en":                            "Meeting ID: 812 3456 7890\nPasscode: a1B2",
		"de":                            "Meeting-ID: 812 3456 7890\nKenncode: a1B2",
		"fr":                            "ID de réunion\u00a0: 812 3456 7890\nCode secret\u00a0: a1B2",
		"es":                            "ID de reunión: 812 3456 7890\nCódigo de acceso: a1B2",
		"pt":                            "ID da reunião: 812 3456 7890\nSenha de acesso: a1B2",
		"it":                            "ID riunione: 812 3456 7890\nCodice d’accesso: a1B2",
		"nl":                            "Vergader-ID: 812 3456 7890\nToegangscode: a1B2",
		"pl":                            "Identyfikator spotkania: 812 3456 7890\nKod dostępu: a1B2",
		"ja":                            "ミーティングID：812 3456 7890\nパスコード：a1B2",
		"zh":                            "会议号：812 3456 7890\n密码：a1B2",
		"ko":                            "회의 ID: 812 3456 7890\n암호: a1B2",
		"ru":                            "Идентификатор конференции: 812 3456 7890\nКод доступа: a1B2",
		"fr, letters and accents apart": "ID de re\u0301union : 812 3456 7890\nMot de passe : a1B2",
		"de, in capitals":               "MEETING-ID: 812 3456 7890\nPASSWORT: a1B2",
		"a table":                       "Meeting ID\n812 3456 7890\nPasscode\na1B2",
		"bold":                          "**Meeting ID:** 812 3456 7890\n**Passcode:** a1B2",
	} {
		r := Read(text)
		if r.Kind != KindMeeting || r.Meeting.ID != "81234567890" || r.Meeting.PasscodePlain != "a1B2" {
			t.Errorf("%s: %s %v %q", lang, r.Kind, r.Meeting, r.Meeting.PasscodePlain)
		}
	}
}

func TestWrappersStopSomewhere(t *testing.T) {
	link := plainLink
	for range 12 {
		link = "https://www.google.com/url?q=" + strings.NewReplacer("%", "%25", "?", "%3F", "&", "%26", ":", "%3A", "/", "%2F", "=", "%3D").Replace(link)
	}
	if r := Read(link); r.Kind != KindAmbiguous || r.Why != WhyHidden {
		t.Errorf("%s %s", r.Kind, r.Why)
	}
}

// What a behalf:// link can carry is a text, and nothing else.
func TestF45ALinkCanOnlyPropose(t *testing.T) {
	const zoom = "https://us02web.zoom.us/j/81234567890?pwd=ExAmPlE.1"
	for link, want := range map[string]string{
		"":              "",
		zoom:            zoom,
		"812 3456 7890": "812 3456 7890",
		"behalf://send?url=https%3A%2F%2Fus02web.zoom.us%2Fj%2F81234567890%3Fpwd%3DExAmPlE.1":                   zoom,
		"BEHALF://send?url=" + "81234567890":                                                                    "81234567890",
		"behalf://send?url=81234567890&token=ZZTESTTOKEN&client_id=x&zoom_url=https://example.com&send=1&--now": "81234567890",
		"behalf://send":                    "",
		"behalf://send?link=81234567890":   "",
		"behalf://send?url=%zz":            "",
		"behalf://connect?url=81234567890": "",
		"behalf://callback?code=a&state=b": "",
		"behalf://erase?yes=1":             "",
		"behalf:send?url=81234567890":      "",
		"--hidden":                         "--hidden",
		"javascript:alert(1)":              "javascript:alert(1)", // text like any other: nobody opens it
	} {
		if got := Proposal(link); got != want {
			t.Errorf("%q proposes %q, want %q", link, got, want)
		}
	}
}
