package sandbox

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

const pasted = "https://example.com/callback"

func TestAppsAreApart(t *testing.T) {
	r := run(t, Options{More: []App{
		{ClientID: "confidential", ClientSecret: key, Scopes: []string{app.ScopeToken}},
		{ClientID: "web", RedirectURI: pasted},
	}})
	public, publicRefresh := r.connect()
	confidential, refresh := r.connectApp("confidential", key)
	if !r.Alive(publicRefresh) || !r.Alive(public) || !r.Alive(confidential) {
		t.Error("a sign-in to one app ended that to another")
	}
	r.says("scopes of its own", r.api(confidential, "/v2/users/me"), RowScopeMissing)
	if a := r.api(public, "/v2/users/me"); a.status != 200 {
		t.Errorf("%s", a.body)
	}
	r.says("another app's refresh token", r.form("/oauth/token", refreshing(refresh)), RowGrantDeadPublic)
	r.says("no secret", r.form("/oauth/token", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refresh}, "client_id": {"confidential"}}), RowBadClient)
	code := r.code("client_id", "confidential")
	r.says("another app's code", r.form("/oauth/token", r.exchanging(code)), RowBadCode)
	r.form("/oauth/revoke", url.Values{"token": {refresh}, "client_id": {DefaultClientID}})
	if !r.Alive(refresh) {
		t.Error("an app revoked what was granted to another")
	}
	if a := r.get(r.asking("client_id", "confidential", "code_challenge", "", "code_challenge_method", "")); a.status != 200 {
		t.Errorf("a confidential app needs no PKCE: %d", a.status)
	}
	if a := r.get(r.asking("client_id", "web", "redirect_uri", pasted, "code_challenge", "")); a.status != 400 {
		t.Errorf("a public app does: %d", a.status)
	}
}

// The paste road: the browser is sent to a page of a company, and a person
// copies its address.
func TestCallbackToPaste(t *testing.T) {
	r := run(t, Options{More: []App{{ClientID: "web", RedirectURI: pasted}}})
	link := r.url + r.asking("client_id", "web", "redirect_uri", pasted)
	to, err := r.Authorize(t.Context(), link)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(to)
	if err != nil || !strings.HasPrefix(to, pasted+"?") || u.Query().Get("state") != "the state" {
		t.Fatalf("%q %v", to, err)
	}
	form := r.exchanging(u.Query().Get("code"))
	form.Set("client_id", "web")
	form.Set("redirect_uri", pasted)
	if a := r.form("/oauth/token", form); a.status != 200 {
		t.Errorf("%s", a.body)
	}
	if err := r.Allow(t.Context(), link); !fault.Is(err, fault.SignInFailed) {
		t.Errorf("it went there: %v", err)
	}
	for redirect, words := range map[string]string{
		"https://example.com:8443/callback": "4709", "http://example.com/callback": "4700", "https://www.example.com/callback": "4700", pasted + "/": "4709",
	} {
		if a := r.get(r.asking("client_id", "web", "redirect_uri", redirect)); !strings.Contains(a.body, words) {
			t.Errorf("%s: %s", redirect, a.body)
		}
	}
}

func TestAuthorizeGoesNowhere(t *testing.T) {
	r := run(t, Options{})
	to, err := r.Authorize(t.Context(), r.url+r.asking())
	if err != nil || !strings.HasPrefix(to, r.redirect+"?code="+Marker) {
		t.Errorf("%q %v", to, err)
	}
	if len(r.calls) != 0 {
		t.Error("the app was called")
	}
	elsewhere := httptest.NewServer(nil)
	defer elsewhere.Close()
	for _, link := range []string{"", elsewhere.URL + r.asking(), r.url + r.asking("client_id", "x")} {
		if to, err := r.Authorize(t.Context(), link); err == nil {
			t.Errorf("%s: %q", link, to)
		}
	}
}
