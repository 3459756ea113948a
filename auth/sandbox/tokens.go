package sandbox

import (
	"net/http"
	"net/url"
)

const grantDevice = "urn:ietf:params:oauth:grant-type:device_code"

// token is the token endpoint. Like Zoom's, it takes its parameters from the
// body or the query.
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	client := s.client(r)
	s.mu.Lock()
	tokens, complaint := s.tokensFor(client, r.Form)
	s.mu.Unlock()
	if complaint != "" {
		s.say(w, complaint, "", "")
		return
	}
	writeJSON(w, http.StatusOK, tokens)
}

// tokensFor counts what it gives and refuses. The caller holds the lock.
func (s *Server) tokensFor(client *App, form url.Values) (tokens map[string]any, complaint Row) {
	what := form.Get("grant_type")
	switch {
	case client == nil:
		complaint = RowBadClient
	case what == "authorization_code":
		tokens, complaint = s.exchange(client, form)
	case what == "refresh_token":
		tokens, complaint = s.refresh(client, form.Get("refresh_token"))
	case what == grantDevice:
		tokens, complaint = s.poll(client, form.Get("device_code"))
	default:
		complaint = RowBadGrantType
	}
	s.counts.noteTokens(what, complaint == "")
	return tokens, complaint
}

// exchange turns a code into tokens, and ends whatever the user granted to the
// app before.
func (s *Server) exchange(client *App, form url.Values) (map[string]any, Row) {
	q, ok := s.signIn.redeem(form.Get("code"), s.now())
	switch {
	case !ok || q.app != client:
		return nil, RowBadCode
	case form.Get("redirect_uri") != q.redirect: // here the port counts
		return nil, RowRedirectMismatch
	case !q.holds(form.Get("code_verifier")):
		return nil, RowBadCode
	}
	return s.answerTokens(s.signIn.begin(client, q.user)), ""
}

// refresh turns the latest refresh token into tokens; any older one is dead.
func (s *Server) refresh(client *App, token string) (map[string]any, Row) {
	for _, g := range s.signIn.grants {
		if g.app == client && same(token, g.refresh) {
			return s.answerTokens(g), ""
		}
	}
	switch {
	case s.opt.TellSuperseded && s.signIn.superseded[token]:
		return nil, RowSuperseded
	case client.public():
		return nil, RowGrantDeadPublic
	}
	return nil, RowGrantDead
}

// revoke ends the grant of an access or refresh token. Zoom does not say what
// it answers for a token that is dead already; here, the same.
func (s *Server) revoke(w http.ResponseWriter, r *http.Request) {
	client := s.client(r)
	if client == nil {
		s.say(w, RowBadClient, "", "")
		return
	}
	s.mu.Lock()
	s.counts.Revokes++
	if g := s.signIn.holding(r.Form.Get("token")); g != nil && g.app == client {
		delete(s.signIn.grants, pair{g.app.ClientID, g.user.ID})
	}
	s.mu.Unlock()
	s.say(w, RowRevoked, "", "")
}
