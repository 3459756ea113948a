package sandbox

import (
	"net/http"
	"slices"
	"time"
)

// longestPoll is how long a bot's question for news is held open.
const longestPoll = 25 * time.Second

// The states of a session.
const (
	StateWaitingRoom = "waiting_room"
	StateInMeeting   = "in_meeting"
	StateEnded       = "ended"
)

// Why a session ended.
const (
	ReasonHostEnded = "host_ended"
	ReasonRemoved   = "removed"
	ReasonUserLeft  = "authorized_user_left"
	ReasonLeft      = "left"
)

// Session is one stay of a bot in a meeting.
type Session struct {
	ID         string `json:"id"`
	MeetingID  string `json:"meeting_id"`
	Name       string `json:"name"`
	Scenario   string `json:"scenario,omitempty"`
	BroughtBy  string `json:"brought_by,omitempty"`
	State      string `json:"state"`
	Reason     string `json:"reason,omitempty"`
	NativeCode int    `json:"native_code"`
}

// session is a Session that is going on. Its fields are under the server's
// lock; the channels are closed under it.
type session struct {
	Session
	changed chan struct{} // closed, and replaced, when the state changes
	over    chan struct{} // closed when it ended
}

// Sessions lists all there were, oldest first.
func (s *Server) Sessions() []Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gate.list()
}

func (g *gate) list() []Session {
	all := make([]Session, len(g.sessions))
	for i, n := range g.sessions {
		all[i] = n.Session
	}
	return all
}

// begin starts a session; at a server that is closing, one that is over. The
// caller holds the lock, as Close does before it waits for the sessions.
func (s *Server) begin(a attempt, broughtBy string) *session {
	n := &session{
		Session: Session{
			ID: "s-" + random(16), MeetingID: a.MeetingID, Name: a.Name, Scenario: a.Scenario,
			BroughtBy: broughtBy, State: StateInMeeting,
		},
		changed: make(chan struct{}),
		over:    make(chan struct{}),
	}
	lasts, reason := s.opt.MeetingLasts, ReasonHostEnded
	switch a.Scenario {
	case scenarioWaitingRoom:
		n.State = StateWaitingRoom
	case scenarioUserLeft:
		reason = ReasonUserLeft
		if lasts < 0 {
			lasts = defaultMeetingLasts
		}
	}
	s.gate.sessions = append(s.gate.sessions, n)
	waiting := n.State == StateWaitingRoom
	select {
	case <-s.closing:
		n.end(ReasonHostEnded)
		return n
	default:
	}
	s.running.Go(func() { s.live(n, waiting, lasts, reason) })
	return n
}

// live takes a session through what happens to it by itself.
func (s *Server) live(n *session, waiting bool, lasts time.Duration, reason string) {
	if waiting {
		if !s.passed(n, s.opt.AdmitAfter) {
			return
		}
		s.mu.Lock()
		n.enter(StateInMeeting)
		s.mu.Unlock()
	}
	if lasts >= 0 && s.passed(n, lasts) {
		s.mu.Lock()
		n.end(reason)
		s.mu.Unlock()
	}
}

// passed waits, and says whether the session is still going on afterwards.
func (s *Server) passed(n *session, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-n.over:
	case <-s.closing:
	}
	return false
}

func (n *session) enter(state string) {
	if n.State == StateEnded {
		return
	}
	n.State = state
	close(n.changed)
	n.changed = make(chan struct{})
}

func (n *session) end(reason string) {
	if n.State == StateEnded {
		return
	}
	n.Reason = reason
	if reason == ReasonUserLeft {
		n.NativeCode = nativeUserLeft
	}
	n.enter(StateEnded)
	close(n.over)
}

// find gives a session, or answers that there is none.
func (s *Server) find(w http.ResponseWriter, r *http.Request) *session {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.gate.sessions, func(n *session) bool { return n.ID == r.PathValue("id") })
	if i < 0 {
		http.Error(w, "There is no such session.", http.StatusNotFound)
		return nil
	}
	return s.gate.sessions[i]
}

type news struct {
	State  string `json:"state"`
	Reason string `json:"reason,omitempty"`
	Native int    `json:"native_code"`
}

// watchSession answers as soon as the state is another than the one known, or
// after a while all the same.
func (s *Server) watchSession(w http.ResponseWriter, r *http.Request) {
	n := s.find(w, r)
	if n == nil {
		return
	}
	known := r.URL.Query().Get("after")
	timer := time.NewTimer(longestPoll)
	defer timer.Stop()
	for waiting := true; ; {
		s.mu.Lock()
		now, changed := n.Session, n.changed
		s.mu.Unlock()
		if !waiting || now.State != known || now.State == StateEnded {
			writeJSON(w, http.StatusOK, news{now.State, now.Reason, now.NativeCode})
			return
		}
		select {
		case <-changed:
		case <-timer.C:
			waiting = false
		case <-s.closing:
			waiting = false
		case <-r.Context().Done():
			return
		}
	}
}

func (s *Server) leave(w http.ResponseWriter, r *http.Request) {
	n := s.find(w, r)
	if n == nil {
		return
	}
	s.mu.Lock()
	n.end(ReasonLeft)
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, map[string]any{})
}
