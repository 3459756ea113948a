package meeting

import (
	"io"
	"mime/quotedprintable"
	"slices"
	"strings"

	ics "github.com/arran4/golang-ical"
)

// calendar reads iCalendar, a whole file or a piece of one with text around it:
// the values that a person wrote or that a client opens.
//
// The library unfolds lines (RFC 5545 §3.1) and unescapes values (§3.3.11). It
// does not take the lines apart: for each parameter it copies the whole line,
// and it gives up at what other programs let pass.
func calendar(text string) (string, bool) {
	start, end, ok := calendarIn(text)
	if !ok {
		return "", false
	}
	var b strings.Builder
	b.WriteString(markup(text[:start]) + apart)
	stream := ics.NewCalendarStream(strings.NewReader(unindented(breaks.Replace(text[start:end]))))
	p := property{}
	for {
		line, err := stream.ReadLine()
		if line != nil && !p.goesOn(string(*line)) {
			b.WriteString(p.read())
			p = propertyOf(string(*line))
		}
		if err != nil { // the end: nothing else can happen to a string
			b.WriteString(p.read() + markup(text[end:]))
			return b.String(), true
		}
	}
}

// calendarIn finds a calendar file in a text, or some of its lines.
func calendarIn(text string) (start, end int, ok bool) {
	start, end = strings.Index(text, "BEGIN:V"), len(text)
	switch {
	case start >= 0 && beginsLine(text[start:]):
	case strings.HasPrefix(text, "DESCRIPTION") || strings.HasPrefix(text, "LOCATION") || strings.HasPrefix(text, "SUMMARY") ||
		strings.HasPrefix(text, "DTSTART") || strings.HasPrefix(text, "UID") || strings.HasPrefix(text, "X-ALT-DESC") || strings.HasPrefix(text, "URL"):
		return 0, end, someLines(text)
	default:
		return 0, 0, false
	}
	if last := strings.LastIndex(text, "END:V"); last > start {
		if line := strings.IndexAny(text[last:], "\r\n"); line > 0 {
			end = last + line
		}
	}
	return start, end, true
}

func beginsLine(text string) bool {
	for _, begin := range []string{"BEGIN:VCALENDAR", "BEGIN:VEVENT"} {
		if rest, ok := strings.CutPrefix(text, begin); ok {
			return rest == "" || rest[0] <= ' '
		}
	}
	return false
}

// someLines says whether a text that starts like a line of a calendar file is
// one: it is folded or escaped, or there are more of them.
func someLines(text string) bool {
	name := text[:min(len(text), 32)]
	if i := strings.IndexAny(name, ":;"); i < 0 || !known(name[:i]) {
		return false
	}
	if strings.Contains(text, "\n ") || strings.Contains(text, `\n`) || strings.Contains(text, `\,`) {
		return true
	}
	for line := range strings.Lines(text[len(name):]) {
		if i := strings.IndexAny(line, ":;"); i > 0 && known(line[:i]) {
			return true
		}
	}
	return false
}

// unindented takes off what stands before every line, if the file was quoted
// or indented. The last line tells: the first one may have been trimmed.
func unindented(file string) string {
	last := strings.LastIndex(file, "END:V")
	margin := file[strings.LastIndexByte(file[:max(0, last)], '\n')+1 : max(0, last)]
	if margin == "" || strings.Trim(margin, " \t>|") != "" {
		return file
	}
	return strings.ReplaceAll(file, "\n"+margin, "\n")
}

// breaks of every system, and of programs that double them.
var breaks = strings.NewReplacer("\r\r\n", "\n", "\r\n", "\n", "\r", "\n")

// property is one line of a calendar file. Only what a person wrote is kept:
// PRODID says zoom.us in every file of Zoom's, whatever the meeting.
type property struct {
	lines  []string // of the value
	quoted bool     // printable, as vCalendar 1.0 has it
	other  string   // an address of the same text
}

func propertyOf(line string) property {
	head, value := splitProperty(line)
	name, _, _ := strings.Cut(strings.ToUpper(head), ";")
	if !written(name) {
		return property{}
	}
	p := property{lines: []string{value}, quoted: strings.Contains(strings.ToUpper(head), "QUOTED-PRINTABLE")}
	if _, address, found := strings.Cut(head, `ALTREP="http`); found {
		address, _, _ = strings.Cut(address, `"`)
		p.other = "http" + address
	}
	return p
}

// splitProperty cuts at the first colon that stands in no quotes.
func splitProperty(line string) (head, value string) {
	quoted := false
	for i := range len(line) {
		switch line[i] {
		case '"':
			quoted = !quoted
		case ':':
			if !quoted {
				return line[:i], line[i+1:]
			}
		}
	}
	return line, ""
}

// goesOn takes a line that starts no property: the line before it was broken
// by a program that does not know how to fold.
func (p *property) goesOn(line string) bool {
	if i := strings.IndexAny(line, ":;"); i > 0 && known(line[:i]) {
		return false
	}
	if p.lines != nil {
		p.lines = append(p.lines, line)
	}
	return true
}

func (p *property) read() string {
	if p.lines == nil {
		return ""
	}
	value := strings.Join(p.lines, "\n")
	if p.quoted {
		if decoded, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(value))); err == nil {
			value = string(decoded)
		}
	}
	value = strings.ReplaceAll(value, `\:`, ":") // an old habit
	return markup(ics.FromText(value)+"\n"+p.other) + apart
}

// written are the properties that hold what a person wrote.
func written(name string) bool {
	switch name {
	case "LOCATION", "DESCRIPTION", "SUMMARY", "COMMENT", "CONTACT", "URL", "CONFERENCE", "STYLED-DESCRIPTION", "LINK":
		return true
	}
	return strings.HasPrefix(name, "X-") && !strings.HasPrefix(name, "X-WR-") && !strings.HasPrefix(name, "X-LIC-")
}

// known says whether a line may start with that name.
func known(name string) bool {
	name = strings.ToUpper(name)
	return strings.HasPrefix(name, "X-") || written(name) || slices.Contains(others, name)
}

// others are the properties that we know and do not read.
var others = strings.Fields(`BEGIN END VERSION PRODID METHOD CALSCALE NAME UID DTSTAMP DTSTART DTEND DUE DURATION
	CREATED LAST-MODIFIED SEQUENCE STATUS TRANSP CLASS PRIORITY CATEGORIES ORGANIZER ATTENDEE ATTACH GEO RESOURCES
	RRULE RDATE EXDATE EXRULE RECURRENCE-ID RELATED-TO REQUEST-STATUS ACTION TRIGGER REPEAT ACKNOWLEDGED
	TZID TZNAME TZURL TZOFFSETFROM TZOFFSETTO COMPLETED PERCENT-COMPLETE FREEBUSY REFRESH-INTERVAL SOURCE COLOR IMAGE
	STRUCTURED-DATA PARTICIPANT`)
