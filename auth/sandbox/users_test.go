package sandbox

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"behalf/app/fault"
)

func couple() Options { return Options{MeetingLasts: -1, Users: []User{Ada(), Grace()}} }

func TestWhoSitsAtTheBrowser(t *testing.T) {
	r := run(t, couple())
	ada, adaRefresh := r.connect()
	r.SignInAs(Grace().ID)
	if a := r.get(r.asking()); !strings.Contains(a.body, "Grace Hopper") || strings.Contains(a.body, "Ada Lovelace") {
		t.Errorf("the page is shown to somebody else: %s", a.body)
	}
	grace, graceRefresh := r.connect()
	for access, want := range map[string]User{ada: Ada(), grace: Grace()} {
		a := r.api(access, "/v2/users/me")
		if a.text("id") != want.ID || a.text("account_id") != want.AccountID || a.text("email") != want.Email || a.text("status") != "active" {
			t.Errorf("%s: %s", want.Name, a.body)
		}
	}
	if !r.Alive(adaRefresh) || !r.Alive(graceRefresh) || len(r.State().Grants) != 2 {
		t.Errorf("a sign-in ended that of another user: %+v", r.State().Grants)
	}
	r.connect()
	if r.Alive(graceRefresh) || r.Alive(grace) || !r.Alive(adaRefresh) || !r.Alive(ada) {
		t.Error("a sign-in ends the former one of the same user, and no other")
	}
	if state := r.State(); state.User != "Grace Hopper" || state.UserID != Grace().ID || cmp.Diff([]User{Ada(), Grace()}, state.Users) != "" {
		t.Errorf("%+v", state)
	}
	r.says("somebody of another account", r.api(ada, "/v2/users/"+Grace().ID), RowUserElsewhere)
	if a := r.api(ada, "/v2/users/"+Ada().ID); a.status != 200 {
		t.Errorf("oneself by id: %s", a.body)
	}
}

// Who presses Allow is who was shown the page.
func TestThePageIsAnsweredByWhomItWasShownTo(t *testing.T) {
	r := run(t, couple())
	nonce := nonceField().FindStringSubmatch(r.get(r.asking()).body)[1]
	r.SignInAs(Grace().ID)
	a := r.form("/oauth/authorize", url.Values{"nonce": {nonce}, "decision": {"allow"}})
	back, err := url.Parse(a.header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	access := r.form("/oauth/token", r.exchanging(back.Query().Get("code"))).text("access_token")
	if a := r.api(access, "/v2/users/me"); a.text("id") != Ada().ID {
		t.Errorf("%s", a.body)
	}
}

func TestBroughtByTheUserOfTheToken(t *testing.T) {
	r := run(t, couple())
	r.connect()
	r.SignInAs(Grace().ID)
	grace, _ := r.connect()
	r.SignInAs(Ada().ID)
	if native, _ := r.tryFresh(grace, ""); native != 0 {
		t.Fatalf("native code %d", native)
	}
	if s := r.Sessions(); s[0].BroughtBy != "Grace Hopper" {
		t.Errorf("%+v", s)
	}
}

func TestUsersThatCanNotBe(t *testing.T) {
	for name, opt := range map[string]Options{
		"twice":       {Users: []User{Ada(), Ada()}},
		"no id":       {Users: []User{{Name: "Ada Lovelace"}}},
		"no name":     {Users: []User{{ID: "x"}}},
		"app twice":   {More: []App{{ClientID: DefaultClientID}}},
		"app unnamed": {More: []App{{}}},
	} {
		s, err := Start(opt)
		if err == nil {
			_ = s.Close()
		}
		if !fault.Is(err, fault.Unexpected) {
			t.Errorf("%s: %v", name, err)
		}
	}
	r := run(t, Options{Users: []User{{ID: "x", Name: "Ada Lovelace"}}})
	if u := r.State().Users[0]; u.AccountID == "" || u.Status != "active" {
		t.Errorf("%+v", u)
	}
	defer func() {
		if recover() == nil {
			t.Error("a user that is none")
		}
	}()
	r.SignInAs("nobody")
}

func TestSwitchingUsersOverHTTP(t *testing.T) {
	r := run(t, couple())
	if a := r.post("/sandbox/user", `{"user_id":"`+Grace().ID+`"}`); a.status != 200 || a.text("user") != "Grace Hopper" {
		t.Errorf("%d %s", a.status, a.body)
	}
	for _, body := range []string{`{"user_id":"nobody"}`, `{}`, `no`} {
		if a := r.post("/sandbox/user", body); a.status != 400 {
			t.Errorf("%s: %d", body, a.status)
		}
	}
	page := func() string { return r.get("/sandbox/").body }
	if p := page(); !strings.Contains(p, `<button class="primary" aria-pressed="true" name="user" value="`+Grace().ID+`">Grace Hopper</button>`) {
		t.Errorf("%s", p)
	}
	r.form("/sandbox/", url.Values{"user": {Ada().ID}})
	r.form("/sandbox/", url.Values{"user": {"nobody"}})
	if p := page(); !strings.Contains(p, "Ada Lovelace sits at the browser") {
		t.Errorf("%s", p)
	}
	if p := run(t, Options{}).get("/sandbox/").body; strings.Contains(p, "sits at the browser") {
		t.Error("there is nobody to choose from")
	}
}
