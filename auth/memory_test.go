package auth

import (
	"context"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

func TestF17AnotherProcessesRotationIsHonoured(t *testing.T) {
	z, vault, locks := newZoom(t), newVault(), t.TempDir()
	one, two := newAuth(t, z.config(vault, locks)), newAuth(t, z.config(vault, locks))
	acc := stored(t, one, z, time.Hour)
	first, err := one.Token(t.Context(), public, acc)
	if err != nil {
		t.Fatal(err)
	}
	if err := two.Renew(t.Context(), public, acc); err != nil {
		t.Fatal(err)
	}
	// The one still has the old token in memory; Zoom refuses it, and the
	// keychain has the answer.
	next, err := one.Refused(t.Context(), public, acc, first.Token)
	if err != nil || next.Token.Reveal() != marker+"TOKEN-access-1" {
		t.Errorf("%v", err)
	}
	if again, err := one.Token(t.Context(), public, acc); err != nil || !again.Token.Equal(next.Token) {
		t.Errorf("%v", err)
	}
	if err := one.Renew(t.Context(), public, acc); err != nil { // with two's refresh token
		t.Error(err)
	}
	if n := len(z.calls()); n != 2 {
		t.Errorf("%d refreshes", n)
	}
}

func TestF17ATokenNearlyUpIsLookedUpFirst(t *testing.T) {
	z, vault, locks := newZoom(t), newVault(), t.TempDir()
	now := time.Now()
	cfg := z.config(vault, locks)
	cfg.Now = func() time.Time { return now }
	one, two := newAuth(t, cfg), newAuth(t, cfg)
	acc := stored(t, one, z, time.Hour)
	if _, err := one.Token(t.Context(), public, acc); err != nil {
		t.Fatal(err)
	}
	now = now.Add(time.Hour)
	for _, a := range []*Auth{two, one} {
		access, err := a.Token(t.Context(), public, acc)
		if err != nil || access.Token.Reveal() != marker+"TOKEN-access-1" {
			t.Errorf("%v", err)
		}
	}
	if n := len(z.calls()); n != 1 {
		t.Errorf("%d refreshes", n)
	}
}

func TestWhatIsErasedIsNotRemembered(t *testing.T) {
	for name, c := range map[string]struct {
		erase func(*Auth, *memoryVault, app.Account)
		facts bool // what Zoom said of a grant outlives it
	}{
		"signed out": {func(a *Auth, _ *memoryVault, acc app.Account) { _ = a.SignOut(t.Context(), public, acc) }, false},
		"rejected": {func(a *Auth, _ *memoryVault, acc app.Account) {
			_ = a.Rejected(t.Context(), public, acc, secret.New(marker+"TOKEN-access-0"))
		}, true},
		"kept elsewhere": {func(a *Auth, v *memoryVault, _ app.Account) {
			v.mu.Lock()
			clear(v.values) // as the real vault's move into memory
			v.mu.Unlock()
			a.KeepInMemory()
		}, true},
	} {
		z, vault := newZoom(t), newVault()
		a := newAuth(t, z.config(vault, t.TempDir()))
		acc := stored(t, a, z, time.Hour)
		if _, err := a.Token(t.Context(), public, acc); err != nil {
			t.Fatal(err)
		}
		c.erase(a, vault, acc)
		_, err := a.Token(t.Context(), public, acc)
		wantFault(t, err, fault.SignInNotKept)
		if _, known := a.Granted(acc); known != c.facts {
			t.Errorf("%s: known %v", name, known)
		}
	}
}

// A read that was under way when the tokens were erased brings them back to
// whoever asked, but not into memory.
func TestALateReadIsNotRemembered(t *testing.T) {
	z, vault := newZoom(t), newVault()
	late := &lateVault{memoryVault: vault, read: make(chan struct{}), hold: make(chan struct{})}
	a := newAuth(t, z.config(late, t.TempDir()))
	acc := stored(t, newAuth(t, z.config(vault, t.TempDir())), z, time.Hour)
	done := make(chan struct{})
	go func() { defer close(done); _, _ = a.Token(t.Context(), public, acc) }()
	<-late.read
	late.read = nil
	if err := a.SignOut(t.Context(), public, acc); err != nil {
		t.Fatal(err)
	}
	close(late.hold)
	<-done
	_, err := a.Token(t.Context(), public, acc)
	wantFault(t, err, fault.SignInNotKept)
	if _, known := a.Granted(acc); known {
		t.Error("what Zoom granted is still told")
	}
}

// lateVault holds its first answer back.
type lateVault struct {
	*memoryVault
	read, hold chan struct{}
}

func (v *lateVault) Get(ctx context.Context, name string) (secret.Text, bool, error) {
	text, found, err := v.memoryVault.Get(ctx, name)
	if v.read != nil {
		close(v.read)
		<-v.hold
	}
	return text, found, err
}

// The clock that Go measures with stands still while a machine sleeps; a token
// must not seem fresh by it.
func TestF62TimesAreOfTheClockOnTheWall(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	acc := stored(t, a, z, 0)
	if err := a.Renew(t.Context(), public, acc); err != nil {
		t.Fatal(err)
	}
	g, known := a.memory.grant(acc.ID)
	for _, at := range []time.Time{g.expiry, g.renewed, a.now()} {
		if !known || strings.Contains(at.String(), "m=") {
			t.Errorf("%v", at)
		}
	}
}

func BenchmarkToken(b *testing.B) {
	a := New(Config{LockDir: b.TempDir(), Vault: newVault()})
	defer a.Close()
	acc := app.Account{ID: "acc"}
	err := a.store(b.Context(), acc.ID, grant{
		clientID: public.ClientID, refresh: secret.New("r"), access: secret.New("a"), expiry: time.Now().Add(24 * time.Hour),
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := a.Token(b.Context(), public, acc); err != nil {
			b.Fatal(err)
		}
	}
}

// A grant that the keychain would not take when Zoom gave it lives only in this
// process. It goes where it can: into memory if the person chooses that, into
// the keychain when the program ends, and to Zoom for its end on a sign-out.
func TestAGrantThatCouldNotBeWritten(t *testing.T) {
	full := fault.New(fault.KeychainFull)
	start := func(t *testing.T) (*fakeZoom, *memoryVault, *Auth, app.Account) {
		z, vault := newZoom(t), newVault()
		a := newAuth(t, z.config(vault, t.TempDir()))
		acc := stored(t, a, z, 0)
		vault.set(func() { vault.onSet = func(string) error { return full } })
		_, err := a.Token(t.Context(), public, acc)
		wantFault(t, err, fault.KeychainFull)
		vault.set(func() { vault.onSet = nil })
		return z, vault, a, acc
	}
	t.Run("keep in memory", func(t *testing.T) {
		z, vault, a, acc := start(t)
		vault.set(func() { clear(vault.values) }) // the new, empty place
		a.KeepInMemory()
		if _, err := a.Token(t.Context(), public, acc); err != nil || len(vault.names()) != 1 || len(z.calls()) != 1 {
			t.Errorf("%v, %d kept, %d refreshes", err, len(vault.names()), len(z.calls()))
		}
	})
	t.Run("the entry is gone", func(t *testing.T) {
		_, vault, a, acc := start(t)
		vault.set(func() { clear(vault.values) }) // another process found the old one dead
		if _, err := a.Token(t.Context(), public, acc); err != nil {
			t.Error(err)
		}
	})
	t.Run("the program ends", func(t *testing.T) {
		z, vault, a, acc := start(t)
		a.Close()
		if _, err := newAuth(t, z.config(vault, t.TempDir())).Token(t.Context(), public, acc); err != nil {
			t.Error(err)
		}
	})
	t.Run("sign out", func(t *testing.T) {
		z, _, a, acc := start(t)
		if err := a.SignOut(t.Context(), public, acc); err != nil {
			t.Error(err)
		}
		if gone := z.gone(); len(gone) != 1 || strings.HasSuffix(gone[0], "0") {
			t.Errorf("revoked %q, which was dead", gone)
		}
	})
}

// A sign-out that could not wait for a refresh is not undone by it.
func TestARefreshAfterASignOutBringsNothingBack(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, 0)
	z.set(func() {
		z.reached = func() { a.memory.erase(acc.ID); _ = vault.Delete(t.Context(), tokensName(acc.ID)) }
	})
	_, err := a.Token(t.Context(), public, acc)
	wantFault(t, err, fault.SignInNotKept)
	if len(vault.names()) != 0 || len(z.gone()) != 1 {
		t.Errorf("%d kept, given back %q", len(vault.names()), z.gone())
	}
}
