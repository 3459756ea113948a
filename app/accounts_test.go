package app_test

import (
	"slices"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/app/secret"
)

var (
	grace = app.Account{ID: "grace", UserID: "U2", Name: "Grace Hopper", State: app.Connected, Cloud: app.CloudZoom}
	gov   = app.Account{ID: "gov", UserID: "U3", Name: "Ada Lovelace", State: app.Connected, Cloud: app.CloudGov}
)

// several is a person with two clouds and three accounts.
func several() app.Saved {
	saved := settled()
	saved.Accounts = []app.Account{ada, grace, gov}
	saved.Accounts[0].UserID = "U1"
	saved.Settings.OtherCloud = app.ZoomApp{ClientID: "gov-id", Kind: app.PublicClient, Cloud: app.CloudGov, RedirectURI: app.DefaultRedirect}
	return saved
}

func account(s app.State, id string) app.Account {
	a, _ := s.Account(id)
	return a
}

// mintOnce mints and waits until the core has taken over what that has shown.
func (w *world) mintOnce(t *testing.T, kind app.TokenKind, account string) error {
	t.Helper()
	_, err := w.Mint(t.Context(), kind, account, web.ID)
	w.ask(t, app.DismissNotice{}) // posted after the mint's own word
	return err
}

func TestEachAccountGoesWithTheAppOfItsCloud(t *testing.T) {
	w := newWorld(t, several())
	defer w.Close(t.Context())
	for id, client := range map[string]string{"ada": "public-id", "grace": "public-id", "gov": "gov-id"} {
		m, err := w.Mint(t.Context(), app.TokenOnBehalf, id, web.ID)
		if want := "ZZTESTTOKEN-obf-" + client + "-" + id; err != nil || m.Token.Reveal() != want {
			t.Errorf("%s: %q, %v", id, m.Token.Reveal(), err)
		}
	}
	w.ask(t, app.SetZoomApp{App: app.ZoomApp{ClientID: "new-gov-id", Cloud: app.CloudGov}})
	if s := w.State().Settings; s.App(app.CloudZoom).ClientID != "public-id" || s.App(app.CloudGov).ClientID != "new-gov-id" {
		t.Errorf("apps %+v", s)
	}
	w.ask(t, app.SetZoomApp{App: app.ZoomApp{ClientID: "new-id"}})
	if s := w.State().Settings; s.App(app.CloudZoom).ClientID != "new-id" || s.App(app.CloudGov).ClientID != "new-gov-id" {
		t.Errorf("apps %+v", s)
	}
}

func TestAMeetingChoosesAnAccountOfItsCloud(t *testing.T) {
	agency := meeting.Meeting{ID: "1601234567", Host: "agency.zoomgov.com"}
	w := newWorld(t, several())
	defer w.Close(t.Context())
	for _, c := range []struct {
		send app.Send
		want string
	}{
		{app.Send{Meeting: web}, "ada"},
		{app.Send{Meeting: agency}, "gov"},
		{app.Send{Meeting: meeting.Meeting{ID: "1601234568"}}, "ada"},
		{app.Send{Meeting: web, Account: "grace"}, "grace"},
	} {
		c.send.RunID = app.NewRunID()
		w.ask(t, c.send)
		if r, _ := w.State().Run(c.send.RunID); r.AccountID != c.want {
			t.Errorf("%s at %q by %q", r.MeetingID, r.Host, r.AccountID)
		}
	}
	wantFault(t, w.Ask(t.Context(), app.Send{Meeting: agency, Account: "ada"}), fault.WrongCloud)
}

func TestTheDefaultAccountIsOne(t *testing.T) {
	w := newWorld(t, several())
	defer w.Close(t.Context())
	w.ask(t, app.SetDefaultAccount{Account: "grace"})
	for _, a := range w.State().Accounts {
		if a.Default != (a.ID == "grace") {
			t.Errorf("%s: %v", a.ID, a.Default)
		}
	}
	w.ask(t, app.Disconnect{Account: "grace"})
	if a, ok := w.State().Account(""); !ok || a.ID != "ada" {
		t.Errorf("after the default one went: %q", a.ID)
	}
	wantFault(t, w.Ask(t.Context(), app.SetDefaultAccount{Account: "eve"}), fault.UnknownAccount)
}

// Tokens that can't be erased leave the account where it can be tried again.
func TestDisconnectNeverForgetsTokensThatAreStillThere(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.auth.with(func() { w.auth.errs = map[string]error{"sign out": fault.New(fault.KeychainLocked)} })
	wantFault(t, w.Ask(t.Context(), app.Disconnect{}), fault.KeychainLocked)
	if len(w.State().Accounts) != 1 {
		t.Error("the account is gone, its tokens are not")
	}
	w.auth.with(func() { w.auth.errs["sign out"] = fault.New(fault.ZoomUnreachable) })
	wantFault(t, w.Ask(t.Context(), app.Disconnect{}), fault.ZoomUnreachable)
	if len(w.State().Accounts) != 0 {
		t.Error("Zoom can't be reached, so the account stays: it must go")
	}
}

func TestAMissingOptionalScopeLeavesTheAccountAtWork(t *testing.T) {
	saved := settled()
	saved.Accounts[0].Scopes = []string{app.ScopeToken, app.ScopeRecording}
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	w.zoom.errs = map[app.TokenKind]error{app.TokenLocalRecording: app.MissingScope(app.ScopeRecording, nil)}
	wantFault(t, w.mintOnce(t, app.TokenLocalRecording, ""), fault.PermissionMissing)
	a := account(w.State(), "ada")
	if a.State != app.Connected || a.Fault != nil || slices.Contains(a.Scopes, app.ScopeRecording) {
		t.Errorf("%+v", a)
	}
}

// Zoom names what is granted with each refresh; it may be more or less than
// before.
func TestScopesThatDrift(t *testing.T) {
	saved := settled()
	saved.Accounts[0].Scopes = []string{app.ScopeToken, app.ScopeUser}
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	grant := func(at int64, scopes ...string) {
		w.auth.with(func() {
			w.auth.granted = map[string]app.Granted{"ada": {Scopes: scopes, APIURL: "https://api-eu.zoom.us", RenewedAt: time.Unix(at, 0)}}
		})
	}
	grant(1, app.ScopeUser)
	w.zoom.errs = map[app.TokenKind]error{app.TokenOnBehalf: app.MissingScope(app.ScopeToken, nil)}
	_ = w.mintOnce(t, app.TokenOnBehalf, "")
	a := account(w.State(), "ada")
	if a.State != app.PermissionMissing || !fault.Is(a.Fault, fault.PermissionMissing) || app.HasScope(a.Scopes, app.ScopeToken) {
		t.Errorf("shrunk: %+v", a)
	}
	grant(2, app.ScopeToken, app.ScopeUser, app.ScopeZAK)
	w.zoom.with(func() { w.zoom.errs = nil })
	if err := w.mintOnce(t, app.TokenOnBehalf, ""); err != nil {
		t.Fatal(err)
	}
	a = account(w.State(), "ada")
	if a.State != app.Connected || a.Fault != nil || !slices.Contains(a.Scopes, app.ScopeZAK) || a.APIURL != "https://api-eu.zoom.us" {
		t.Errorf("grown: %+v", a)
	}
	// What a refusal has shown since counts, not the same old answer again.
	w.zoom.with(func() {
		w.zoom.errs = map[app.TokenKind]error{app.TokenOnBehalf: app.MissingScope(app.ScopeToken, nil)}
	})
	_ = w.mintOnce(t, app.TokenOnBehalf, "")
	_ = w.mintOnce(t, app.TokenZAK, "")
	if a = account(w.State(), "ada"); a.State != app.PermissionMissing {
		t.Errorf("refused, then %s", a.State)
	}
}

func TestHasScope(t *testing.T) {
	for _, c := range []struct {
		granted, scope string
		want           bool
	}{
		{app.ScopeToken, app.ScopeToken, true},
		{app.ScopeToken + ":admin", app.ScopeToken, true},
		{app.ScopeToken + ":master", app.ScopeToken, true},
		{"user:read", app.ScopeToken, true},
		{"user:read:admin", app.ScopeUser, true},
		{"user_zak:read", app.ScopeZAK, true},
		{app.ScopeToken, app.ScopeZAK, true}, // the same path gives a ZAK
		{"meeting_token:read:admin:local_recording", app.ScopeRecording, true},
		{"meeting:read:admin", app.ScopeMeetings, true},
		{"meeting:read", app.ScopeRecording, false},
		{app.ScopeZAK, app.ScopeToken, false},
		{app.ScopeToken + "s", app.ScopeToken, false},
		{app.ScopeToken + ":owner", app.ScopeToken, false},
		{"", app.ScopeToken, false},
	} {
		if got := app.HasScope([]string{c.granted}, c.scope); got != c.want {
			t.Errorf("%q for %q: %v", c.granted, c.scope, got)
		}
	}
}

// Why the tokens are gone is said again, not only that they are.
func TestTheReasonForAnEndedSignInStays(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.zoom.err = fault.New(fault.SignInElsewhere)
	wantFault(t, w.mintOnce(t, app.TokenOnBehalf, ""), fault.SignInElsewhere)
	w.zoom.err = fault.New(fault.SignInNotKept) // erased, so the next one finds none
	wantFault(t, w.mintOnce(t, app.TokenOnBehalf, ""), fault.SignInElsewhere)
	if a := account(w.State(), "ada"); !fault.Is(a.Fault, fault.SignInElsewhere) {
		t.Errorf("%v", a.Fault)
	}
}

// What is still on its way when an account is disconnected must not write it
// down again.
func TestADisconnectedAccountStaysAway(t *testing.T) {
	w := newWorld(t, settled())
	w.zoom.errs = map[app.TokenKind]error{app.TokenOnBehalf: fault.New(fault.SignInEnded)}
	w.bots.stubborn = true
	w.ask(t, app.Send{RunID: "r-1", Meeting: web})
	run := <-w.bots.jobs
	late := run.job.Mint // of a run that has not heard of it yet
	w.store.hold = make(chan struct{})
	done := make(chan error, 1)
	go func() { done <- w.Ask(t.Context(), app.Disconnect{}) }()
	w.until(t, func(s app.State) bool { return len(s.Accounts) == 0 }) // while the disk is at it
	if _, err := late(t.Context()); err == nil {
		t.Error("the mint under way went through")
	}
	close(w.store.hold)
	close(run.over)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	w.Close(t.Context())
	if n := len(w.store.saved.Accounts); n != 0 {
		t.Errorf("%d accounts on disk", n)
	}
}

func TestADefaultThatCannotBeWrittenIsTakenBack(t *testing.T) {
	w := newWorld(t, several())
	defer w.Close(t.Context())
	w.store.fail(fault.New(fault.DiskFull))
	wantFault(t, w.Ask(t.Context(), app.SetDefaultAccount{Account: "grace"}), fault.DiskFull)
	if a, _ := w.State().Account(""); a.ID != "ada" {
		t.Errorf("default is %q", a.ID)
	}
}

// A client that becomes public leaves no secret behind.
func TestASecretGoesWithItsClient(t *testing.T) {
	saved := settled()
	saved.Settings.ZoomApp.Kind = app.ConfidentialClient
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	w.auth.secret = secret.New("ZZTESTSECRET")
	w.ask(t, app.SetZoomApp{App: app.ZoomApp{ClientID: "gov-id", Cloud: app.CloudGov}}) // another cloud's
	if w.auth.secret.Empty() {
		t.Error("another cloud's client has taken the secret away")
	}
	w.ask(t, app.SetZoomApp{App: app.ZoomApp{ClientID: "public-id"}})
	if !w.auth.secret.Empty() {
		t.Error("the secret is still there")
	}
}

// After a restart, Zoom's former answer is the same old one: what was found out
// since still counts.
func TestAScopeThatWasRefusedStaysMissingAfterARestart(t *testing.T) {
	saved := settled()
	a := &saved.Accounts[0]
	a.State, a.Scopes, a.LastProvedAt = app.PermissionMissing, []string{app.ScopeUser}, time.Unix(100, 0)
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	w.auth.granted = map[string]app.Granted{"ada": {Scopes: []string{app.ScopeToken}, RenewedAt: time.Unix(100, 0)}}
	if err := w.mintOnce(t, app.TokenLocalRecording, ""); err != nil {
		t.Fatal(err)
	}
	if got := account(w.State(), "ada"); got.State != app.PermissionMissing {
		t.Errorf("%+v", got)
	}
}

// A refresh on the way to a mint may show other scopes, also if the mint itself
// then fails for the meeting's sake.
func TestScopesThatDriftBesideAnotherFault(t *testing.T) {
	saved := settled()
	saved.Accounts[0].Scopes = []string{app.ScopeToken}
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	w.auth.granted = map[string]app.Granted{"ada": {Scopes: []string{app.ScopeToken, app.ScopeZAK}, RenewedAt: time.Unix(1, 0)}}
	w.zoom.errs = map[app.TokenKind]error{app.TokenOnBehalf: fault.New(fault.NoSuchMeeting)}
	wantFault(t, w.mintOnce(t, app.TokenOnBehalf, ""), fault.NoSuchMeeting)
	if a := account(w.State(), "ada"); a.State != app.Connected || !slices.Contains(a.Scopes, app.ScopeZAK) {
		t.Errorf("%+v", a)
	}
}
