package auth

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"behalf/app/fault"
	"behalf/auth/exchange"
)

// What each refusal means, of a code from the browser, of a device's code, and
// of a grant.
func TestWhatTheOAuthEndpointsRefuse(t *testing.T) {
	type kinds struct{ code, device, grant fault.Kind }
	all := func(k fault.Kind) kinds { return kinds{k, k, k} }
	none := kinds{fault.SignInFailed, fault.SignInFailed, fault.ZoomBadAnswer}
	ended := kinds{fault.SignInFailed, fault.SignInFailed, fault.SignInEnded}
	noDevice := kinds{fault.SignInFailed, fault.NoDeviceFlow, fault.ZoomBadAnswer}
	for _, c := range []struct {
		code, reason string
		want         kinds
	}{
		{"invalid_grant", "Invalid Token!", ended},
		{"invalid_client", "Invalid client_id or client_secret", all(fault.ClientRefused)},
		{"unauthorized_client", "", kinds{fault.ClientRefused, fault.NoDeviceFlow, fault.ClientRefused}},
		{"server_error", "", all(fault.ZoomOutage)},
		{"temporarily_unavailable", "", all(fault.ZoomOutage)},
		{"invalid_request", "", none},
		{"unsupported_grant_type", "unsupported grant type", noDevice},
		{"invalid_scope", "", none},
		{"access_denied", "", kinds{fault.SignInDeclined, fault.SignInDeclined, fault.ZoomBadAnswer}},
		{"expired_token", "", kinds{fault.SignInFailed, fault.SignInTimedOut, fault.ZoomBadAnswer}},
		{"something_new", "", none},

		{"invalid_request", "Invalid redirect: http://x (4700)", all(fault.RedirectRefused)},
		{"invalid_request", "Token cannot be empty (4700)", none},
		{"invalid_request", "bad client (4702)", all(fault.ClientRefused)},
		{"invalid_request", "bad secret (4704)", all(fault.ClientRefused)},
		{"invalid_request", "grant type (4705)", noDevice},
		{"invalid_request", "client missing (4706)", all(fault.ClientRefused)},
		{"invalid_grant", "mismatch, 4709", all(fault.RedirectRefused)},
		{"invalid_request", "Redirect URI mismatch.", all(fault.RedirectRefused)},
		{"invalid_request", "other scopes (4711)", kinds{fault.SignInFailed, fault.SignInFailed, fault.SignInEnded}},
		{"invalid_client", "App off (4717)", all(fault.AppDisabled)},
		{"invalid_request", "bad JWT (4724)", none},
		{"invalid_request", "no code could be made (4732)", none},
		{"invalid_request", "code expired: 4733", none},
		{"invalid_request", "invalid code (4734)", none},
		{"invalid_request", "owner gone (4735)", ended},
		{"invalid_request", "authentication not found (4737)", ended},
		{"invalid_grant", "by admin (4738)", all(fault.AppDisabled)},
		{"invalid_request", "The app has been disabled.", all(fault.AppDisabled)},
		{"invalid_request", "tolerance (4740)", ended},
		{"invalid_grant", "newer sign-in (4741)", kinds{fault.SignInFailed, fault.SignInFailed, fault.SignInElsewhere}},

		{"invalid_request", "something else (4799)", none},
		{"invalid_request", "not a number: x4741 474100 a4709b", none},
		{"", "no word of Zoom's (4741)", all(fault.ZoomBadAnswer)},
	} {
		a := New(Config{})
		answer := exchange.Answer{Status: 400, Body: []byte(`{"reason":"` + c.reason + `","error":"` + c.code + `"}`)}
		for about, want := range map[subject]fault.Kind{ofCode: c.want.code, ofDevice: c.want.device, ofGrant: c.want.grant} {
			got := a.refused(answer, about)
			if got.Kind != want {
				t.Errorf("%s, %q, of %d: %s, want %s", c.code, c.reason, about, got.Kind, want)
			}
			if about == ofGrant && got.Exit == fault.ExitSignIn && !isDead(got) {
				t.Errorf("%s, %q: the grant is kept, but asks for a new sign-in", c.code, c.reason)
			}
			answer.Status = 503
			if got := a.refused(answer, about); got.Kind != fault.ZoomOutage {
				t.Errorf("%s with 503: %s", c.code, got.Kind)
			}
			answer.Status = 400
		}
	}
}

// A refresh that is refused for a reason that ends nothing keeps the grant.
func TestARefusalThatEndsNothingKeepsTheGrant(t *testing.T) {
	for code, want := range map[string]fault.Kind{
		"server_error": fault.ZoomOutage, "temporarily_unavailable": fault.ZoomOutage,
		"invalid_request": fault.ZoomBadAnswer, "unsupported_grant_type": fault.ZoomBadAnswer, "invalid_scope": fault.ZoomBadAnswer,
		"access_denied": fault.ZoomBadAnswer, "something_new": fault.ZoomBadAnswer, "unauthorized_client": fault.ClientRefused,
	} {
		z, vault := newZoom(t), newVault()
		z.answer = func(w http.ResponseWriter, r *http.Request) {
			refuse(w, 400, code, "Sorry, "+r.PostForm.Get("refresh_token"))
		}
		a := newAuth(t, z.config(vault, t.TempDir()))
		acc := stored(t, a, z, 0)
		before := vault.names()["tokens-acc"]
		err := a.Renew(t.Context(), public, acc)
		wantFault(t, err, want)
		if fault.From(err).Exit == fault.ExitSignIn || !vault.names()["tokens-acc"].Equal(before) {
			t.Errorf("%s: %v", code, err)
		}
	}
}

func TestF20ALimitWithAWrongClock(t *testing.T) {
	z := newZoom(t)
	z.answer = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", time.Now().Add(40*time.Minute).UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusTooManyRequests)
	}
	cfg := z.config(newVault(), t.TempDir())
	cfg.Now = func() time.Time { return time.Now().Add(24 * time.Hour) }
	a := newAuth(t, cfg)
	err := a.Renew(t.Context(), public, stored(t, a, z, 0))
	wantFault(t, err, fault.ZoomLimit)
	if !strings.Contains(err.Error(), "in 40 minutes") {
		t.Error(err)
	}
}
