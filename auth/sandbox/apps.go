package sandbox

import (
	"crypto/subtle"
	"fmt"
	"net/http"
	"net/url"
	"slices"
)

func (a *App) public() bool { return a.ClientSecret == "" }

// app gives the app of a client id, or nil.
func (s *Server) app(clientID string) *App {
	i := slices.IndexFunc(s.apps, func(a *App) bool { return a.ClientID == clientID })
	if i < 0 {
		return nil
	}
	return s.apps[i]
}

// SetScopes changes what an app asks for, or what users grant it: the next
// sign-in grants these, and so does the next refresh. Tokens that are out keep
// theirs. It panics if there is no such app: a mistake in a test.
func (s *Server) SetScopes(clientID string, scopes []string) {
	a := s.app(clientID)
	if a == nil {
		panic(fmt.Sprintf("stand-in Zoom: no app %q", clientID))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a.Scopes = slices.Clone(scopes)
}

// client reads the form and says which app asks, if any: a confidential client
// by Basic or by secret in the body, a public one by its id alone. Zoom takes
// no Basic from a public client.
func (s *Server) client(r *http.Request) *App {
	if err := r.ParseForm(); err != nil {
		return nil
	}
	id, key, basic := r.BasicAuth()
	if basic {
		id, key = unescape(id), unescape(key)
	} else {
		if r.Header.Get("Authorization") != "" {
			return nil
		}
		id, key = r.Form.Get("client_id"), r.Form.Get("client_secret")
	}
	a := s.app(id)
	if a == nil || (a.public() && basic) || !same(key, a.ClientSecret) {
		return nil
	}
	return a
}

func unescape(part string) string {
	if plain, err := url.QueryUnescape(part); err == nil {
		return plain
	}
	return part
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
