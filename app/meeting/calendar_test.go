package meeting

import (
	"strings"
	"testing"
)

// entry is a calendar file around some properties.
func entry(properties string) string {
	return "BEGIN:VCALENDAR\r\nPRODID:-//zoom.us//iCalendar Event//EN\r\nBEGIN:VTIMEZONE\r\nTZURL:http://tz.example/Berlin\r\nEND:VTIMEZONE\r\n" +
		"BEGIN:VEVENT\r\nUID:https://zoom.us/j/99999999999\r\nORGANIZER;CN=\"Ada: Lovelace\":mailto:ada@example.com\r\n" +
		properties + "END:VEVENT\r\nEND:VCALENDAR\r\n"
}

func TestCalendar(t *testing.T) {
	const link = "https://zoom.us/j/81234567890?pwd=A.1"
	escaped := `Join Zoom Meeting\n` + link + `\n\nMeeting ID: 812 3456 7890\nPasscode: 12ab\n\n+15550100123\,\,81234567890#\n`
	for name, c := range map[string]struct{ text, passcode string }{
		"escaped and folded":       {entry("DESCRIPTION;ALTREP=\"cid:x:y\":Join\\nhttps://zoom.us/j/81234567890?pwd=\r\n A.1\\n\\nMeeting ID: 812 3456 7890\\nPassc\r\n ode: 4\\,\\n\r\n"), "4"},
		"html":                     {entry("DESCRIPTION:<p>Join <a href=\"https://zoom.us/j/81234567890?pwd=A.1&amp;omn=98765432101\">here</a><br>Passcode: 12ab</p>\r\n"), "12ab"},
		"line feeds only":          {entry("LOCATION:https://zoom.us/j/8123\n 4567890?pwd=A.1\n"), ""},
		"carriage returns only":    {strings.ReplaceAll(entry("LOCATION:"+link+"\r\n"), "\n", ""), ""},
		"doubled line ends":        {strings.ReplaceAll(entry("LOCATION:https://zoom.us/j/8123\r\n 4567890?pwd=A.1\r\n"), "\r\n", "\r\r\n"), ""},
		"tabs":                     {entry("X-GOOGLE-CONFERENCE:https://zoom.us/j/8123\r\n\t4567890?pwd=A.1\r\n"), ""},
		"quoted":                   {"> " + strings.ReplaceAll(entry("LOCATION:https://zoom.us/j/8123\r\n 4567890?pwd=A.1\r\n"), "\r\n", "\r\n> "), ""},
		"indented":                 {"    " + strings.ReplaceAll(entry("LOCATION:"+link+"\r\n"), "\r\n", "\r\n    "), ""},
		"raw line breaks":          {entry("DESCRIPTION:Join\r\n" + link + "\r\n\r\nPasscode: 12ab\r\n"), "12ab"},
		"in words":                 {entry("LOCATION:Zoom - 812 3456 7890\r\nURL:" + link + "\r\nDESCRIPTION:Passcode 12ab\r\n"), "12ab"},
		"text of RFC 9073":         {entry("STYLED-DESCRIPTION;VALUE=TEXT;FMTTYPE=text/html:<a href=\"" + link + "\">Join</a>\r\n"), ""},
		"link of RFC 9253":         {entry("LINK;VALUE=URI;LINKREL=\"conference\":" + link + "\r\n"), ""},
		"conference of RFC 7986":   {entry("CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL=\"Zoom: x\":" + link + "\r\n"), ""},
		"alternative of RFC 5545":  {entry("LOCATION;ALTREP=\"" + link + "\":Zoom\r\n"), ""},
		"quoted-printable":         {entry("DESCRIPTION;ENCODING=QUOTED-PRINTABLE:Join=0Ahttps://zoom.us/j/81234567890?pwd=3DA.1\r\n"), ""},
		"escaped colon":            {entry("LOCATION:https\\://zoom.us/j/81234567890?pwd=A.1\r\n"), ""},
		"text around it":           {"Hi,\n\nsee below.\n" + entry("LOCATION:"+link+"\r\n") + "\nPasscode: 12ab", "12ab"},
		"some lines":               {"LOCATION:https://zoom.us/j/81234567890?pwd\r\n =A.1\r\nSTATUS:CONFIRMED", ""},
		"one line":                 {"DESCRIPTION:" + escaped, "12ab"},
		"no name":                  {escaped, "12ab"},
		"a string of a program":    {strings.NewReplacer("\r\n", `\r\n`).Replace(entry("LOCATION:" + link + "\r\n")), ""},
		"inside JSON":              {`{"ics":"BEGIN:VEVENT\r\nLOCATION:https://zoom.us/j/8123\r\n 4567890?pwd=A.1\r\nEND:VEVENT\r\n"}`, ""},
		"the same meeting, twice":  {entry("LOCATION:" + link + "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nLOCATION:" + link + "\r\n"), ""},
		"UTF-16, little end first": {"\xff\xfe" + strings.Join(strings.Split(entry("LOCATION:"+link+"\r\n"), ""), "\x00") + "\x00", ""},
	} {
		r := Read(c.text)
		if m := r.Meeting; r.Kind != KindMeeting || m.ID != "81234567890" || m.PasscodeParam != "A.1" || m.PasscodePlain != c.passcode {
			t.Errorf("%s: %s %v %q %q", name, r.Kind, m, m.PasscodeParam, m.PasscodePlain)
		}
	}
	if r := Read(entry("LOCATION:Room 5\r\n")); r.Kind != KindNotZoom {
		t.Errorf("what machines wrote is no meeting: %s %v", r.Kind, r.Meeting)
	}
	if r := Read(entry("LOCATION:" + link + "\r\nDESCRIPTION:old: https://zoom.us/j/98765432101\r\n")); len(r.Candidates) != 2 {
		t.Errorf("two meetings: %s %v", r.Kind, r.Meeting)
	}
}
