package auth

import (
	"crypto/sha256"
	"encoding/base64"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// pkceZoom gives tokens only for a code that comes with its verifier.
func pkceZoom(z *fakeZoom, challenge *string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		sum := sha256.Sum256([]byte(r.PostForm.Get("code_verifier")))
		if base64.RawURLEncoding.EncodeToString(sum[:]) != *challenge {
			refuse(w, http.StatusBadRequest, "invalid_grant", "Invalid authorization code")
			return
		}
		z.usual(w, r)
	}
}

// A browser that takes localhost for the other family of addresses brings the
// answer to whoever listens at our port there. We never name localhost, so this
// takes a browser, or a Zoom app, that rewrites our address; even then the code
// is worth nothing without the verifier, which never leaves this process but
// for Zoom, and what is stored stays as it is.
func TestF08ASquatterAtOurPortOfTheOtherFamily(t *testing.T) {
	if !hasIPv6(t.Context()) {
		t.Skip("this machine has no [::1], so nobody can squat on the other family of addresses")
	}
	for ours, theirs := range map[string]string{"http://127.0.0.1/callback": "::1", "http://[::1]/callback": "127.0.0.1"} {
		for name, end := range map[string]fault.Kind{"the limit": fault.SignInTimedOut, "cancel": fault.SignInCancelled} {
			t.Run(ours+", "+name, func(t *testing.T) {
				z, vault := newZoom(t), newVault()
				challenge := ""
				z.answer = pkceZoom(z, &challenge)
				a := newAuth(t, z.config(vault, t.TempDir()))
				acc := stored(t, a, z, time.Hour)
				before := vault.names()

				job := app.SignInJob{App: public, Expected: acc}
				job.App.RedirectURI = ours
				if end == fault.SignInTimedOut {
					job.Limit = 500 * time.Millisecond
				}
				p := beginJob(t, a, job)
				challenge = p.link.Query().Get("code_challenge")
				if strings.Contains(p.link.String(), "localhost") {
					t.Errorf("our redirect says localhost: %s", p.link)
				}
				got := squat(t, p, theirs)

				// The squatter tries to make tokens of it.
				form := url.Values{
					"grant_type": {"authorization_code"}, "code": got["code"], "redirect_uri": {p.redirect},
					"client_id": {public.ClientID}, "code_verifier": {challenge},
				}
				for range 2 {
					res, err := http.PostForm(z.URL+"/oauth/token", form)
					if err != nil {
						t.Fatal(err)
					}
					_ = res.Body.Close()
					if res.StatusCode != http.StatusBadRequest {
						t.Errorf("the code was worth something: %d", res.StatusCode)
					}
					form.Del("code_verifier")
				}

				if end == fault.SignInCancelled {
					p.cancel()
				}
				<-p.ended
				wantFault(t, p.err, end)
				after := vault.names()
				if len(after) != len(before) || !after["tokens-acc"].Equal(before["tokens-acc"]) || !p.closed() {
					t.Errorf("kept %v, closed %v", after, p.closed())
				}
				if access, err := a.Token(t.Context(), public, acc); err != nil || access.Token.Reveal() != marker+"TOKEN-access-0" {
					t.Errorf("the account is not as before: %v", err)
				}
			})
		}
	}
}

// squat listens at our port of another address, has a browser bring the answer
// there, and gives what the squatter has got.
func squat(t *testing.T, p *trial, address string) url.Values {
	t.Helper()
	u, err := url.Parse(p.redirect)
	if err != nil {
		t.Fatal(err)
	}
	var config net.ListenConfig
	l, err := config.Listen(t.Context(), "tcp", net.JoinHostPort(address, u.Port()))
	if err != nil {
		t.Fatalf("the port was free for everybody else: %v", err)
	}
	var got url.Values
	squatter := httptest.NewUnstartedServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.URL.Query() }))
	squatter.Listener = l
	squatter.Start()
	defer squatter.Close()
	u.Host = l.Addr().String()
	visit(t, http.MethodGet, u.String()+"?"+url.Values{"code": {code}, "state": {p.state}}.Encode())
	if got.Get("code") != code || got.Get("state") != p.state || got.Has("code_verifier") {
		t.Errorf("the squatter got %v", got)
	}
	return got
}
