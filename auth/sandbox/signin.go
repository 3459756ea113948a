package sandbox

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	mathrand "math/rand/v2"
	"slices"
	"time"
)

const (
	codeLife    = 5 * time.Minute
	consentLife = 10 * time.Minute
	mostAsked   = 100 // consent pages that nobody answered
)

// signIn is who signed in: pages that wait for an answer, codes that wait for
// their exchange, and the one grant that is alive. Its methods are called
// under the server's lock.
type signIn struct {
	asked map[string]request // by nonce
	codes map[string]request
	grant *grant
}

// request is an authorization as it was asked for.
type request struct {
	redirect  string
	state     string
	hasState  bool
	challenge string
	method    string
	until     time.Time
}

// grant is what one authorization by the user gave. Zoom keeps one for each
// user and app: the next sign-in ends it.
type grant struct {
	access  map[string]time.Time // until when
	refresh string
	scopes  []string
}

func newSignIn() signIn {
	return signIn{asked: map[string]request{}, codes: map[string]request{}}
}

// ask remembers a request until its page is answered.
func (in *signIn) ask(q request, now time.Time) (nonce string) {
	for nonce, old := range in.asked {
		if now.After(old.until) || len(in.asked) >= mostAsked {
			delete(in.asked, nonce)
		}
	}
	nonce = random(32)
	q.until = now.Add(consentLife)
	in.asked[nonce] = q
	return nonce
}

// answered gives the request of a page, once.
func (in *signIn) answered(nonce string, now time.Time) (request, bool) {
	q, ok := in.asked[nonce]
	delete(in.asked, nonce)
	return q, ok && !now.After(q.until)
}

// redeem gives the request of a code, once.
func (in *signIn) redeem(code string, now time.Time) (request, bool) {
	q, ok := in.codes[code]
	delete(in.codes, code)
	return q, ok && !now.After(q.until)
}

// holds says whether the verifier answers the request's challenge.
func (q request) holds(verifier string) bool {
	switch {
	case q.challenge == "":
		return true
	case len(verifier) < 43 || len(verifier) > 128:
		return false
	}
	given := verifier
	if q.method == "S256" {
		sum := sha256.Sum256([]byte(verifier))
		given = base64.RawURLEncoding.EncodeToString(sum[:])
	}
	return subtle.ConstantTimeCompare([]byte(given), []byte(q.challenge)) == 1
}

// code makes one for a request that the user allowed.
func (s *Server) code(q request) string {
	code := s.secret("code", 64)
	q.until = s.now().Add(codeLife)
	s.signIn.codes[code] = q
	return code
}

// renew gives the grant new tokens. The old refresh token is dead at once; old
// access tokens live on until they expire.
func (s *Server) renew(g *grant) (access string) {
	access = s.secret("access", 700+mathrand.IntN(400)) // Zoom's differ as much
	g.access[access] = s.now().Add(s.opt.AccessLife)
	g.refresh = s.secret("refresh", 700+mathrand.IntN(400))
	return access
}

// bearer says whether an access token is good for one of the scopes; if not,
// which row says so.
func (s *Server) bearer(token string, scopes ...string) (Row, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if token == "" {
		return RowTokenEmpty, false
	}
	if s.signIn.grant == nil {
		return RowTokenInvalid, false
	}
	until, ok := s.signIn.grant.access[token]
	switch {
	case !ok:
		return RowTokenInvalid, false
	case !s.now().Before(until):
		return RowTokenExpired, false
	}
	granted := func(scope string) bool { return slices.Contains(s.signIn.grant.scopes, scope) }
	if !slices.ContainsFunc(scopes, granted) {
		return RowScopeMissing, false
	}
	return "", true
}
