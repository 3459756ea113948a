package sandbox

import (
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"
	"time"

	"behalf/app"
)

// token is the token endpoint. Like Zoom's, it takes its parameters from the
// body or the query.
func (s *Server) token(w http.ResponseWriter, r *http.Request) {
	row, failing := s.due(AtToken)
	if failing && row != RowUnusual {
		s.say(w, row, s.opt.ClientID, app.ScopeToken)
		return
	}
	if !s.knownClient(r) {
		s.say(w, RowBadClient, "", "")
		return
	}
	var complaint Row
	var tokens map[string]any
	switch r.Form.Get("grant_type") {
	case "authorization_code":
		tokens, complaint = s.exchange(r.Form)
	case "refresh_token":
		tokens, complaint = s.refresh(r.Form.Get("refresh_token"))
	default:
		complaint = RowBadGrantType
	}
	if complaint != "" {
		s.say(w, complaint, "", "")
		return
	}
	if row == RowUnusual {
		tokens["scope"] = strings.Join(s.opt.Scopes, ",")
		tokens["api_url"] = "https://api-eu.zoom.us"
		tokens["new_field"] = map[string]any{"of": "a later version"}
	}
	writeJSON(w, http.StatusOK, tokens)
}

// knownClient reads the form and says who asks: a confidential client by Basic
// or by secret in the body, a public one by its id alone. Zoom takes no Basic
// from a public client.
func (s *Server) knownClient(r *http.Request) bool {
	if err := r.ParseForm(); err != nil {
		return false
	}
	id, key, basic := r.BasicAuth()
	if basic {
		id, key = unescape(id), unescape(key)
	} else {
		if r.Header.Get("Authorization") != "" {
			return false
		}
		id, key = r.Form.Get("client_id"), r.Form.Get("client_secret")
	}
	if s.opt.ClientSecret == "" && basic {
		return false
	}
	return same(id, s.opt.ClientID) && same(key, s.opt.ClientSecret)
}

func unescape(part string) string {
	if plain, err := url.QueryUnescape(part); err == nil {
		return plain
	}
	return part
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// exchange turns a code into tokens, and ends whatever the user granted before.
func (s *Server) exchange(form url.Values) (map[string]any, Row) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q, ok := s.signIn.redeem(form.Get("code"), s.now())
	switch {
	case !ok:
		return nil, RowBadCode
	case form.Get("redirect_uri") != q.redirect: // here the port counts
		return nil, RowRedirectMismatch
	case !q.holds(form.Get("code_verifier")):
		return nil, RowBadCode
	}
	s.signIn.grant = &grant{access: map[string]time.Time{}, scopes: s.opt.Scopes}
	return s.answerTokens(s.signIn.grant), ""
}

// refresh turns the latest refresh token into tokens; any older one is dead.
func (s *Server) refresh(token string) (map[string]any, Row) {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.signIn.grant
	if g == nil || !same(token, g.refresh) {
		if s.opt.ClientSecret == "" {
			return nil, RowGrantDeadPublic
		}
		return nil, RowGrantDead
	}
	return s.answerTokens(g), ""
}

func (s *Server) answerTokens(g *grant) map[string]any {
	access := s.renew(g)
	return map[string]any{
		"access_token":  access,
		"token_type":    "bearer",
		"refresh_token": g.refresh,
		"expires_in":    int(s.opt.AccessLife.Seconds()),
		"scope":         strings.Join(g.scopes, " "),
		"api_url":       s.url,
	}
}

// revoke ends the grant of an access or refresh token. Zoom does not say what
// it answers for a token that is dead already; here, the same.
func (s *Server) revoke(w http.ResponseWriter, r *http.Request) {
	if row, ok := s.due(AtRevoke); ok {
		s.say(w, row, s.opt.ClientID, app.ScopeToken)
		return
	}
	if !s.knownClient(r) {
		s.say(w, RowBadClient, "", "")
		return
	}
	token := r.Form.Get("token")
	s.mu.Lock()
	if g := s.signIn.grant; g != nil {
		if _, access := g.access[token]; access || same(token, g.refresh) {
			s.signIn.grant = nil
		}
	}
	s.mu.Unlock()
	s.say(w, RowRevoked, "", "")
}
