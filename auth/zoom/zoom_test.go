package zoom_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/sandbox"
)

func TestMinting(t *testing.T) {
	r := connect(t, sandbox.Options{Scopes: []string{app.ScopeToken, app.ScopeUser, app.ScopeRecording}})
	ctx := t.Context()
	mints := map[string]func() (secret.Text, error){
		"on behalf": func() (secret.Text, error) { return r.OnBehalf(ctx, r.app, account, meeting) },
		"zak":       func() (secret.Text, error) { return r.ZAK(ctx, r.app, account) },
		"recording": func() (secret.Text, error) { return r.LocalRecording(ctx, r.app, account, meeting) },
	}
	for name, mint := range mints {
		first, err := mint()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		second, err := mint()
		if err != nil || first.Empty() || first.Equal(second) {
			t.Errorf("%s: each call must ask anew: %v", name, err)
		}
	}
	if r.asked != 0 {
		t.Error("a good access token was called refused")
	}
}

func TestProfile(t *testing.T) {
	r := connect(t, sandbox.Options{})
	got, err := r.Profile(t.Context(), app.CloudZoom, "", r.access)
	if err != nil || got.Name != "Ada Lovelace" || got.Email != "ada@example.com" || got.UserID == "" || got.AccountID == "" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestProfileNames(t *testing.T) {
	for body, want := range map[string]string{
		`{"id":"u","account_id":"a","display_name":"Ada","first_name":"x","email":"e@example.com"}`:  "Ada",
		`{"id":"u","account_id":"a","first_name":"Ada","last_name":"Lovelace"}`:                      "Ada Lovelace",
		`{"id":"u","account_id":"a","last_name":"Lovelace"}`:                                         "Lovelace",
		`{"id":"u","account_id":"a","email":"ada@example.com","pmi":5551112222,"x":{"y":[1]}}`:       "ada@example.com",
		`{"id":"u","account_id":"a","display_name":"Ada\u202e\r\n` + strings.Repeat("a", 500) + `"}`: "Ada" + strings.Repeat("a", 197),
	} {
		got, err := answering(t, 200, nil, body).Profile(t.Context(), app.CloudZoom, "", secret.New("t"))
		if err != nil || got.Name != want {
			t.Errorf("%s: %q, %v", body, got.Name, err)
		}
	}
	for _, body := range []string{`{"id":"u"}`, `{"account_id":"a"}`, `{"id":"u\n","account_id":"a"}`, `{"id":7,"account_id":"a"}`} {
		if _, err := answering(t, 200, nil, body).Profile(t.Context(), app.CloudZoom, "", secret.New("t")); !fault.Is(err, fault.ZoomBadAnswer) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestBadMeetingIDsAreNotAsked(t *testing.T) {
	c := talkingTo(t, func(_ http.ResponseWriter, req *http.Request) { t.Errorf("asked for %s", req.URL) })
	for _, id := range []string{"", "12345678", "1234567890123", "812 3456 7890", "81234567890&type=zak", "../../users/me", "８１２３４５６７８９０"} {
		if _, err := c.OnBehalf(t.Context(), app.ZoomApp{}, account, id); !fault.Is(err, fault.NoSuchMeeting) {
			t.Errorf("on behalf, %q: %v", id, err)
		}
		if _, err := c.LocalRecording(t.Context(), app.ZoomApp{}, account, id); !fault.Is(err, fault.NoSuchMeeting) {
			t.Errorf("recording, %q: %v", id, err)
		}
	}
}

// What each row of the table that is about the API means.
func TestEveryRowOfTheAPI(t *testing.T) {
	rows := map[sandbox.Row]fault.Kind{
		sandbox.RowTokenInvalid:     fault.SignInNeeded,
		sandbox.RowTokenExpired:     fault.SignInNeeded,
		sandbox.RowScopeMissing:     fault.PermissionMissing,
		sandbox.RowScopeMissing401:  fault.PermissionMissing,
		sandbox.RowScopeMissing403:  fault.PermissionMissing,
		sandbox.RowScopeMissing4700: fault.PermissionMissing,
		sandbox.RowTokenEmpty:       fault.SignInNeeded,
		sandbox.RowUserGone:         fault.SignInNeeded,
		sandbox.RowUserElsewhere:    fault.SignInNeeded,
		sandbox.RowNoMeeting:        fault.NoSuchMeeting,
		sandbox.RowMeetingExpired:   fault.NoSuchMeeting,
		sandbox.RowBadField:         fault.NoSuchMeeting,
		sandbox.RowNoPermission:     fault.NotAllowed,
		sandbox.RowNoSuchPath:       fault.ZoomRefused,
		sandbox.RowNotShared:        fault.NotAllowed,
		sandbox.RowPerSecond:        fault.ZoomLimit,
		sandbox.RowPerDay:           fault.ZoomDailyLimit,
		sandbox.RowConcurrent:       fault.ZoomLimit,
		sandbox.RowOutage:           fault.ZoomOutage,
		sandbox.RowOutageJSON:       fault.ZoomOutage,
		sandbox.RowPortal:           fault.ZoomBadAnswer,
	}
	r := connect(t, sandbox.Options{})
	for row, want := range rows {
		r.asked = 0
		r.server.Fail(sandbox.AtMint, row, -1)
		_, err := r.OnBehalf(t.Context(), r.app, account, meeting)
		r.server.Fail(sandbox.AtMint, row, 0)
		if !fault.Is(err, want) {
			t.Errorf("row %s: %v, want %s", row, err, want)
			continue
		}
		if want == fault.PermissionMissing && !strings.Contains(err.Error(), app.ScopeToken) {
			t.Errorf("row %s does not name the scope: %v", row, err)
		}
		wantAsked := 0
		if row == sandbox.RowTokenInvalid || row == sandbox.RowTokenExpired {
			wantAsked = 1
		}
		if r.asked != wantAsked {
			t.Errorf("row %s: asked for a newer token %d times, want %d", row, r.asked, wantAsked)
		}
		if strings.Contains(err.Error(), "{") {
			t.Errorf("row %s: unfilled words: %v", row, err)
		}
		noLeak(t, err, r.server.Secrets())
	}
}

func TestMissingScopesOfOtherCalls(t *testing.T) {
	r := connect(t, sandbox.Options{Scopes: []string{"meeting:read:meeting"}})
	ctx := t.Context()
	_, recording := r.LocalRecording(ctx, r.app, account, meeting)
	_, zak := r.ZAK(ctx, r.app, account)
	_, profile := r.Profile(ctx, app.CloudZoom, "", r.access)
	for scope, err := range map[string]error{app.ScopeRecording: recording, app.ScopeToken: zak, app.ScopeUser: profile} {
		if !fault.Is(err, fault.PermissionMissing) || !strings.Contains(err.Error(), scope) {
			t.Errorf("%s: %v", scope, err)
		}
	}
}

func TestRefusedTokenIsRenewedOnce(t *testing.T) {
	r := connect(t, sandbox.Options{})
	r.server.Fail(sandbox.AtMint, sandbox.RowTokenExpired, 1)
	token, err := r.OnBehalf(t.Context(), r.app, account, meeting)
	if err != nil || token.Empty() || r.asked != 1 {
		t.Errorf("%v, asked %d times", err, r.asked)
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

func TestRevoke(t *testing.T) {
	for _, key := range []string{"", clientSecret} {
		r := connect(t, sandbox.Options{ClientSecret: key})
		ctx := t.Context()
		for range 2 { // the second time, it is dead already
			if err := r.Revoke(ctx, r.app, secret.New(key), r.access); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := r.OnBehalf(ctx, r.app, account, meeting); !fault.Is(err, fault.SignInNeeded) {
			t.Errorf("after revoking: %v", err)
		}
	}
}

// The rows of the OAuth endpoints, as far as this package meets them.
func TestEveryRowOfOAuth(t *testing.T) {
	rows := map[sandbox.Row]fault.Kind{
		sandbox.RowGrantDead:        "", // a dead token is as good as revoked
		sandbox.RowGrantDeadPublic:  "",
		sandbox.RowBadCode:          "",
		sandbox.RowBadClient:        fault.ClientRefused,
		sandbox.RowBadClient401:     fault.ClientRefused,
		sandbox.RowBadGrantType:     fault.ZoomRefused,
		sandbox.RowRedirectMismatch: fault.RedirectRefused,
		sandbox.RowOutage:           fault.ZoomOutage,
		sandbox.RowPortal:           fault.ZoomBadAnswer,
		sandbox.RowRevoked:          "",
	}
	r := connect(t, sandbox.Options{})
	for row, want := range rows {
		r.server.Fail(sandbox.AtRevoke, row, 1)
		err := r.Revoke(t.Context(), r.app, secret.Text{}, r.access)
		if (want == "" && err != nil) || (want != "" && !fault.Is(err, want)) {
			t.Errorf("row %s: %v, want %q", row, err, want)
		}
		noLeak(t, err, r.server.Secrets())
	}
	wrong := r.app
	wrong.ClientID = "other"
	if err := r.Revoke(t.Context(), wrong, secret.Text{}, r.access); !fault.Is(err, fault.ClientRefused) {
		t.Errorf("another client: %v", err)
	}
}

func TestNumbersInOAuthText(t *testing.T) {
	for reason, want := range map[string]fault.Kind{
		"Invalid client_id (4702)":      fault.ClientRefused,
		"Invalid redirect (4700)":       fault.RedirectRefused,
		"4709 redirect uri mismatch":    fault.RedirectRefused,
		"the app is disabled (4717)":    fault.AppDisabled,
		"disabled by admin 4738":        fault.AppDisabled,
		"code expired: 4733":            fault.SignInFailed,
		"something else (4799)":         fault.ZoomRefused,
		"a number inside 147021 digits": fault.ZoomRefused,
	} {
		body := fmt.Sprintf(`{"reason":%q,"error":"invalid_request"}`, reason)
		if err := answering(t, 400, nil, body).Revoke(t.Context(), app.ZoomApp{}, secret.Text{}, secret.New("t")); !fault.Is(err, want) {
			t.Errorf("%q: %v, want %s", reason, err, want)
		}
	}
}
