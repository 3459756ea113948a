package sandbox

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestCodeWorksOnceAndForFiveMinutes(t *testing.T) {
	now := time.Now()
	r := runAt(t, Options{}, func() time.Time { return now })
	code := r.code()
	if a := r.form("/oauth/token", r.exchanging(code)); a.status != 200 {
		t.Errorf("first: %s", a.body)
	}
	r.says("again", r.form("/oauth/token", r.exchanging(code)), RowBadCode)
	r.says("invented", r.form("/oauth/token", r.exchanging("x")), RowBadCode)
	late := r.code()
	now = now.Add(codeLife + time.Second)
	r.says("late", r.form("/oauth/token", r.exchanging(late)), RowBadCode)
}

func TestExchangeMustFitTheAuthorization(t *testing.T) {
	r := run(t, Options{})
	for name, c := range map[string]struct {
		field, value string
		row          Row
	}{
		"other verifier":   {"code_verifier", strings.Repeat("x", 43), RowBadCode},
		"no verifier":      {"code_verifier", "", RowBadCode},
		"short verifier":   {"code_verifier", "short", RowBadCode},
		"other port":       {"redirect_uri", "http://127.0.0.1:1/callback", RowRedirectMismatch},
		"no redirect":      {"redirect_uri", "", RowRedirectMismatch},
		"other grant type": {"grant_type", "password", RowBadGrantType},
		"no grant type":    {"grant_type", "", RowBadGrantType},
		"other client":     {"client_id", "other", RowBadClient},
		"no client":        {"client_id", "", RowBadClient},
		"a secret":         {"client_secret", "x", RowBadClient},
	} {
		form := r.exchanging(r.code())
		form.Set(c.field, c.value)
		r.says(name, r.form("/oauth/token", form), c.row)
	}
	form := r.exchanging(r.code())
	if a := r.send(r.request("POST", "/oauth/token?"+form.Encode(), "", "")); a.status != 200 {
		t.Errorf("parameters in the query: %s", a.body)
	}
}

func TestPlainChallenge(t *testing.T) {
	r := run(t, Options{})
	if err := r.Allow(t.Context(), r.url+r.asking("code_challenge", verifier, "code_challenge_method", "")); err != nil {
		t.Fatal(err)
	}
	if a := r.form("/oauth/token", r.exchanging((<-r.calls).Get("code"))); a.status != 200 {
		t.Errorf("%s", a.body)
	}
}

func TestWhoMayAskForTokens(t *testing.T) {
	basic := func(r *rig, id, secret string, form url.Values) answered {
		req := r.request("POST", "/oauth/token", "application/x-www-form-urlencoded", form.Encode())
		req.SetBasicAuth(id, secret)
		return r.send(req)
	}
	public := run(t, Options{})
	public.says("public with Basic", basic(public, DefaultClientID, "", public.exchanging(public.code())), RowBadClient)

	r := run(t, Options{ClientSecret: key})
	if a := basic(r, DefaultClientID, key, r.exchanging(r.code())); a.status != 200 {
		t.Errorf("Basic: %s", a.body)
	}
	form := r.exchanging(r.code())
	r.says("no secret", r.form("/oauth/token", form), RowBadClient)
	form.Set("client_secret", key)
	a := r.form("/oauth/token", form)
	if a.status != 200 {
		t.Errorf("secret in the body: %s", a.body)
	}
	r.says("wrong secret", basic(r, DefaultClientID, "x", form), RowBadClient)
	r.says("wrong id", basic(r, "x", key, form), RowBadClient)
	r.says("dead refresh token", basic(r, DefaultClientID, key, refreshing("x")), RowGrantDead)

	if err := r.Allow(t.Context(), r.url+r.asking("code_challenge", "", "code_challenge_method", "")); err != nil {
		t.Errorf("a confidential client needs no PKCE: %v", err)
	}
	form = r.exchanging((<-r.calls).Get("code"))
	form.Del("code_verifier")
	if a := basic(r, DefaultClientID, key, form); a.status != 200 {
		t.Errorf("without PKCE: %s", a.body)
	}
}

func TestRefreshTokensRotate(t *testing.T) {
	r := run(t, Options{})
	firstAccess, first := r.connect()
	a := r.form("/oauth/token", refreshing(first))
	second := a.text("refresh_token")
	if a.status != 200 || second == "" || second == first || a.text("access_token") == firstAccess {
		t.Fatalf("refresh: %d", a.status)
	}
	r.says("the old one again", r.form("/oauth/token", refreshing(first)), RowGrantDeadPublic)
	if a := r.form("/oauth/token", refreshing(second)); a.status != 200 {
		t.Errorf("the new one: %s", a.body)
	}
	if a := r.api(firstAccess, "/v2/users/me"); a.status != 200 {
		t.Errorf("access tokens outlive a refresh: %s", a.body)
	}
}

func TestSecondSignInEndsTheFirst(t *testing.T) {
	r := run(t, Options{})
	access, refresh := r.connect()
	r.connect()
	r.says("access", r.api(access, "/v2/users/me"), RowTokenInvalid)
	r.says("refresh", r.form("/oauth/token", refreshing(refresh)), RowGrantDeadPublic)
}

func TestRevoking(t *testing.T) {
	r := run(t, Options{})
	for i := range 2 {
		access, refresh := r.connect()
		token := []string{access, refresh}[i]
		form := url.Values{"token": {token}, "client_id": {DefaultClientID}}
		wrong := url.Values{"token": {token}}
		r.says("nobody revokes", r.form("/oauth/revoke", wrong), RowBadClient)
		for range 2 {
			r.says("revoke", r.form("/oauth/revoke", form), RowRevoked)
		}
		r.says("access", r.api(access, "/v2/users/me"), RowTokenInvalid)
		r.says("refresh", r.form("/oauth/token", refreshing(refresh)), RowGrantDeadPublic)
	}
	access, _ := r.connect()
	r.says("a stranger's token", r.form("/oauth/revoke", url.Values{"token": {"x"}, "client_id": {DefaultClientID}}), RowRevoked)
	if a := r.api(access, "/v2/users/me"); a.status != 200 {
		t.Error("somebody else's token ended the grant")
	}
}
