package auth

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

func TestF19RejectedEndsTheSignInOnlyIfItIsStillTheSame(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, time.Hour)
	wantFault(t, a.Rejected(t.Context(), public, acc, secret.New(marker+"TOKEN-access-old")), fault.TokenInvalid)
	if len(vault.names()) != 1 {
		t.Error("a newer grant was erased")
	}
	wantFault(t, a.Rejected(t.Context(), public, acc, secret.New(marker+"TOKEN-access-0")), fault.SignInEnded)
	wantFault(t, a.Rejected(t.Context(), public, acc, secret.New(marker+"TOKEN-access-0")), fault.SignInNotKept)
	_, err := a.Token(t.Context(), public, acc)
	wantFault(t, err, fault.SignInNotKept)
	if len(vault.names()) != 0 || len(z.calls()) != 0 {
		t.Errorf("kept %v, %d requests", vault.names(), len(z.calls()))
	}
}

func TestF33ANewerSignInElsewhere(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, 0)
	z.answer = func(w http.ResponseWriter, r *http.Request) {
		refuse(w, 400, "invalid_grant", "Token was revoked by a newer authorization (4741) "+r.PostForm.Get("refresh_token"))
	}
	_, err := a.Token(t.Context(), public, acc)
	wantFault(t, err, fault.SignInElsewhere)
	_, err = a.Token(t.Context(), public, acc)
	wantFault(t, err, fault.SignInNotKept)
	if len(vault.names()) != 0 || len(z.calls()) != 1 {
		t.Errorf("kept %v, %d requests", vault.names(), len(z.calls()))
	}
}

// A profile that was copied to a second machine: same refresh token, other
// keychain, no lock in common.
func TestF33TheSameRefreshTokenOnTwoMachines(t *testing.T) {
	z := newZoom(t)
	here, there := newVault(), newVault()
	a, b := newAuth(t, z.config(here, t.TempDir())), newAuth(t, z.config(there, t.TempDir()))
	acc := stored(t, a, z, 0)
	stored(t, b, z, 0)
	if err := a.Renew(t.Context(), public, acc); err != nil {
		t.Fatal(err)
	}
	wantFault(t, b.Renew(t.Context(), public, acc), fault.SignInEnded)
	wantFault(t, b.Renew(t.Context(), public, acc), fault.SignInNotKept)
	wantFault(t, a.Renew(t.Context(), public, acc), fault.SignInEnded) // Zoom took it for a theft
	wantFault(t, a.Renew(t.Context(), public, acc), fault.SignInNotKept)
	if n := len(z.calls()); n != 3 || len(here.names())+len(there.names()) != 0 {
		t.Errorf("%d requests: there is a loop", n)
	}
}

func TestHeldIsSilentAndAsksOnlyTheKeychain(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, -time.Hour)
	if err := a.Held(t.Context(), public, acc); err != nil || len(z.calls()) != 0 {
		t.Errorf("%v, %d requests", err, len(z.calls()))
	}
	vault.onGet = func(string) error { return fault.New(fault.KeychainLocked) }
	wantFault(t, a.Held(t.Context(), public, acc), fault.KeychainLocked)
	wantFault(t, a.Held(t.Context(), public, app.Account{ID: "nobody"}), fault.KeychainLocked)
	hurried := &hurriedVault{memoryVault: newVault()}
	b := newAuth(t, z.config(hurried, t.TempDir()))
	wantFault(t, b.Held(t.Context(), public, acc), fault.SignInNotKept)
	if !hurried.asked || !hurried.limited {
		t.Error("a look that nobody asked for has no time limit")
	}
}

// hurriedVault notes whether whoever reads has little time.
type hurriedVault struct {
	*memoryVault
	asked, limited bool
}

func (v *hurriedVault) Get(ctx context.Context, name string) (secret.Text, bool, error) {
	deadline, has := ctx.Deadline()
	v.asked, v.limited = true, has && time.Until(deadline) <= quietLimit
	return v.memoryVault.Get(ctx, name)
}

func TestF28EntriesThatCannotBeRead(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := app.Account{ID: "acc"}
	for name, text := range map[string]string{
		"newer":   `{"v":2,"client_id":"public-id","refresh":"ZZTESTr","access":"ZZTESTa"}`,
		"cut":     `{"v":1,"client_id":"public-id","refresh":"ZZTESTr","acce`,
		"foreign": "password",
		"edited":  `{"v":1,"client_id":"public-id","refresh":"ZZTEST r","access":"ZZTESTa"}`,
	} {
		_ = vault.Set(t.Context(), "tokens-acc", secret.New(text))
		_, err := a.Token(t.Context(), public, acc)
		wantFault(t, err, fault.SignInNotKept)
		wantFault(t, a.Held(t.Context(), public, acc), fault.SignInNotKept)
		wantFault(t, a.Renew(t.Context(), public, acc), fault.SignInNotKept)
		wantFault(t, a.KeepAlive(t.Context(), public, acc), fault.SignInNotKept)
		if got := vault.names()["tokens-acc"]; got.Reveal() != text {
			t.Errorf("%s: it was changed", name)
		}
	}
	if len(z.calls()) != 0 {
		t.Error("something was sent to Zoom")
	}

	// Only a new sign-in takes its place.
	p := begin(t, a, public)
	p.finish(t)
	_ = vault.Set(t.Context(), "tokens-"+p.acc.ID, secret.New(`{"v":9}`))
	again := begin(t, a, public)
	again.finish(t)
	if err := a.Held(t.Context(), public, again.acc); err != nil || again.acc.ID != p.acc.ID {
		t.Error(err)
	}
}

func TestAnEntryOfTheFirstVersionIsStillRead(t *testing.T) {
	g, ok := decode(secret.New(`{"v":1,"client_id":"c","refresh":"r","access":"a","expiry":2000000000,"scopes":["x"]}`))
	if !ok || !g.renewed.Equal(time.Unix(2_000_000_000, 0).Add(-time.Hour)) {
		t.Errorf("%v, %v", ok, g.renewed)
	}
}

func TestRecordRoundTrip(t *testing.T) {
	g := grant{
		clientID: "id", refresh: secret.New(marker + "r"), access: secret.New(marker + "a"),
		expiry: time.Unix(1_900_000_000, 0), scopes: []string{"x"}, apiURL: "https://api.zoom.us",
	}
	text, err := g.encode()
	if err != nil || !json.Valid([]byte(text.Reveal())) {
		t.Fatal(err)
	}
	back, ok := decode(text)
	if !ok || !back.refresh.Equal(g.refresh) || !back.access.Equal(g.access) || !back.expiry.Equal(g.expiry) ||
		back.clientID != "id" || back.apiURL != g.apiURL || len(back.scopes) != 1 {
		t.Errorf("%v", ok)
	}
}

func TestF62DatesAfter2038(t *testing.T) {
	want := grant{refresh: secret.New("r"), access: secret.New("a"), expiry: time.Unix(1<<33, 0), renewed: time.Unix(1<<33, 0)}
	text, err := want.encode()
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := decode(text); !ok || !got.expiry.Equal(want.expiry) || !got.renewed.Equal(want.renewed) {
		t.Errorf("%v, %v", ok, got.expiry)
	}
}

func TestTheScopesMayShrinkAndGrow(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	if _, known := a.Granted(app.Account{ID: "acc"}); known {
		t.Error("something is known of nobody")
	}
	acc := stored(t, a, z, 0)
	for _, c := range []struct {
		scope any
		api   any
		want  app.Granted
	}{
		{"user:read:token user:read:zak", "https://api-us.zoom.us", app.Granted{Scopes: []string{"user:read:token", "user:read:zak"}, APIURL: "https://api-us.zoom.us"}},
		{nil, nil, app.Granted{Scopes: []string{"user:read:token", "user:read:zak"}, APIURL: "https://api-us.zoom.us"}},
		{"", "https://evil.example", app.Granted{Scopes: []string{}, APIURL: "https://api-us.zoom.us"}},
		{"user:read:user,user:read:token", 7, app.Granted{Scopes: []string{"user:read:token", "user:read:user"}, APIURL: "https://api-us.zoom.us"}},
	} {
		z.set(func() {
			z.tweak = func(v map[string]any) {
				v["scope"], v["api_url"] = c.scope, c.api
				if c.scope == nil {
					delete(v, "scope")
					delete(v, "api_url")
				}
			}
		})
		if err := a.Renew(t.Context(), public, acc); err != nil {
			t.Fatal(err)
		}
		got, known := a.Granted(acc)
		got.RenewedAt = time.Time{}
		if diff := cmp.Diff(c.want, got); diff != "" || !known {
			t.Errorf("%v: %s", c.scope, diff)
		}
	}
}

func TestProbe(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	stored(t, a, z, time.Hour)
	z.answer = func(w http.ResponseWriter, _ *http.Request) { refuse(w, 400, "invalid_grant", "Invalid refresh token") }
	if err := a.Probe(t.Context(), public); err != nil {
		t.Errorf("a client that Zoom knows: %v", err)
	}
	if sent := z.calls()[0].form.Get("refresh_token"); !strings.Contains(sent, "no-token") || len(vault.names()) != 1 {
		t.Errorf("sent %q, kept %v", sent, vault.names())
	}
	z.answer = func(w http.ResponseWriter, _ *http.Request) { refuse(w, 400, "invalid_client", "Invalid client_id") }
	wantFault(t, a.Probe(t.Context(), public), fault.ClientRefused)
	z.answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) }
	wantFault(t, a.Probe(t.Context(), public), fault.ZoomOutage)

	confidential := public
	confidential.Kind = app.ConfidentialClient
	before := len(z.calls())
	wantFault(t, a.Probe(t.Context(), confidential), fault.ClientRefused)
	if len(z.calls()) != before {
		t.Error("Zoom was asked without the secret")
	}
}

func TestEachCloudHasItsClientSecret(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	for _, c := range []app.Cloud{app.CloudZoom, app.CloudGov} {
		if err := a.SetClientSecret(t.Context(), c, secret.New(marker+"SECRET"+string(c))); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.SetClientSecret(t.Context(), app.CloudZoom, secret.Text{}); err != nil {
		t.Fatal(err)
	}
	_, err := a.ClientSecret(t.Context(), app.CloudZoom)
	wantFault(t, err, fault.ClientRefused)
	s, err := a.ClientSecret(t.Context(), app.CloudGov)
	if err != nil || s.Reveal() != marker+"SECRETzoomgov" {
		t.Error(err)
	}
}

func TestAfterCloseNothingBegins(t *testing.T) {
	z := newZoom(t)
	a := New(z.config(newVault(), t.TempDir()))
	acc := stored(t, a, z, 0)
	a.Close()
	if _, err := a.Token(t.Context(), public, acc); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	_, err := a.SignIn(t.Context(), jobOf(public, nil))
	wantFault(t, err, fault.SignInCancelled)
	if len(z.calls()) != 0 {
		t.Error("Zoom was asked")
	}
}
