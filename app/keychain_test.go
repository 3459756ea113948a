package app_test

import (
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

// Connected means connected: an account whose tokens are gone is not.
func TestLookFindsOutWhoseTokensAreGone(t *testing.T) {
	saved := several()
	saved.Accounts[0].Scopes = []string{app.ScopeToken}
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	w.auth.with(func() {
		w.auth.held = map[string]error{
			"ada": fault.New(fault.SignInNotKept), "grace": fault.New(fault.KeychainSlow),
		}
	})
	w.ask(t, app.Look{})
	for id, want := range map[string]app.AccountState{"ada": app.SignInNeeded, "grace": app.Connected, "gov": app.Connected} {
		if got := account(w.State(), id).State; got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	w.auth.with(func() { w.auth.held = nil }) // the former keychain, or Zoom app, is back
	w.ask(t, app.Look{})
	if a := account(w.State(), "ada"); a.Fault != nil || a.State == app.SignInNeeded {
		t.Errorf("still %s: %v", a.State, a.Fault)
	}
	w.Close(t.Context()) // now everything is saved
	for _, a := range w.store.saved.Accounts {
		if a.ID == "ada" && a.Fault != nil {
			t.Errorf("the next start will say %v", a.Fault)
		}
	}
}

// A look must not bring up a password window.
func TestALockedKeychainIsNotLookedInto(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.auth.with(func() { w.auth.keychain = app.KeychainLocked })
	w.ask(t, app.Look{})
	if len(w.auth.asked) != 0 {
		t.Errorf("asked: %v", w.auth.asked)
	}
	if got := w.State().Keychain.State; got != app.KeychainLocked {
		t.Errorf("state %s", got)
	}
}

func TestTheWaitForTheKeychainIsShownAndCancelled(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.KeychainWaits(true)
	w.until(t, func(s app.State) bool { return s.Keychain.Waiting })
	w.ask(t, app.Look{})
	if !w.State().Keychain.Waiting {
		t.Error("a look has ended the wait")
	}
	w.ask(t, app.CancelKeychain{})
	if len(w.auth.asked) == 0 || w.auth.asked[len(w.auth.asked)-1] != "cancel keychain" {
		t.Errorf("asked: %v", w.auth.asked)
	}
	w.KeychainWaits(false)
	w.until(t, func(s app.State) bool { return !s.Keychain.Waiting })
}

func TestKeepOnlyUntilQuit(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.auth.with(func() { w.auth.keychain = app.KeychainAbsent })
	w.ask(t, app.Look{})
	w.auth.with(func() { w.auth.held = map[string]error{"ada": fault.New(fault.SignInNotKept)} })
	w.ask(t, app.KeepInMemory{})
	if s := w.State(); s.Keychain.State != app.KeychainMemory || s.Accounts[0].State != app.SignInNeeded {
		t.Errorf("%+v, %s", s.Keychain, s.Accounts[0].State)
	}
}
