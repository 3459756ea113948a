package sandbox

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"behalf/app"
)

var meetingNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9]{9,12}$`) })

// admitted says who calls; if nobody may, that has been answered. The call
// takes any one of the scopes.
func (s *Server) admitted(w http.ResponseWriter, r *http.Request, scopes ...string) (User, bool) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		token = ""
	}
	user, complaint := s.bearer(token, scopes...)
	if complaint != "" {
		s.say(w, complaint, about(r), scopes[0])
	}
	return user, complaint == ""
}

// profile is GET /v2/users/me, with the odd types that Zoom's has.
func (s *Server) profile(w http.ResponseWriter, r *http.Request) {
	user, ok := s.admitted(w, r, app.ScopeUser)
	if !ok {
		return
	}
	if asked := r.PathValue("user"); asked != "me" && asked != user.ID {
		s.stranger(w, user, asked)
		return
	}
	s.mu.Lock()
	s.counts.Profiles++
	s.mu.Unlock()
	first, last, _ := strings.Cut(user.Name, " ")
	writeJSON(w, http.StatusOK, map[string]any{
		"id":           user.ID,
		"account_id":   user.AccountID,
		"display_name": user.Name,
		"first_name":   first,
		"last_name":    last,
		"email":        user.Email,
		"type":         1,
		"status":       user.Status,
		"pmi":          5551112222,
		"use_pmi":      false,
		"timezone":     "Europe/London",
		"login_types":  []int{100},
	})
}

// stranger refuses to tell a user of another one.
func (s *Server) stranger(w http.ResponseWriter, user User, asked string) {
	row := RowUserGone
	if other, ok := s.user(asked); ok && other.AccountID != user.AccountID {
		row = RowUserElsewhere
	}
	s.say(w, row, asked, "")
}

// mint is GET /v2/users/me/token: a token for one meeting in the user's name,
// or one to be the user. As at Zoom, nobody need be in the meeting yet.
func (s *Server) mint(w http.ResponseWriter, r *http.Request) {
	kind := r.URL.Query().Get("type")
	scopes := []string{app.ScopeToken}
	if kind == "zak" {
		scopes = append(scopes, app.ScopeZAK)
	}
	user, ok := s.admitted(w, r, scopes...)
	if !ok {
		return
	}
	asked, meeting := r.PathValue("user"), r.URL.Query().Get("meeting_id")
	switch {
	case asked != "me":
		s.stranger(w, user, asked)
	case kind == "zak":
		s.give(w, ticket{kind: zak, user: user})
	case kind != "onbehalf":
		badField(w, "type")
	case !meetingNumber().MatchString(meeting):
		badField(w, "meeting_id")
	default:
		s.give(w, ticket{kind: onBehalf, user: user, meeting: meeting})
	}
}

// zak is the other way to a token to be the user.
func (s *Server) zak(w http.ResponseWriter, r *http.Request) {
	user, ok := s.admitted(w, r, app.ScopeZAK)
	switch asked := r.PathValue("user"); {
	case !ok:
	case asked != "me":
		s.stranger(w, user, asked)
	default:
		s.give(w, ticket{kind: zak, user: user})
	}
}

// localRecording is the token with which a bot may record. Only the host gets
// it. What Zoom says to others is a guess: that there is no such meeting, as
// it says of meetings that somebody may not see.
func (s *Server) localRecording(w http.ResponseWriter, r *http.Request) {
	user, ok := s.admitted(w, r, app.ScopeRecording)
	meeting := r.PathValue("meeting")
	switch {
	case !ok:
	case !meetingNumber().MatchString(meeting):
		badField(w, "meetingId")
	case s.opt.Hosted != nil && !slices.Contains(s.opt.Hosted, meeting):
		s.say(w, RowNoMeeting, meeting, "")
	default:
		s.give(w, ticket{kind: recording, user: user, meeting: meeting})
	}
}

// meetings lists those that the user hosts, on one page.
func (s *Server) meetings(w http.ResponseWriter, r *http.Request) {
	user, ok := s.admitted(w, r, app.ScopeMeetings)
	if !ok {
		return
	}
	if asked := r.PathValue("user"); asked != "me" && asked != user.ID {
		s.stranger(w, user, asked)
		return
	}
	hosted := []map[string]any{}
	for _, number := range s.opt.Hosted {
		hosted = append(hosted, map[string]any{
			"id": json.Number(number), "topic": "A meeting", "type": 2, "host_id": user.ID,
			"start_time": s.now().UTC().Format(time.RFC3339), "duration": 60, "timezone": "Europe/London",
			"join_url": "https://us02web.zoom.us/j/" + number,
		})
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"meetings": hosted, "next_page_token": "", "page_count": 1, "page_number": 1, "page_size": 30, "total_records": len(hosted),
	})
}

func (s *Server) unknownPath(w http.ResponseWriter, _ *http.Request) {
	s.say(w, RowNoSuchPath, "", "")
}

// recordingLife is how long a bot may take to begin with such a token.
const recordingLife = 120 * time.Second

// give makes a token, remembers at the gate what it is good for, and hands it
// over.
func (s *Server) give(w http.ResponseWriter, t ticket) {
	s.mu.Lock()
	token := s.issue(t)
	s.mu.Unlock()
	answer := map[string]any{"token": token}
	if t.kind == recording {
		answer["expire_in"] = int(recordingLife.Seconds())
	}
	writeJSON(w, http.StatusOK, answer)
}

// issue makes a token. The caller holds the lock.
func (s *Server) issue(t ticket) string {
	token := s.secret(string(t.kind), 480)
	s.gate.tickets[token] = &t
	s.gate.mints[t.kind]++
	return token
}

// badField is RowBadField for any field.
func badField(w http.ResponseWriter, field string) {
	type complaint struct {
		Field   string `json:"field"`
		Message string `json:"message"`
	}
	writeJSON(w, http.StatusBadRequest, struct {
		Code    int         `json:"code"`
		Message string      `json:"message"`
		Errors  []complaint `json:"errors"`
	}{300, "Validation Failed.", []complaint{{field, "Invalid field."}}})
}
