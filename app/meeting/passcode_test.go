package meeting

import (
	"strings"
	"testing"
)

// What stands behind a label, after a number.
func TestPasscodes(t *testing.T) {
	for text, want := range map[string]string{
		// As it is, with every mark that belongs to it.
		"Passcode: 0042":        "0042",
		"Passcode: #Secret1":    "#Secret1",
		"Passcode: *Ab12*x":     "*Ab12*x",
		"Passcode: _x9k2":       "_x9k2",
		"Passcode: -a1b2":       "-a1b2",
		"Passcode: a@B*3!":      "a@B*3!",
		"Passcode: kLmnop":      "kLmnop",
		"Passcode：４４７７２２":       "447722",
		"Passcode: 447722#":     "447722",
		"Passcode: 447722／Host": "447722",
		// Without what wraps it.
		"Passcode: 447722.":        "447722",
		"Passcode: *447722*":       "447722",
		"*Passcode: 447722*":       "447722",
		"**Passcode:** 447722":     "447722",
		"Passcode: `aB3x9`":        "aB3x9",
		"Passcode: “aB3x9”":        "aB3x9",
		"Kenncode: „aB3x9“":        "aB3x9",
		"Code secret : « aB3x9 »":  "aB3x9",
		"パスコード：「aB3x9」":            "aB3x9",
		"password: '0042'":         "0042",
		"Passcode: (447722)":       "447722",
		"Passcode: (447722#)":      "447722",
		"Passcode: '*aB3x9*'.":     "aB3x9",
		"Passcode (447722)":        "447722",
		"(ID: 1, passcode: k9Zq2)": "k9Zq2",
		// However it is set apart.
		"Passcode\n447722":                "447722",
		"Passcode:\nkLmnop":               "kLmnop",
		"| Passcode | 447722 |":           "447722",
		"Passcode → 447722":               "447722",
		"Passcode ..... 447722":           "447722",
		"Passcode\t447722":                "447722",
		"\"Passcode\",\"447722\"":         "447722",
		"Passcode,447722":                 "447722",
		"【パスコード】447722":                   "447722",
		"Passcode (case sensitive): x9y8": "x9y8",
		"密码 (Passcode): 447722":           "447722",
		"the passcode is 447722":          "447722",
		"A senha da reunião é 447722":     "447722",
		"pw 447722":                       "447722",
		"Pass: 447722":                    "447722",
		"<tr><td>Passcode</td><td>kLmnop</td><td>Host</td></tr>": "kLmnop",
		// With words between.
		"Contraseña de la reunión: 447722": "447722",
		"Kenncode für das Meeting: 447722": "447722",
		"Hasło do spotkania: 447722":       "447722",
		"Пароль от конференции: 447722":    "447722",
		// None.
		"Passcode:":                             "",
		"Passcode: ******":                      "",
		"Passcode: none":                        "",
		"Passcode: n/a":                         "",
		"Passcode: not required":                "",
		"Kenncode: keiner":                      "",
		"Password: will be sent separately":     "",
		"Passcode: see below\nPasscode: 447722": "447722",
		"Passcode:\n2026-11-24 10:00":           "",
		"Passcode:\n24.11.2026":                 "",
		"The room is password-protected":        "",
		"boarding pass: 447722":                 "",
		"bring the building's access code 4521": "",
		"Discount code: SAVE20":                 "",
		// Something else's.
		"Phone passcode: 112233\nPasscode: k9Zq2":                              "k9Zq2",
		"Dial-in password: 112233":                                             "",
		"Telefon-Kenncode: 112233\nKenncode: k9Zq2":                            "k9Zq2",
		"Code secret téléphonique : 112233":                                    "",
		"Código de acceso telefónico: 112233":                                  "",
		"Телефонный код доступа: 112233":                                       "",
		"电话密码: 112233\n密码: k9Zq2":                                              "k9Zq2",
		"전화 암호: 112233":                                                        "",
		"Mật mã điện thoại: 112233\nMật mã: k9Zq2":                             "k9Zq2",
		"(US) +1 555-010-0123 (passcode: 112233)":                              "",
		"Host Passcode: 998877":                                                "",
		"WLAN-Passwort: gast2026\nKenncode: 447722":                            "447722",
		"Guest wifi: example, password: tea4two!":                              "",
		"Webex\nMeeting ID: 2345 678 9012 34\nPasscode: aB1c":                  "",
		"Recording: https://us02web.zoom.us/rec/share/x.y\nPasscode: 4x!Kd9^e": "",
		"Slides: https://example.com/slides (password: slides1)":               "",
		"https://zoom.us/j/98765432101\nPasscode: other1":                      "",
		// Not lost because a number was.
		"Meeting ID: 812[ 3456\nPasscode: 447722": "447722",
		// No credential of an address that was pasted as text.
		"passcode=1234&token=ZZTESTTOKEN": "1234",
		"Passcode: 447722?zak=ZZTESTZAK":  "447722",
	} {
		r := Read("https://zoom.us/j/81234567890\n" + text)
		got := r.Meeting.PasscodePlain
		for _, m := range r.Candidates {
			if m.ID == "81234567890" {
				got = m.PasscodePlain
			}
		}
		if got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

// Where the passcode stands does not matter, what was named before it does.
func TestPasscodesHaveOwners(t *testing.T) {
	const link = "https://zoom.us/j/81234567890"
	for text, want := range map[string]string{
		"Passcode: 447722\n" + link:                                                                "447722",
		link + "\nAgenda: https://example.com/agenda\nPasscode: 447722":                            "447722",
		"Join by phone\n+1 555-010-0123 (passcode: 1122)\n\n" + link + " (passcode: k9Zq2)":        "k9Zq2",
		"Recording: https://zoom.us/rec/share/x Passcode: 4x!Kd9\n\n" + link:                       "",
		"Recording: https://zoom.us/rec/share/x\nPasscode: 4x!Kd9\n\n" + link + "\nPasscode: 4477": "4477",
		"Teams\nMeeting ID: 312 967 000 8441\nPasscode: aB1cD2\n\n" + link + "\nPasscode: 447722":  "447722",
	} {
		if r := Read(text); r.Meeting.ID != "81234567890" || r.Meeting.PasscodePlain != want {
			t.Errorf("%q: %s %q, not %q", text, r.Meeting, r.Meeting.PasscodePlain, want)
		}
	}
}

// The mark that stands for a link here may come in a text as well.
func TestAForeignMarkIsNoLink(t *testing.T) {
	r := Read("\ufffc\nhttps://zoom.us/rec/share/x\nPasscode: rec1\n\n\ufffc\nhttps://zoom.us/j/81234567890\nPasscode: 447722")
	if r.Meeting.PasscodePlain != "447722" {
		t.Errorf("%q", r.Meeting.PasscodePlain)
	}
}

// A newsletter has many links; the one that matters may come late.
func TestPasscodeAfterManyLinks(t *testing.T) {
	text := strings.Repeat("https://example.com/news\n", 3*mostNotes) + "https://zoom.us/j/81234567890 (Passcode: 447722)"
	if r := Read(text); r.Meeting.PasscodePlain != "447722" {
		t.Errorf("%v %q", r.Meeting, r.Meeting.PasscodePlain)
	}
}
