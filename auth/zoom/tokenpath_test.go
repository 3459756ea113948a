package zoom_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/sandbox"
	"behalf/auth/zoom"
)

func TestF16RefusedTokenIsRenewedOnce(t *testing.T) {
	r := connect(t, sandbox.Options{})
	r.server.Fail(sandbox.AtMint, sandbox.RowTokenExpired, 1)
	got, err := r.OnBehalf(t.Context(), r.app, account, meeting)
	if err != nil || got.Token.Empty() || r.asked != 1 || r.told != 0 {
		t.Errorf("%v, asked %d times, told %d times", err, r.asked, r.told)
	}

	r.asked, r.renewed = 0, secret.Text{}
	r.server.Fail(sandbox.AtMint, sandbox.RowTokenExpired, 1)
	if _, err := r.OnBehalf(t.Context(), r.app, account, meeting); !fault.Is(err, fault.SignInNeeded) {
		t.Errorf("no newer token: %v", err)
	}
	if mints := r.server.State().Mints["onbehalf"]; mints != 1 {
		t.Errorf("%d tokens minted, want 1", mints)
	}
}

// A token that is refused although it is brand-new ends the sign-in. Nothing is
// tried a third time.
func TestF19RefusedAfterARefresh(t *testing.T) {
	r := connect(t, sandbox.Options{})
	r.renewed = secret.New(sandbox.Marker + "-newer")
	r.server.Fail(sandbox.AtMint, sandbox.RowTokenInvalid, -1)
	_, err := r.OnBehalf(t.Context(), r.app, account, meeting)
	if !errors.Is(err, errRejected) || r.asked != 1 || r.told != 1 {
		t.Errorf("%v, asked %d times, told %d times", err, r.asked, r.told)
	}
}

// script answers with one body after another, and counts.
type script struct {
	bodies []string
	asked  int
}

func (s *script) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	body := s.bodies[min(s.asked, len(s.bodies)-1)]
	s.asked++
	w.WriteHeader(http.StatusUnauthorized)
	_, _ = w.Write([]byte(body))
}

// failing is an Access that has no newer token.
type failing struct {
	tokens
	err error
}

func (f failing) Refused(context.Context, app.ZoomApp, app.Account, secret.Text) (app.Access, error) {
	return app.Access{}, f.err
}

// Only Zoom can say that a grant is dead.
func TestF19WhoRefusesTheToken(t *testing.T) {
	superseded := `{"code":4741,"message":"x"}`
	for name, c := range map[string]struct {
		bodies []string
		renew  error
		want   fault.Kind
		asked  int
	}{
		"Zoom, twice":                       {bodies: []string{`{"code":124,"message":"x"}`}, want: fault.SignInEnded, asked: 2},
		"a gateway, twice":                  {bodies: []string{``}, want: fault.SignInNeeded, asked: 2},
		"an unknown code, twice":            {bodies: []string{`{"code":9,"message":"x"}`}, want: fault.SignInNeeded, asked: 2},
		"a gateway, then Zoom":              {bodies: []string{``, `{"code":124,"message":"x"}`}, want: fault.SignInEnded, asked: 2},
		"then it is something else":         {bodies: []string{`{"code":124,"message":"x"}`, `{"code":3001,"message":"x"}`}, want: fault.NoSuchMeeting, asked: 2},
		"a newer sign-in, twice":            {bodies: []string{superseded}, want: fault.SignInElsewhere, asked: 2},
		"a newer sign-in, no grant left":    {bodies: []string{superseded}, renew: fault.New(fault.SignInEnded), want: fault.SignInElsewhere, asked: 1},
		"a newer sign-in, keychain locked":  {bodies: []string{superseded}, renew: fault.New(fault.KeychainLocked), want: fault.KeychainLocked, asked: 1},
		"an expired token, no network left": {bodies: []string{`{"code":124,"message":"x"}`}, renew: fault.New(fault.ZoomUnreachable), want: fault.ZoomUnreachable, asked: 1},
	} {
		s := &script{bodies: c.bodies}
		cfg := config(t, s.ServeHTTP)
		if c.renew != nil {
			cfg.Access = failing{token("t"), c.renew}
		}
		if _, err := mint(t, zoom.New(cfg)); !fault.Is(err, c.want) || s.asked != c.asked {
			t.Errorf("%s: %v, asked %d times, want %s and %d", name, err, s.asked, c.want, c.asked)
		}
	}
}

// moved is an Access whose newer token belongs to another API.
type moved struct {
	tokens
	newer app.Access
}

func (m moved) Refused(context.Context, app.ZoomApp, app.Account, secret.Text) (app.Access, error) {
	return m.newer, nil
}

// Zoom may move an account; the refresh says where to.
func TestNewerTokenBringsItsOwnAPI(t *testing.T) {
	var hosts []string
	c := zoom.New(zoom.Config{
		Access: moved{token("t"), app.Access{Token: secret.New("u"), APIURL: "https://api-eu.zoom.us"}},
		HTTP: &http.Client{Transport: door(func(r *http.Request) (*http.Response, error) {
			hosts = append(hosts, r.URL.Host+" "+r.Header.Get("Authorization"))
			w := httptest.NewRecorder()
			w.WriteHeader(http.StatusUnauthorized)
			return w.Result(), nil
		})},
	})
	_, _ = mint(t, c) // it must fail; where it went is what counts
	if want := []string{"api.zoom.us Bearer t", "api-eu.zoom.us Bearer u"}; !slices.Equal(hosts, want) {
		t.Errorf("asked %v, want %v", hosts, want)
	}
}

// door is a function as a network.
type door func(*http.Request) (*http.Response, error)

func (d door) RoundTrip(r *http.Request) (*http.Response, error) { return d(r) }

// Where no meeting is named, "not of this account" is about the user.
func TestUserWhoMoved(t *testing.T) {
	c := answering(t, 400, nil, `{"code":1010,"message":"User does not belong to this account"}`)
	_, zak := c.ZAK(t.Context(), app.ZoomApp{}, account)
	_, profile := c.Profile(t.Context(), app.CloudZoom, "", secret.New("t"))
	for name, err := range map[string]error{"zak": zak, "profile": profile} {
		if !fault.Is(err, fault.SignInEnded) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
