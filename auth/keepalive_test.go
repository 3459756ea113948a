package auth

import (
	"context"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

func TestAGrantThatNobodyUsesIsKeptAlive(t *testing.T) {
	const day = 24 * time.Hour
	for name, c := range map[string]struct {
		age     time.Duration
		refresh int
	}{
		"young": {19 * day, 0}, "old": {20 * day, 1}, "of a clock a little ahead": {-day / 2, 0}, "of a clock that was wrong": {-400 * day, 1},
	} {
		z, vault := newZoom(t), newVault()
		now := time.Now()
		cfg := z.config(vault, t.TempDir())
		cfg.Now = func() time.Time { return now }
		acc := stored(t, newAuth(t, cfg), z, time.Hour) // renewed now, by the test's clock
		now = now.Add(c.age)
		a := newAuth(t, cfg)
		for range 5 {
			if err := a.KeepAlive(t.Context(), public, acc); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if n := len(z.calls()); n != c.refresh {
			t.Errorf("%s: %d refreshes", name, n)
		}
		granted, known := a.Granted(acc)
		if !known || (c.refresh == 1) != granted.RenewedAt.Equal(now.Round(0)) {
			t.Errorf("%s: %+v, %v", name, granted, known)
		}
	}
}

func TestKeepAliveNeverPrompts(t *testing.T) {
	z, vault := newZoom(t), newVault()
	cfg := z.config(vault, t.TempDir())
	acc := stored(t, newAuth(t, cfg), z, 0)
	cfg.Now = func() time.Time { return time.Now().Add(keepFor) }
	vault.onGet = func(string) error { t.Error("a locked keychain was asked"); return nil }
	for state, kind := range map[app.KeychainState]fault.Kind{
		app.KeychainLocked: fault.KeychainLocked, app.KeychainAbsent: fault.KeychainAbsent, app.KeychainUnknown: fault.KeychainSlow,
	} {
		cfg.Keychain = func(context.Context) app.Keychain { return app.Keychain{State: state} }
		wantFault(t, newAuth(t, cfg).KeepAlive(t.Context(), public, acc), kind)
	}

	hurried := &hurriedVault{memoryVault: newVault()}
	cfg = z.config(hurried, t.TempDir())
	stored(t, newAuth(t, cfg), z, 0)
	cfg.Now = func() time.Time { return time.Now().Add(keepFor) }
	z.reached = func() {
		if !hurried.limited {
			t.Error("the keychain has as long as it likes")
		}
	}
	if err := newAuth(t, cfg).KeepAlive(t.Context(), public, acc); err != nil || len(z.calls()) != 1 {
		t.Errorf("%v, %d refreshes", err, len(z.calls()))
	}
}

// Where a locked keychain can't be told from an open one, only tokens that have
// been read out of it before are kept alive.
func TestKeepAliveNeverPromptsOnMacOS(t *testing.T) {
	z, vault := newZoom(t), newVault()
	cfg := z.config(vault, t.TempDir())
	acc := stored(t, newAuth(t, cfg), z, 0)
	cfg.Now = func() time.Time { return time.Now().Add(keepFor) }
	reads := 0
	vault.onGet = func(string) error { reads++; return nil }

	a := newAuth(t, cfg)
	a.lockHides = true
	wantFault(t, a.KeepAlive(t.Context(), public, acc), fault.KeychainLocked)
	if reads != 0 || len(z.calls()) != 0 {
		t.Errorf("%d reads, %d refreshes", reads, len(z.calls()))
	}
	if err := a.Held(t.Context(), public, acc); err != nil { // somebody looked
		t.Fatal(err)
	}
	if err := a.KeepAlive(t.Context(), public, acc); err != nil || len(z.calls()) != 1 {
		t.Errorf("%v, %d refreshes", err, len(z.calls()))
	}

	// What is only in memory has no lock.
	cfg.Keychain = func(context.Context) app.Keychain { return app.Keychain{State: app.KeychainMemory} }
	cfg.Now = func() time.Time { return time.Now().Add(2 * keepFor) }
	b := newAuth(t, cfg)
	b.lockHides = true
	if err := b.KeepAlive(t.Context(), public, acc); err != nil || len(z.calls()) != 2 {
		t.Errorf("%v, %d refreshes", err, len(z.calls()))
	}
}
