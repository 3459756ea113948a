package sandbox

import (
	"net/http"
	"regexp"
	"strings"
	"sync"

	"behalf/app"
)

// The ids of the one user.
const (
	userID    = "AdaSandboxUser_01"
	accountID = "SandboxAccount_01"
)

var meetingNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9]{9,12}$`) })

// admitted says whether an API call may go on; if not, it has been answered.
// id is what the call is about, scopes any one of which it takes.
func (s *Server) admitted(w http.ResponseWriter, r *http.Request, where Where, id string, scopes ...string) bool {
	if row, ok := s.due(where, AtAPI); ok {
		s.say(w, row, id, scopes[0])
		return false
	}
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		token = ""
	}
	if row, ok := s.bearer(token, scopes...); !ok {
		s.say(w, row, id, scopes[0])
		return false
	}
	return true
}

// profile is GET /v2/users/me, with the odd types that Zoom's has.
func (s *Server) profile(w http.ResponseWriter, r *http.Request) {
	user := r.PathValue("user")
	if !s.admitted(w, r, AtProfile, user, app.ScopeUser) {
		return
	}
	if user != "me" && user != userID {
		s.say(w, RowUserGone, user, "")
		return
	}
	first, last, _ := strings.Cut(s.opt.UserName, " ")
	writeJSON(w, http.StatusOK, map[string]any{
		"id":           userID,
		"account_id":   accountID,
		"display_name": s.opt.UserName,
		"first_name":   first,
		"last_name":    last,
		"email":        s.opt.UserEmail,
		"type":         1,
		"status":       "active",
		"pmi":          5551112222,
		"use_pmi":      false,
		"timezone":     "Europe/London",
		"login_types":  []int{100},
	})
}

// mint is GET /v2/users/me/token: a token for one meeting in the user's name,
// or one to be the user. As at Zoom, nobody need be in the meeting yet.
func (s *Server) mint(w http.ResponseWriter, r *http.Request) {
	var scopes []string
	q := r.URL.Query()
	user, meeting := r.PathValue("user"), q.Get("meeting_id")
	switch q.Get("type") {
	case "zak":
		scopes = []string{app.ScopeToken, app.ScopeZAK}
	default:
		scopes = []string{app.ScopeToken}
	}
	id := meeting
	if id == "" {
		id = user
	}
	if !s.admitted(w, r, AtMint, id, scopes...) {
		return
	}
	switch {
	case user != "me":
		s.say(w, RowUserGone, user, "")
	case q.Get("type") == "zak":
		s.give(w, ticket{kind: zak})
	case q.Get("type") != "onbehalf":
		badField(w, "type")
	case !meetingNumber().MatchString(meeting):
		badField(w, "meeting_id")
	default:
		s.give(w, ticket{kind: onBehalf, meeting: meeting})
	}
}

// localRecording is the token with which a bot may record.
func (s *Server) localRecording(w http.ResponseWriter, r *http.Request) {
	meeting := r.PathValue("meeting")
	if !s.admitted(w, r, AtRecording, meeting, app.ScopeRecording) {
		return
	}
	if !meetingNumber().MatchString(meeting) {
		badField(w, "meetingId")
		return
	}
	s.give(w, ticket{kind: recording, meeting: meeting})
}

func (s *Server) unknownPath(w http.ResponseWriter, r *http.Request) {
	if row, ok := s.due(AtAPI); ok {
		s.say(w, row, r.URL.Path, app.ScopeToken)
		return
	}
	s.say(w, RowNoSuchPath, "", "")
}

// give makes a token and remembers at the gate what it is good for.
func (s *Server) give(w http.ResponseWriter, t ticket) {
	s.mu.Lock()
	token := s.secret(string(t.kind), 480)
	s.gate.tickets[token] = &t
	s.gate.mints[t.kind]++
	s.mu.Unlock()
	answer := map[string]any{"token": token}
	if t.kind == recording {
		answer["expire_in"] = 120
	}
	writeJSON(w, http.StatusOK, answer)
}

func badField(w http.ResponseWriter, field string) {
	writeJSON(w, http.StatusBadRequest, map[string]any{
		"code":    300,
		"message": "Validation Failed.",
		"errors":  []map[string]string{{"field": field, "message": "Invalid field."}},
	})
}
