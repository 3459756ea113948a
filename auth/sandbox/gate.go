package sandbox

import (
	"fmt"
	"net/http"
)

// Zoom's native codes that the gate answers with.
const (
	nativeOK            = 0
	nativeNoSuchMeeting = 8
	nativeNotPublished  = 63
	nativeUserAbsent    = 501
	nativeConflict      = 502
	nativeNoneValid     = 503
	nativeTokenMissing  = 504
	nativeTokenInvalid  = 505
	nativeOtherMeeting  = 506
	nativeUnknown       = 65535

	nativeUserLeft = 8 // why it ended, not why it failed
)

// The scenarios that go on after the bot is in.
const (
	scenarioWaitingRoom = "waiting-room"
	scenarioUserLeft    = "user-left"
)

// scripts are the scenarios that refuse the first tries of each meeting,
// whether or not the user is there, and then let the bot in.
var scripts = map[string]struct{ native, times int }{
	"absent-then-present":   {nativeUserAbsent, 2},
	"always-absent":         {nativeUserAbsent, -1},
	"65535-for-501":         {nativeUnknown, 2},
	"token-invalid-then-ok": {nativeTokenInvalid, 1},
	"not-published":         {nativeNotPublished, -1},
}

type ticketKind string

const (
	onBehalf  ticketKind = "onbehalf"
	zak       ticketKind = "zak"
	recording ticketKind = "local_recording"
)

// ticket is what a minted token is good for.
type ticket struct {
	kind    ticketKind
	user    User // whose token it is
	meeting string
	burnt   bool // it let a bot in; a refused try leaves it whole
}

// gate is who may enter, who is in, and what became of it. Its methods are
// called under the server's lock.
type gate struct {
	tickets  map[string]*ticket
	mints    map[ticketKind]int
	present  bool            // in every meeting that is not listed
	presence map[string]bool // by meeting
	scripted map[string]int  // refusals so far, by scenario and meeting
	tries    map[string]int  // by meeting
	mails    []Mail
	sessions []*session
}

func newGate() gate {
	return gate{
		tickets:  map[string]*ticket{},
		mints:    map[ticketKind]int{},
		present:  true,
		presence: map[string]bool{},
		scripted: map[string]int{},
		tries:    map[string]int{},
	}
}

// attempt is a bot at the door.
type attempt struct {
	MeetingID string `json:"meeting_id"`
	Passcode  string `json:"passcode"`
	OnBehalf  string `json:"on_behalf_token"`
	ZAK       string `json:"zak"`
	Name      string `json:"name"`
	Scenario  string `json:"scenario"`
}

type joined struct {
	Native      int    `json:"native_code"`
	Session     string `json:"session,omitempty"`
	BroughtBy   string `json:"brought_by,omitempty"`
	WaitingRoom bool   `json:"waiting_room"`
}

type refused struct {
	Native int `json:"native_code"`
}

// join is a bot's try to get in.
func (s *Server) join(w http.ResponseWriter, r *http.Request) {
	var a attempt
	if !readJSON(w, r, &a) {
		return
	}
	row, failing := s.due(AtJoin)

	s.mu.Lock()
	native := answers[row].native
	if !failing {
		native = s.gate.judge(a)
	}
	s.gate.note(a, native)
	var answer any = refused{native}
	if native == nativeOK {
		answer = s.admit(a)
	}
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, answer)
}

// admit lets a bot in and burns the token that brought it.
func (s *Server) admit(a attempt) joined {
	broughtBy := "" // with a ZAK, the bot is the user
	if t := s.gate.tickets[a.OnBehalf]; t != nil {
		t.burnt = true
		broughtBy = t.user.Name
	}
	n := s.begin(a, broughtBy)
	return joined{nativeOK, n.ID, broughtBy, n.State == StateWaitingRoom}
}

// note counts a try, and the mail that Zoom may write to the host about a bot
// that waits outside.
func (g *gate) note(a attempt, native int) {
	g.tries[a.MeetingID]++
	if native == nativeUserAbsent || native == nativeUnknown {
		g.mails = append(g.mails, Mail{a.MeetingID, fmt.Sprintf("%q is waiting to join your meeting.", a.Name)})
	}
}

// judge says what Zoom would: zero, or why not.
func (g *gate) judge(a attempt) int {
	if !meetingNumber().MatchString(a.MeetingID) {
		return nativeNoSuchMeeting
	}
	if native := g.inspect(a); native != nativeOK {
		return native
	}
	if script, ok := scripts[a.Scenario]; ok {
		key := a.Scenario + " " + a.MeetingID
		if g.scripted[key]++; script.times < 0 || g.scripted[key] <= script.times {
			return script.native
		}
		delete(g.scripted, key) // the next run starts anew
		return nativeOK
	}
	if a.OnBehalf != "" && !g.isPresent(a.MeetingID) {
		return nativeUserAbsent
	}
	return nativeOK
}

// inspect looks at the tokens.
func (g *gate) inspect(a attempt) int {
	obf, key := g.tickets[a.OnBehalf], g.tickets[a.ZAK]
	switch {
	case a.OnBehalf != "" && a.ZAK != "":
		return nativeConflict
	case a.ZAK != "" && (key == nil || key.kind != zak):
		return nativeNoneValid
	case a.ZAK != "":
		return nativeOK
	case a.OnBehalf == "":
		return nativeTokenMissing
	case obf == nil || obf.kind != onBehalf || obf.burnt:
		return nativeTokenInvalid
	case obf.meeting != a.MeetingID:
		return nativeOtherMeeting
	}
	return nativeOK
}

func (g *gate) isPresent(meeting string) bool {
	if present, listed := g.presence[meeting]; listed {
		return present
	}
	return g.present
}
