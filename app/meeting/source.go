package meeting

import (
	"encoding/json"
	"io"
	"mime/quotedprintable"
	"strings"

	"golang.org/x/net/html"
)

// sources are the forms a text may come in as a whole. Each answers false if
// the text is not of its form.
var sources = []func(text string) (string, bool){calendar, jsonValues, quotedText}

// readable takes a text out of its form, so that what is left reads as a
// person would see it.
func readable(text string) string {
	for _, source := range sources {
		if values, ok := source(text); ok {
			return values
		}
	}
	return markup(text)
}

// between parts that were not lines of one text.
const apart = "\n\n"

// calendar reads iCalendar: folded lines joined (RFC 5545 §3.1), values
// unescaped (§3.3.11), and only those a person wrote or a client opens.
func calendar(text string) (string, bool) {
	if !strings.Contains(text, "BEGIN:VCALENDAR") && !strings.Contains(text, "BEGIN:VEVENT") {
		return "", false
	}
	unfolded := unfold.Replace(text)
	var b strings.Builder
	inside := false
	for line := range strings.Lines(unfolded) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.HasPrefix(line, "BEGIN:"):
			inside = true
		case line == "END:VCALENDAR":
			inside = false
		case !inside:
			b.WriteString(markup(line))
			b.WriteByte('\n')
		default:
			if value, ok := calendarValue(line); ok {
				b.WriteString(markup(unescape.Replace(value)))
				b.WriteString(apart)
			}
		}
	}
	return b.String(), true
}

var unfold = strings.NewReplacer("\r\n ", "", "\r\n\t", "", "\n ", "", "\n\t", "")

var unescape = strings.NewReplacer(`\n`, "\n", `\N`, "\n", `\,`, ",", `\;`, ";", `\\`, `\`)

// calendarValue leaves out what machines write for machines (PRODID says
// zoom.us in every file of Zoom's, whatever the meeting).
func calendarValue(line string) (string, bool) {
	quoted := false
	for i := range len(line) {
		switch line[i] {
		case '"':
			quoted = !quoted
		case ':':
			if quoted {
				continue
			}
			name, _, _ := strings.Cut(line[:i], ";")
			return line[i+1:], calendarField(strings.ToUpper(name))
		}
	}
	return "", false
}

func calendarField(name string) bool {
	switch name {
	case "LOCATION", "DESCRIPTION", "SUMMARY", "COMMENT", "CONTACT", "URL", "CONFERENCE":
		return true
	}
	return strings.HasPrefix(name, "X-") && !strings.HasPrefix(name, "X-WR-") && !strings.HasPrefix(name, "X-LIC-")
}

// jsonValues lists keys and values, one pair a line.
func jsonValues(text string) (string, bool) {
	if text[0] != '{' && text[0] != '[' || !json.Valid([]byte(text)) {
		return "", false
	}
	var b strings.Builder
	type level struct{ object, value bool }
	levels := []level{{}}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	for {
		token, err := decoder.Token()
		if err != nil {
			return b.String(), true
		}
		top := &levels[len(levels)-1]
		if token == json.Delim('}') || token == json.Delim(']') {
			levels = levels[:len(levels)-1]
			continue
		}
		key := top.object && !top.value
		top.value = key
		switch v := token.(type) {
		case json.Delim:
			levels = append(levels, level{object: v == '{'})
		case json.Number:
			b.WriteString(v.String() + apart)
		case string:
			if key {
				b.WriteString(v + ": ")
				continue
			}
			b.WriteString(markup(v) + apart)
		}
	}
}

// quotedText reads the source of a mail: =3D and lines that end with =.
func quotedText(text string) (string, bool) {
	if !strings.Contains(text, "=3D") || !strings.Contains(text, "=\n") && !strings.Contains(text, "=\r\n") {
		return "", false
	}
	decoded, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(text)))
	return markup(string(decoded)), err == nil
}

// markup reads HTML if there is any, else only entities left in the text.
func markup(text string) string {
	if hasTags(text) {
		return fromHTML(text)
	}
	return entities(text)
}

// entities decodes only those that end with a semicolon: &copy=1 is a
// parameter.
func entities(text string) string {
	const longest = 12
	at := strings.IndexByte(text, '&')
	if at < 0 {
		return text
	}
	var b strings.Builder
	for at >= 0 {
		b.WriteString(text[:at])
		text = text[at:]
		end := strings.IndexByte(text[:min(len(text), longest)], ';') + 1
		if end > 0 {
			b.WriteString(html.UnescapeString(text[:end]))
		} else {
			b.WriteByte('&')
			end = 1
		}
		text = text[end:]
		at = strings.IndexByte(text, '&')
	}
	b.WriteString(text)
	return b.String()
}
