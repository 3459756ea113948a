// Package meeting turns what a person pastes into a meeting. It is pure: no
// network, no clock, no state. It decides what counts as a Zoom host and where
// in a link or text the meeting's number stands; it does not decide what
// happens with the meeting, nor what a person is told (that is app/fault).
package meeting

import (
	"fmt"
	"io"
	"log/slog"
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
	WhyNoNumber     Why = "no_number"     // no usable meeting number
	WhyOtherHost    Why = "other_host"    // a link, but not to Zoom
	WhyPersonalRoom Why = "personal_room" // /my/name, number unknown
	WhyRegistration Why = "registration"  // a registration page
	WhyHidden       Why = "hidden"        // a short or sealed link: not knowable offline
	WhySeveral      Why = "several"       // more than one meeting
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
	Candidates []Meeting // when there are several
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
