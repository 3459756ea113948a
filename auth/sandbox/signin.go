package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"time"
)

const (
	codeLife    = 5 * time.Minute
	consentLife = 10 * time.Minute
	mostAsked   = 100 // consent pages that nobody answered, and device codes
)

// signIn is who signed in: pages that wait for an answer, codes that wait for
// their exchange, devices that wait for a person, and the grants that are
// alive. Its methods are called under the server's lock.
type signIn struct {
	asked      map[string]request // by nonce
	codes      map[string]request
	devices    map[string]*device // by device code
	grants     map[pair]*grant
	superseded map[string]bool // refresh tokens that a newer sign-in ended
}

// request is an authorization as it was asked for, and of whom.
type request struct {
	app       *App
	user      User
	device    *device // that it is for, if any; then the rest is empty
	redirect  string
	state     string
	hasState  bool
	challenge string
	method    string
	until     time.Time
}

func newSignIn() signIn {
	return signIn{
		asked:      map[string]request{},
		codes:      map[string]request{},
		devices:    map[string]*device{},
		grants:     map[pair]*grant{},
		superseded: map[string]bool{},
	}
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
	return same(given, q.challenge)
}

// code makes one for a request that the user allowed.
func (s *Server) code(q request) string {
	code := s.secret("code", 64)
	q.until = s.now().Add(codeLife)
	s.signIn.codes[code] = q
	return code
}
