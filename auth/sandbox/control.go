package sandbox

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
)

// State is what a person or a test may see of a Server. It holds no secret.
type State struct {
	User      string         `json:"user"` // at the browser
	UserID    string         `json:"user_id"`
	Users     []User         `json:"users"`
	Grants    []Grant        `json:"grants"`  // alive
	Present   bool           `json:"present"` // in meetings that are not listed
	Meetings  []Meeting      `json:"meetings"`
	Sessions  []Session      `json:"sessions"`
	Mints     map[string]int `json:"mints"` // by type of token
	JoinTries int            `json:"join_tries"`
	Mails     []Mail         `json:"mails"` // what hosts would have been sent
	Counts    Counts         `json:"counts"`
}

// Meeting is one that somebody asked for.
type Meeting struct {
	ID        string `json:"id"`
	Present   bool   `json:"present"`
	JoinTries int    `json:"join_tries"`
	Mails     int    `json:"mails"`
}

// Mail is one that Zoom would have sent to a host.
type Mail struct {
	MeetingID string `json:"meeting_id"`
	Text      string `json:"text"`
}

// State gives the state.
func (s *Server) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := &s.gate
	state := State{
		User:     s.seated.Name,
		UserID:   s.seated.ID,
		Users:    slices.Clone(s.users),
		Grants:   s.signIn.list(),
		Present:  g.present,
		Meetings: []Meeting{},
		Sessions: g.list(),
		Mints:    map[string]int{},
		Mails:    append([]Mail{}, g.mails...),
		Counts:   s.counts,
	}
	for _, kind := range []ticketKind{onBehalf, zak, recording} {
		state.Mints[string(kind)] = g.mints[kind]
	}
	known := map[string]bool{}
	for id, tries := range g.tries {
		known[id] = true
		state.JoinTries += tries
	}
	for id := range g.presence {
		known[id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(known)) {
		m := Meeting{ID: id, Present: g.isPresent(id), JoinTries: g.tries[id]}
		for _, mail := range g.mails {
			if mail.MeetingID == id {
				m.Mails++
			}
		}
		state.Meetings = append(state.Meetings, m)
	}
	return state
}

// SetPresent says whether the user is in a meeting; an empty id means all. The
// bots that a user brought are put out when the user leaves. Several users come
// and go together.
func (s *Server) SetPresent(meetingID string, present bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if meetingID == "" {
		s.gate.present = present
		clear(s.gate.presence)
	} else {
		s.gate.presence[meetingID] = present
	}
	if present {
		return
	}
	for _, n := range s.gate.sessions {
		if n.BroughtBy != "" && (meetingID == "" || n.MeetingID == meetingID) {
			n.end(ReasonUserLeft)
		}
	}
}

// EndMeeting ends all sessions of a meeting; an empty id means all, an empty
// reason that the host ended it.
func (s *Server) EndMeeting(meetingID, reason string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.gate.sessions {
		if meetingID == "" || n.MeetingID == meetingID {
			n.end(cmp.Or(reason, ReasonHostEnded))
		}
	}
}

func (s *Server) showState(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, s.State())
}

func (s *Server) setPresent(w http.ResponseWriter, r *http.Request) {
	var wish struct {
		MeetingID string `json:"meeting_id"`
		Present   bool   `json:"present"`
	}
	if readJSON(w, r, &wish) {
		s.SetPresent(wish.MeetingID, wish.Present)
		writeJSON(w, http.StatusOK, s.State())
	}
}

func (s *Server) endMeeting(w http.ResponseWriter, r *http.Request) {
	var wish struct {
		MeetingID string `json:"meeting_id"`
		Reason    string `json:"reason"`
	}
	if !readJSON(w, r, &wish) {
		return
	}
	known := []string{"", ReasonHostEnded, ReasonRemoved, ReasonUserLeft, ReasonLeft}
	if !slices.Contains(known, wish.Reason) {
		http.Error(w, "There is no such reason.", http.StatusBadRequest)
		return
	}
	s.EndMeeting(wish.MeetingID, wish.Reason)
	writeJSON(w, http.StatusOK, s.State())
}

// SetElsewhere says where the rows that redirect lead from now on.
func (s *Server) SetElsewhere(address string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.elsewhere = address
}

// setFailure is Fail for other processes; times left out means once.
func (s *Server) setFailure(w http.ResponseWriter, r *http.Request) {
	wish := struct {
		Where     Where  `json:"where"`
		Row       Row    `json:"row"`
		Times     int    `json:"times"`
		Elsewhere string `json:"elsewhere"`
	}{Times: 1}
	if !readJSON(w, r, &wish) {
		return
	}
	if wish.Elsewhere != "" {
		s.SetElsewhere(wish.Elsewhere)
	}
	if err := s.fail(wish.Where, wish.Row, wish.Times); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{})
}

// controlPage is for the person who plays the user, and the host.
func (s *Server) controlPage(w http.ResponseWriter, _ *http.Request) {
	show(w, http.StatusOK, "control.html", s.State())
}

func (s *Server) pressControl(w http.ResponseWriter, r *http.Request) {
	switch r.PostFormValue("press") {
	case "present":
		s.SetPresent("", true)
	case "absent":
		s.SetPresent("", false)
	case "end":
		s.EndMeeting("", ReasonHostEnded)
	case "": // one of the users was pressed
		_ = s.seat(r.PostFormValue("user")) // the page shows who sits there
	}
	http.Redirect(w, r, "/sandbox/", http.StatusSeeOther)
}
