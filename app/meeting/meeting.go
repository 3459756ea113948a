// Package meeting turns what a person pastes into a meeting. It is pure: no
// network, no clock, no state. It decides what counts as a Zoom host and where
// in a link or text the meeting's number stands; it does not decide what
// happens with the meeting, nor what a person is told (that is app/fault).
package meeting

import (
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"
)

// MaxText is the most text that is read, in bytes.
const MaxText = 1 << 20

// Kind says what a text turned out to be.
type Kind string

// The kinds, named as on the command line.
const (
	KindMeeting   Kind = "meeting"
	KindWebinar   Kind = "webinar"
	KindPersonal  Kind = "personal"
	KindRegister  Kind = "register"
	KindNotZoom   Kind = "not_zoom"
	KindInvalid   Kind = "invalid"
	KindAmbiguous Kind = "ambiguous"
)

// Why says more about a text that is not one usable meeting.
type Why string

// The reasons.
const (
	WhyNone         Why = ""
	WhyEmpty        Why = "empty"         // nothing but blanks
	WhyTooLong      Why = "too_long"      // more than MaxText
	WhyNoNumber     Why = "no_number"     // no meeting number
	WhyBadNumber    Why = "bad_number"    // a number, but not of 9 to 11 digits, or cut off
	WhyZoomPage     Why = "zoom_page"     // a page of Zoom's that joins nothing
	WhyDamaged      Why = "damaged"       // a link that was broken on its way
	WhyUnsafe       Why = "unsafe"        // a link that programs read in different ways
	WhyOtherHost    Why = "other_host"    // a link, but not to Zoom
	WhyLookAlike    Why = "look_alike"    // the same, and it looks like one of Zoom's
	WhyOtherService Why = "other_service" // a meeting, but not at Zoom
	WhyPersonalRoom Why = "personal_room" // /my/name, number unknown
	WhyRegistration Why = "registration"  // a registration page
	WhyHidden       Why = "hidden"        // a short or sealed link: not knowable offline
	WhyUnsure       Why = "unsure"        // a meeting is named, but not to be joined
	WhySeveral      Why = "several"       // more than one meeting
	WhyBroken       Why = "broken"        // a number that may go on in the next line
)

// Meeting is one meeting as it was understood. Passcodes and TK let people
// into it, so a Meeting prints, and logs, only its number and host.
type Meeting struct {
	ID            string // 9 to 11 digits
	Host          string // lower case, xn-- form; empty for a bare number
	PasscodeParam string // value of pwd in the link, opaque
	PasscodePlain string // as a person types it
	TK            string // registrant's token
	Vanity        string // name of a personal room
	Webinar       bool
}

// Reading is the answer of Read.
type Reading struct {
	Kind       Kind
	Why        Why
	Meeting    Meeting   // as far as it is known; usable only if Usable
	Candidates []Meeting // when the person has to choose
	Service    string    // whose meeting it is, if not Zoom's and known
}

// Usable says whether an assistant can be sent to it.
func (r Reading) Usable() bool {
	return r.Meeting.ID != "" && (r.Kind == KindMeeting || r.Kind == KindWebinar || r.Kind == KindPersonal)
}

// HasPasscode says whether any form of a passcode is known.
func (m Meeting) HasPasscode() bool { return m.PasscodeParam != "" || m.PasscodePlain != "" }

// Grouped is the number as people read it: 3-4-4, 3-3-4 or 3-3-3.
func Grouped(id string) string {
	switch len(id) {
	case 11:
		return id[:3] + " " + id[3:7] + " " + id[7:]
	case 10:
		return id[:3] + " " + id[3:6] + " " + id[6:]
	case 9:
		return id[:3] + " " + id[3:6] + " " + id[6:]
	}
	return id
}

// Invitation is a text that reads as this meeting again, passcodes and all.
// It is made for the field that a person pastes into, and for nothing else.
func (m Meeting) Invitation() string {
	var lines []string
	label := "Meeting ID: "
	if m.Webinar {
		label = "Webinar ID: "
	}
	switch {
	case m.Vanity != "":
		lines = append(lines, m.link("/my/"+m.Vanity))
		if m.ID != "" {
			lines = append(lines, label+Grouped(m.ID))
		}
	case m.Host == "":
		lines = append(lines, label+Grouped(m.ID))
	case m.Webinar:
		lines = append(lines, m.link("/w/"+m.ID))
	default:
		lines = append(lines, m.link("/j/"+m.ID))
	}
	if m.PasscodePlain != "" {
		lines = append(lines, "Passcode: "+m.PasscodePlain)
	}
	return strings.Join(lines, "\n")
}

func (m Meeting) link(path string) string {
	query := url.Values{}
	if m.PasscodeParam != "" {
		query.Set("pwd", m.PasscodeParam)
	}
	if m.TK != "" {
		query.Set("tk", m.TK)
	}
	return (&url.URL{Scheme: "https", Host: m.Host, Path: path, RawQuery: query.Encode()}).String()
}

// String is the number and the host, never a passcode.
func (m Meeting) String() string {
	return strings.TrimSpace(Grouped(m.ID) + " " + m.Host)
}

// Format keeps passcodes out of every verb.
func (m Meeting) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, m.String()) }

// LogValue keeps passcodes out of logs.
func (m Meeting) LogValue() slog.Value { return slog.StringValue(m.String()) }

// MarshalText keeps passcodes out of encoding/json, which slog uses for
// whatever holds a Meeting.
func (m Meeting) MarshalText() ([]byte, error) { return []byte(m.String()), nil }
