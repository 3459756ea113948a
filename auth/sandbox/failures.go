package sandbox

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"

	"behalf/app"
)

// Where is a place that can be told to fail.
type Where string

// The places.
const (
	AtAuthorize Where = "authorize"
	AtDevice    Where = "device" // where device codes are given
	AtToken     Where = "token"
	AtRevoke    Where = "revoke"
	AtAPI       Where = "api" // any call of the API
	AtProfile   Where = "profile"
	AtMint      Where = "mint"
	AtRecording Where = "local_recording"
	AtMeetings  Where = "meetings"
	AtSignature Where = "signature" // the company's endpoint, not Zoom's
	AtJoin      Where = "join"
)

// inAPI says whether a place is part of the API.
func (where Where) inAPI() bool {
	return slices.Contains([]Where{AtAPI, AtProfile, AtMint, AtRecording, AtMeetings}, where)
}

// scope is what a place asks for first.
func (where Where) scope() string {
	switch where {
	case AtProfile:
		return app.ScopeUser
	case AtRecording:
		return app.ScopeRecording
	case AtMeetings:
		return app.ScopeMeetings
	}
	return app.ScopeToken
}

// Row names one thing that a place can answer. The numbers are the rows of the
// table that the project keeps of Zoom's answers, letters tell variants apart;
// words stand for what is in the way between Zoom and a program.
type Row string

// answer is what a row says. Most rows have a status and stand in place of the
// true answer, so that nothing is carried out. Those that alter the true answer,
// and those that carry out, let the handler do its work first. In header and
// body, {id}, {scope} and others stand for what reply fills in.
type answer struct {
	status     int
	header     map[string]string
	body       string
	page       string       // on the authorize page, instead of the body
	callback   url.Values   // at once, instead of a page; state and code are filled in
	native     int          // of a join
	alter      func(*reply) // of the true answer, if it is a success
	send       delivery     // nil: whole and at once
	carriesOut bool         // although nobody may hear of it
	only       Where        // empty: wherever it makes sense
}

// answers are those of all rows.
var answers = together(refusals(), successes(), joins(), storms(), spoils())

func together(tables ...map[Row]answer) map[Row]answer {
	all := map[Row]answer{}
	for _, t := range tables {
		maps.Copy(all, t)
	}
	return all
}

// fits says whether a row can be answered at a place.
func (row Row) fits(where Where) bool {
	a, known := answers[row]
	said := a.status != 0 && a.page == ""
	switch where {
	case AtAuthorize:
		return a.page != "" || a.callback != nil || said
	case AtJoin:
		return a.native != 0
	case AtDevice, AtToken, AtRevoke, AtAPI, AtProfile, AtMint, AtRecording, AtMeetings, AtSignature:
		return known && (said || a.alter != nil || a.send != nil) && (a.only == "" || a.only == where)
	}
	return false
}

// failing is a row that is due at a place.
type failing struct {
	row  Row
	left int // negative: for good
}

// Fail makes the next times requests at a place answer as the row says: after
// what was asked for there before, or always, if times is negative. No times
// lets the place work again. It panics if the place has no such row: that is
// a mistake in a test.
func (s *Server) Fail(where Where, row Row, times int) {
	if err := s.fail(where, row, times); err != nil {
		panic(err)
	}
}

func (s *Server) fail(where Where, row Row, times int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if times == 0 {
		delete(s.failures, where)
		return nil
	}
	if !row.fits(where) {
		return fmt.Errorf("stand-in Zoom: no row %q at %q", row, where)
	}
	s.failures[where] = append(s.failures[where], &failing{row, times})
	return nil
}

// due takes the next row that is due at one of the places.
func (s *Server) due(places ...Where) (Row, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, where := range places {
		if len(s.failures[where]) == 0 {
			continue
		}
		next := s.failures[where][0]
		if next.left--; next.left == 0 {
			s.failures[where] = s.failures[where][1:]
		}
		return next.row, true
	}
	return "", false
}

// at makes a handler a place: one that Fail reaches, and that is counted.
func (s *Server) at(where Where, next http.HandlerFunc) http.HandlerFunc {
	places := []Where{where}
	if where.inAPI() && where != AtAPI {
		places = append(places, AtAPI)
	}
	return s.late(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.counts.noteCall(where)
		s.mu.Unlock()
		row, ok := s.due(places...)
		if !ok {
			next(w, r)
			return
		}
		a := answers[row]
		out := s.reply(row, about(r), where.scope())
		if a.alter != nil || a.carriesOut {
			out = newReply()
			next(out, r)
			if a.alter != nil && out.status == http.StatusOK {
				a.alter(out)
			}
		}
		if a.send == nil {
			a.send = whole
		}
		a.send(s, w, r, out)
	})
}
