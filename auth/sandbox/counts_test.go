package sandbox

import (
	"encoding/json"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"behalf/app"
)

func TestCounts(t *testing.T) {
	r := run(t, Options{})
	access, refresh := r.connect()
	r.form("/oauth/token", r.exchanging("x"))
	next := r.form("/oauth/token", refreshing(refresh)).text("refresh_token")
	r.form("/oauth/token", refreshing(refresh))
	r.form("/oauth/token", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {next}, "client_id": {"x"}})
	r.Fail(AtToken, RowOutage, 1)
	r.form("/oauth/token", refreshing(next))
	r.api(access, "/v2/users/me")
	r.api("x", "/v2/users/me")
	r.obf(access, number)
	r.api(access, "/v2/else")
	r.form("/oauth/revoke", url.Values{"token": {next}, "client_id": {DefaultClientID}})
	r.form("/oauth/revoke", url.Values{"token": {next}, "client_id": {"x"}})
	want := Counts{TokenCalls: 6, Exchanges: 1, Refreshes: 1, RefreshesRefused: 2, Revokes: 1, APICalls: 4, Profiles: 1}
	if diff := cmp.Diff(want, r.State().Counts); diff != "" {
		t.Error(diff)
	}
	var state State
	if err := json.Unmarshal([]byte(r.get("/sandbox/state").body), &state); err != nil || state.Counts != want {
		t.Errorf("%v %+v", err, state.Counts)
	}
}

func TestGrantsAreListedWithoutTokens(t *testing.T) {
	r := run(t, Options{Users: []User{Ada(), Grace()}, More: []App{{ClientID: "another", Scopes: []string{app.ScopeToken}}}})
	r.connect()
	r.connectApp("another", "")
	r.SignInAs(Grace().ID)
	r.connect()
	usual := []string{app.ScopeToken, app.ScopeUser, app.ScopeZAK}
	want := []Grant{
		{"another", Ada().ID, []string{app.ScopeToken}},
		{DefaultClientID, Ada().ID, usual},
		{DefaultClientID, Grace().ID, usual},
	}
	if diff := cmp.Diff(want, r.State().Grants); diff != "" {
		t.Error(diff)
	}
}
