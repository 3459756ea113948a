package auth

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

func TestF09PublicSignIn(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	verifiers := map[string]bool{}
	for range 2 {
		p := begin(t, a, public)
		q := p.link.Query()
		for name, want := range map[string]string{
			"response_type": "code", "client_id": public.ClientID, "code_challenge_method": "S256",
		} {
			if q.Get(name) != want {
				t.Errorf("%s is %q", name, q.Get(name))
			}
		}
		if q.Has("scope") || len(q.Get("state")) < 22 || len(q) != 6 || p.link.Path != "/oauth/authorize" {
			t.Errorf("link: %s", p.link)
		}
		if u, _ := url.Parse(p.redirect); u.Hostname() != "127.0.0.1" || u.Path != "/callback" || u.Port() == "" {
			t.Errorf("redirect: %s", p.redirect)
		}
		r := p.finish(t)
		if p.err != nil {
			t.Fatal(p.err)
		}
		if r.status != http.StatusOK || !strings.Contains(r.body, "Connected") || !strings.Contains(r.body, "Ada Lovelace") {
			t.Errorf("page: %d %s", r.status, r.body)
		}
		calls := z.calls()
		form := calls[len(calls)-1].form
		verifier := form.Get("code_verifier")
		sum := sha256.Sum256([]byte(verifier))
		if base64.RawURLEncoding.EncodeToString(sum[:]) != q.Get("code_challenge") || len(verifier) < 43 || verifiers[verifier] {
			t.Errorf("verifier of %d characters", len(verifier))
		}
		verifiers[verifier] = true
		if form.Get("client_id") != public.ClientID || form.Has("client_secret") || form.Has("scope") ||
			form.Get("code") != code || form.Get("redirect_uri") != p.redirect || calls[0].authorization != "" {
			t.Errorf("exchange: %v", form)
		}
		if !p.closed() {
			t.Error("the listener is still open")
		}
	}
}

func TestTheAccountIsFilledAndStored(t *testing.T) {
	z, vault := newZoom(t), newVault()
	now := time.Now().Truncate(time.Second)
	cfg := z.config(vault, t.TempDir())
	cfg.Now = func() time.Time { return now }
	a := newAuth(t, cfg)
	p := begin(t, a, public)
	p.finish(t)
	want := app.Account{
		ID: p.acc.ID, UserID: "U1", AccountID: "A1", Name: "Ada Lovelace", Email: "ada@example.com",
		Cloud: app.CloudZoom, APIURL: "https://api-eu.zoom.us", State: app.Connected,
		Scopes: []string{"user:read:token", "user:read:user"}, LastProvedAt: now,
	}
	if diff := cmp.Diff(want, p.acc); diff != "" || p.acc.ID == "" || p.err != nil {
		t.Error(diff, p.err)
	}
	access, err := a.Token(t.Context(), public, p.acc)
	if err != nil || access.Token.Reveal() != marker+"TOKEN-access-1" {
		t.Errorf("Token: %v", err)
	}
	granted, known := a.Granted(p.acc)
	facts := app.Granted{Scopes: want.Scopes, APIURL: want.APIURL, RenewedAt: now}
	if diff := cmp.Diff(facts, granted); diff != "" || !known {
		t.Error(diff, known)
	}
	if len(vault.names()) != 1 {
		t.Errorf("in the vault: %v", vault.names())
	}

	again := begin(t, a, public)
	again.finish(t)
	if again.acc.ID != p.acc.ID || len(vault.names()) != 1 {
		t.Error("connecting the same user again made a second account")
	}
	z.api = func(string) (app.Account, error) { return app.Account{UserID: "U2", AccountID: "A1"}, nil }
	other := begin(t, a, public)
	other.finish(t)
	if other.acc.ID == p.acc.ID || len(vault.names()) != 2 || other.acc.Name == "" {
		t.Error("F14: another user's data is mixed in")
	}
}

func TestConfidentialSignIn(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	confidential := public
	confidential.ClientID, confidential.Kind = "confidential-id", app.ConfidentialClient
	_, err := a.SignIn(t.Context(), jobOf(confidential, nil))
	wantFault(t, err, fault.ClientRefused)

	if err := a.SetClientSecret(t.Context(), app.CloudZoom, secret.New(marker+"SECRET")); err != nil {
		t.Fatal(err)
	}
	p := begin(t, a, confidential)
	p.finish(t)
	call := z.calls()[0]
	if p.err != nil || call.user != confidential.ClientID || call.pass != marker+"SECRET" || call.form.Has("client_secret") ||
		call.form.Get("code_verifier") == "" {
		t.Errorf("exchange: %v, %v", call.form, p.err)
	}
	if strings.Contains(p.link.String(), marker) {
		t.Error("F12: a secret in the link")
	}
	if err := a.SetClientSecret(t.Context(), app.CloudZoom, secret.Text{}); err != nil || len(vault.names()) != 1 {
		t.Errorf("removing the secret: %v, %v", err, vault.names())
	}
}

func TestF11OneSignInAtATime(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	p := begin(t, a, public)
	_, err := a.SignIn(t.Context(), jobOf(public, func(app.SignIn) { t.Error("a second link") }))
	wantFault(t, err, fault.SignInUnderWay)
	p.finish(t)
	if p.err != nil {
		t.Fatal(p.err)
	}

	// Cancelled: what was there is still there, and the port is closed.
	before, _ := a.Token(t.Context(), public, p.acc)
	second := begin(t, a, public)
	second.cancel()
	<-second.ended
	wantFault(t, second.err, fault.SignInCancelled)
	after, err := a.Token(t.Context(), public, p.acc)
	if err != nil || !after.Token.Equal(before.Token) || !second.closed() || second.acc.ID != "" {
		t.Errorf("after a cancelled sign-in: %v", err)
	}

	third := begin(t, a, public)
	if err := a.SignOut(t.Context(), public, p.acc); err != nil {
		t.Fatal(err)
	}
	third.finish(t)
	if third.err != nil {
		t.Errorf("a sign-out during a sign-in: %v", third.err)
	}
}

func TestCancelledInTheMiddleOfTheExchange(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	p := begin(t, a, public)
	z.set(func() { z.reached = p.cancel })
	r := visit(t, http.MethodGet, p.right())
	<-p.ended
	wantFault(t, p.err, fault.SignInCancelled)
	if len(vault.names()) != 0 || !strings.Contains(r.body, fault.New(fault.SignInCancelled).Title) {
		t.Errorf("%v, %s", vault.names(), r.body)
	}
	if gone := z.gone(); len(gone) != 1 {
		t.Errorf("Zoom still holds a grant that nobody has: given back %q", gone)
	}
}

// Once Zoom has said who it is, the tokens are kept: to drop them now would
// leave the person with those of before, which Zoom has just ended.
func TestCancelledTooLate(t *testing.T) {
	z, vault := newZoom(t), newVault()
	usual := z.api
	a := newAuth(t, z.config(vault, t.TempDir()))
	p := begin(t, a, public)
	z.api = func(access string) (app.Account, error) { p.cancel(); return usual(access) }
	p.finish(t)
	if p.err != nil || p.acc.ID == "" || len(vault.names()) != 1 {
		t.Errorf("%v, kept %v", p.err, vault.names())
	}
}

func TestF12NobodyComes(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	p := beginJob(t, a, app.SignInJob{App: public, Limit: 30 * time.Millisecond})
	<-p.ended
	wantFault(t, p.err, fault.SignInTimedOut)
	if !p.closed() {
		t.Error("the listener is still open")
	}
}

func TestWithoutTheRightToKnowWhoItIs(t *testing.T) {
	z := newZoom(t)
	z.api = func(string) (app.Account, error) { return app.Account{}, fault.New(fault.PermissionMissing) }
	p := begin(t, newAuth(t, z.config(newVault(), t.TempDir())), public)
	p.finish(t)
	if p.err != nil || p.acc.ID == "" || p.acc.Name == "" || p.acc.State != app.Connected {
		t.Errorf("%+v, %v", p.acc, p.err)
	}
}

func TestBadAppsNeverReachTheBrowser(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	for kind, change := range map[fault.Kind]func(*app.ZoomApp){
		fault.NoZoomApp:   func(z *app.ZoomApp) { z.ClientID = "" },
		fault.BadClientID: func(z *app.ZoomApp) { z.ClientID = "two words" },
		fault.BadRedirect: func(z *app.ZoomApp) { z.RedirectURI = "http://localhost/callback" },
	} {
		bad := public
		change(&bad)
		_, err := a.SignIn(t.Context(), jobOf(bad, func(app.SignIn) { t.Errorf("%s: the browser was opened", kind) }))
		wantFault(t, err, kind)
	}
	for _, uri := range []string{"http://127.0.0.1:0/x", "http://127.0.0.1:70000/x", "http://127.0.0.1:-1/x"} {
		bad := public
		bad.RedirectURI = uri
		_, err := a.SignIn(t.Context(), jobOf(bad, func(app.SignIn) { t.Errorf("%s: the browser was opened", uri) }))
		wantFault(t, err, fault.BadRedirect)
	}
}
