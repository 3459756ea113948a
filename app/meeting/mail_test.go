package meeting

import (
	"encoding/base64"
	"strings"
	"testing"
)

// Mails as they are saved, and pieces of their source.
func TestMails(t *testing.T) {
	const link = "https://zoom.us/j/81234567890?pwd=A.1"
	body := "Join Zoom Meeting\r\n" + link + "\r\n\r\nMeeting ID: 812 3456 7890\r\nPasscode: 12ab\r\n"
	quoted := strings.NewReplacer("pwd=A", "pwd=\r\n=3DA", "Zoom M", "Zoom=20M").Replace(body)
	quoted = strings.Replace(quoted, "pwd=\r\n", "pwd", 1)
	head := "From: Ada Lovelace <ada@example.com>\r\nSubject: =?UTF-8?Q?Zoom=20call?=\r\nMIME-Version: 1.0\r\n"
	part := func(kind, encoding, text string) string {
		return "--b1\r\nContent-Type: " + kind + "\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n" + text + "\r\n"
	}
	encoded := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	multipart := head + "Content-Type: multipart/alternative; boundary=\"b1\"\r\n\r\n"
	for name, text := range map[string]string{
		"plain":                 head + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + body,
		"quoted-printable":      head + "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted,
		"base64":                head + "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encoded(body),
		"parts":                 multipart + part("text/plain", "quoted-printable", quoted) + part("text/calendar", "7bit", entry("LOCATION:"+link+"\r\n")) + "--b1--\r\n",
		"calendar only":         multipart + part("text/calendar; method=REQUEST", "base64", encoded(entry("LOCATION:"+link+"\r\nDESCRIPTION:Passcode: 12ab\r\n"))) + "--b1--\r\n",
		"HTML":                  multipart + part("text/html", "base64", encoded("<a href=\""+link+"\">Join</a><table><tr><td>Passcode:</td><td>12ab</td></tr></table>")) + "--b1--\r\n",
		"Japanese":              head + "Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n" + link + "\r\n\x1b$B%Q%9%3!<%I\x1b(B: 12ab\r\n",
		"cut in a part":         multipart + part("text/plain", "base64", encoded(body)),
		"a picture as well":     multipart + part("text/plain", "7bit", body) + part("image/png", "base64", encoded("https://zoom.us/j/98765432101")) + "--b1--\r\n",
		"forwarded":             head + "Content-Type: message/rfc822\r\n\r\n" + head + "Content-Type: text/plain\r\n\r\n" + body,
		"a piece of the source": "Join\r\nhttps://zoom.us/j/81234567890?pwd=3DA.1=\r\n&omn=3D98765432101\r\nPasscode: 12ab\r\n",
	} {
		r := Read(text)
		if m := r.Meeting; r.Kind != KindMeeting || m.ID != "81234567890" || m.PasscodeParam != "A.1" || m.PasscodePlain != "12ab" {
			t.Errorf("%s: %s %v %q %q", name, r.Kind, m, m.PasscodeParam, m.PasscodePlain)
		}
	}
}

// A mail inside a mail inside a mail comes to an end.
func TestMailsStopSomewhere(t *testing.T) {
	text := "Content-Type: text/plain\r\n\r\n" + plainLink
	for range 3 * maxDepth {
		text = "Content-Type: message/rfc822\r\n\r\n" + text
	}
	if r := Read(text); r.Usable() {
		t.Errorf("%v", r.Meeting)
	}
}
