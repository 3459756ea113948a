package meeting

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"
)

// forms are ways in which one and the same invitation reaches a person. width
// is where lines are broken.
var forms = []struct {
	name string
	in   func(text string, width int) string
}{
	{"as it is", func(text string, _ int) string { return text }},
	{"with line ends of Windows", func(text string, _ int) string { return strings.ReplaceAll(text, "\n", "\r\n") }},
	{"quoted in a mail", func(text string, _ int) string { return "> " + strings.ReplaceAll(text, "\n", "\n> ") }},
	{"in a calendar file", func(text string, width int) string {
		return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + folded("DESCRIPTION:"+icsEscapes.Replace(text), width) + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	}},
	{"in a mail, base64", func(text string, _ int) string {
		return "Subject: Call\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString([]byte(text))
	}},
	{"in JSON", func(text string, _ int) string {
		data, err := json.Marshal(map[string]string{"description": text})
		if err != nil {
			panic(err) // a string always can be
		}
		return string(data)
	}},
	{"in a web page", func(text string, _ int) string {
		return "<!doctype html><body><p>" + strings.ReplaceAll(html.EscapeString(text), "\n", "<br>") + "</p></body>"
	}},
}

var icsEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

// folded breaks a line as RFC 5545 wants it, between bytes.
func folded(line string, width int) string {
	width = 2 + width%74
	var b strings.Builder
	for len(line) > width {
		b.WriteString(line[:width] + "\r\n ")
		line = line[width:]
	}
	return b.String() + line
}

// wrapped are links with a link inside.
var wrapped = []string{
	"https://www.google.com/url?q=%s&sa=D", "https://eur01.safelinks.protection.outlook.com/?url=%s&data=x", "https://slack-redir.net/link?url=%s",
	"behalf://send?url=%s",
}

// A meeting is the same in every form it comes in.
func FuzzForms(f *testing.F) {
	f.Add(uint64(81234567890), "ExAmPlEpWdAbCdEfGhIjKlMnOpQrSt.1", "447722", 73, 0)
	f.Add(uint64(5551112222), "", "a1B2", 1, 3)
	f.Add(uint64(123456789), "A-b_9=", "", 20, 1)
	f.Fuzz(func(t *testing.T, number uint64, pwd, passcode string, width, wrapper int) {
		m := Meeting{ID: fmt.Sprint(100_000_000 + number%99_900_000_000), Host: "us02web.zoom.us", PasscodeParam: pwd, PasscodePlain: passcode}
		if width < 0 || wrapper < 0 || !whole(pwd) || !plainPasscode(passcode) {
			t.Skip("not a meeting that Zoom would make")
		}
		for _, form := range forms {
			if got := Read(form.in(m.Invitation(), width)); got.Meeting != m {
				type bare Meeting // without methods that hide
				t.Errorf("%s: %s %+v, not %+v", form.name, got.Kind, bare(got.Meeting), bare(m))
			}
		}
		m.PasscodePlain = ""
		link := m.Invitation()
		for range 1 + wrapper%3 {
			link = fmt.Sprintf(wrapped[wrapper%len(wrapped)], url.QueryEscape(link))
		}
		if got := Read(link); got.Meeting != m {
			t.Errorf("%s: %s %v", link, got.Kind, got.Meeting)
		}
	})
}

// plainPasscode says whether Zoom would make it: up to ten letters, digits and
// a few signs. One of signs alone says nothing where people write stars for it.
func plainPasscode(s string) bool {
	if s == "" {
		return true
	}
	return len(s) <= 10 && strings.ContainsFunc(s, func(r rune) bool { return digit(byte(r)) && r < 0x80 }) &&
		strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@!") == ""
}
