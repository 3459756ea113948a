package sandbox

import (
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"time"
)

// grant is what a user granted to an app. Zoom keeps one for each pair: the
// next sign-in ends it.
type grant struct {
	app     *App
	user    User
	access  map[string]pass
	refresh string
	scopes  []string // of the latest tokens
}

// pass is an access token.
type pass struct {
	until  time.Time
	scopes []string
}

// Grant is one that is alive, without its tokens.
type Grant struct {
	ClientID string   `json:"client_id"`
	UserID   string   `json:"user_id"`
	Scopes   []string `json:"scopes"` // of the latest tokens
}

// pair is who granted to whom.
type pair struct{ clientID, userID string }

// begin makes a new grant and ends the one there was. The caller holds the
// lock.
func (in *signIn) begin(a *App, u User) *grant {
	of := pair{a.ClientID, u.ID}
	if old := in.grants[of]; old != nil {
		in.superseded[old.refresh] = true
	}
	g := &grant{app: a, user: u, access: map[string]pass{}}
	in.grants[of] = g
	return g
}

// holding gives the grant with a token, of either kind, that has not been
// replaced or revoked; an access token may have expired.
func (in *signIn) holding(token string) *grant {
	for _, g := range in.grants {
		if _, ok := g.access[token]; ok || same(token, g.refresh) {
			return g
		}
	}
	return nil
}

// answerTokens gives the grant new tokens. The old refresh token is dead at
// once; old access tokens live on until they expire. The caller holds the lock.
func (s *Server) answerTokens(g *grant) map[string]any {
	access := s.secret("access", 700+mathrand.IntN(400)) // Zoom's differ as much
	g.scopes = g.app.Scopes
	g.access[access] = pass{s.now().Add(s.opt.AccessLife), g.scopes}
	g.refresh = s.secret("refresh", 700+mathrand.IntN(400))
	return map[string]any{
		"access_token":  access,
		"token_type":    "bearer",
		"refresh_token": g.refresh,
		"expires_in":    int(s.opt.AccessLife.Seconds()),
		"scope":         strings.Join(g.scopes, " "),
		"api_url":       s.url,
	}
}

// bearer says who calls with an access token that is good for one of the
// scopes; if nobody, which row says so.
func (s *Server) bearer(token string, scopes ...string) (User, Row) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if token == "" {
		return User{}, RowTokenEmpty
	}
	for _, g := range s.signIn.grants {
		p, ok := g.access[token]
		switch {
		case !ok:
			continue
		case !s.now().Before(p.until):
			return User{}, RowTokenExpired
		case !allows(p.scopes, scopes...):
			return User{}, RowScopeMissing
		}
		return g.user, ""
	}
	return User{}, RowTokenInvalid
}

// Alive says whether a refresh or access token is still good for something.
func (s *Server) Alive(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if token == "" {
		return false
	}
	g := s.signIn.holding(token)
	if g == nil {
		return false
	}
	p, access := g.access[token]
	return !access || s.now().Before(p.until)
}

// Remove plays a user who takes Behalf off the list of their apps at Zoom:
// whatever they granted is dead. No app is told.
func (s *Server) Remove(userID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for of := range s.signIn.grants {
		if of.userID == userID {
			delete(s.signIn.grants, of)
		}
	}
}

func (in *signIn) list() []Grant {
	all := []Grant{}
	for of, g := range in.grants {
		all = append(all, Grant{of.clientID, of.userID, slices.Clone(g.scopes)})
	}
	slices.SortFunc(all, func(a, b Grant) int {
		return strings.Compare(a.ClientID+" "+a.UserID, b.ClientID+" "+b.UserID)
	})
	return all
}
