package app_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"behalf/app"
	"behalf/app/fault"
)

// connecting begins a sign-in and gives its end.
func (w *world) connecting(t *testing.T, wish app.Connect) <-chan error {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- w.Ask(t.Context(), wish) }()
	w.until(t, func(s app.State) bool { return s.SignIn != nil && s.SignIn.URL != "" })
	return done
}

func TestConnectShowsTheLinkAndAdoptsTheAccount(t *testing.T) {
	saved := settled()
	saved.Accounts = nil
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	done := w.connecting(t, app.Connect{})
	wantFault(t, w.Ask(t.Context(), app.Connect{}), fault.SignInUnderWay)
	w.auth.browser <- nil
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	s := w.State()
	if s.SignIn != nil || len(s.Accounts) != 1 || !s.Accounts[0].Default {
		t.Errorf("after connecting: %+v", s)
	}
	w.ask(t, app.Disconnect{})
	if n := len(w.State().Accounts); n != 0 || len(w.store.saved.Accounts) != 0 {
		t.Errorf("%d accounts are left", n)
	}
}

func TestCancelConnectKeepsTheFormerState(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	done := w.connecting(t, app.Connect{})
	w.ask(t, app.CancelConnect{})
	wantFault(t, <-done, fault.SignInCancelled)
	if diff := cmp.Diff([]app.Account{ada}, w.State().Accounts); diff != "" {
		t.Errorf("accounts changed:\n%s", diff)
	}
}

func TestReconnectUsesTheAppOfTheAccountsCloud(t *testing.T) {
	w := newWorld(t, several())
	defer w.Close(t.Context())
	w.auth.comes = gov
	done := w.connecting(t, app.Connect{Account: "gov", Road: app.RoadCode})
	w.auth.browser <- nil
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	job := w.auth.jobs[0]
	if job.App.ClientID != "gov-id" || job.Expected.ID != "gov" || job.Road != app.RoadCode || job.Replaces != "" {
		t.Errorf("job %+v", job)
	}
	if n := len(w.State().Accounts); n != 3 {
		t.Errorf("%d accounts", n)
	}
}

func TestF14AnotherUserIsAskedAbout(t *testing.T) {
	for name, c := range map[string]struct {
		keep bool
		want fault.Kind
		ids  []string
	}{
		"no":  {false, fault.OtherUser, []string{"ada"}},
		"yes": {true, "", []string{"ada", "grace"}},
	} {
		t.Run(name, func(t *testing.T) {
			saved := settled()
			saved.Accounts = several().Accounts[:1]
			w := newWorld(t, saved)
			defer w.Close(t.Context())
			w.auth.comes = grace
			wantFault(t, w.Ask(t.Context(), app.AnswerSignIn{Keep: true}), fault.NoSignIn)
			done := w.connecting(t, app.Connect{Account: "ada"})
			wantFault(t, w.Ask(t.Context(), app.AnswerSignIn{Keep: true}), fault.NoSignIn) // nobody has asked yet
			w.auth.browser <- nil
			s := w.until(t, func(s app.State) bool { return s.SignIn != nil && s.SignIn.Other != nil })
			if s.SignIn.Other.Name != "Grace Hopper" || s.SignIn.Expected != "ada" || len(s.Accounts) != 1 {
				t.Errorf("asked with %+v", s.SignIn)
			}
			w.ask(t, app.AnswerSignIn{Keep: c.keep})
			err := <-done
			if c.want != "" {
				wantFault(t, err, c.want)
			} else if err != nil {
				t.Error(err)
			}
			var ids []string
			for _, a := range w.State().Accounts {
				ids = append(ids, a.ID)
			}
			if diff := cmp.Diff(c.ids, ids); diff != "" {
				t.Errorf("accounts:\n%s", diff)
			}
			if diff := cmp.Diff(saved.Accounts[0], w.State().Accounts[0]); diff != "" {
				t.Errorf("Ada changed:\n%s", diff)
			}
		})
	}
}

func TestF14CancelWhileAsked(t *testing.T) {
	saved := settled()
	saved.Accounts = several().Accounts[:1]
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	w.auth.comes = grace
	done := w.connecting(t, app.Connect{Account: "ada"})
	w.auth.browser <- nil
	w.until(t, func(s app.State) bool { return s.SignIn != nil && s.SignIn.Other != nil })
	w.ask(t, app.CancelConnect{})
	wantFault(t, <-done, fault.OtherUser)
	if len(w.State().Accounts) != 1 {
		t.Error("kept without a word")
	}
}

// Somebody who is connected already gets new tokens, since Zoom has ended the
// old ones, and the person hears about the mix-up.
func TestF14AnotherUserWhoIsConnectedToo(t *testing.T) {
	w := newWorld(t, several())
	defer w.Close(t.Context())
	w.auth.comes = grace
	done := w.connecting(t, app.Connect{Account: "ada"})
	w.auth.browser <- nil
	wantFault(t, <-done, fault.OtherUser)
	if n := len(w.State().Accounts); n != 3 {
		t.Errorf("%d accounts", n)
	}
}

// An app without user:read:user does not say who signs in. When it gets the
// permission, the nameless account becomes the named one.
func TestANamelessAccountIsReplaced(t *testing.T) {
	saved := settled()
	saved.Accounts = []app.Account{{ID: "nameless", Name: "Zoom account", Default: true, Cloud: app.CloudZoom}}
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	done := w.connecting(t, app.Connect{Account: "nameless"})
	w.auth.browser <- nil
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	w.ask(t, app.DismissNotice{})
	s := w.State()
	if w.auth.jobs[0].Replaces != "nameless" || len(s.Accounts) != 1 || s.Accounts[0].ID != "ada" || !s.Accounts[0].Default {
		t.Errorf("%+v", s.Accounts)
	}
}

func TestAPastedCallbackGoesToTheSignIn(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.auth.errs = map[string]error{"callback": fault.New(fault.WrongCallback)}
	wantFault(t, w.Ask(t.Context(), app.PasteCallback{Address: "https://example.com/callback?code=ZZTEST"}), fault.WrongCallback)
	if len(w.auth.pasted) != 1 {
		t.Error("it did not arrive")
	}
}

// Who cancels need not be told that they did.
func TestACancelledSignInIsNoNotice(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.Do(app.Connect{})
	w.until(t, func(s app.State) bool { return s.SignIn != nil && s.SignIn.URL != "" })
	w.ask(t, app.CancelConnect{})
	s := w.until(t, func(s app.State) bool { return s.SignIn == nil })
	if s.Notice != nil {
		t.Errorf("notice %v", s.Notice.Fault)
	}
}

// Zoom lets one grant live: if the new one is lost to the weather, the former
// one may be dead too, and must not be shown as good.
func TestASignInLostToTheWeatherIsDoubted(t *testing.T) {
	w := newWorld(t, several())
	defer w.Close(t.Context())
	done := w.connecting(t, app.Connect{Account: "ada"})
	w.auth.browser <- fault.New(fault.ZoomOutage)
	wantFault(t, <-done, fault.ZoomOutage)
	if got := account(w.State(), "ada").State; got != app.Unreachable {
		t.Errorf("state %s", got)
	}
}

// Connected means that the tokens are there, also if somebody disconnects while
// the browser is still being told.
func TestF11DisconnectedWhileTheBrowserIsTold(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.auth.with(func() { w.auth.held = map[string]error{"grace": fault.New(fault.SignInNotKept)} })
	w.auth.comes = grace
	done := w.connecting(t, app.Connect{})
	w.auth.browser <- nil
	wantFault(t, <-done, fault.SignInCancelled)
	if n := len(w.State().Accounts); n != 1 {
		t.Errorf("%d accounts", n)
	}
}
