package auth

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

func TestTheKeychainIsTriedBeforeTheBrowser(t *testing.T) {
	for _, kind := range []fault.Kind{fault.KeychainAbsent, fault.KeychainLocked, fault.KeychainSlow} {
		z, vault := newZoom(t), newVault()
		vault.onSet = func(string) error { return fault.New(kind) }
		a := newAuth(t, z.config(vault, t.TempDir()))
		_, err := a.SignIn(t.Context(), jobOf(public, func(app.SignIn) { t.Error("the browser was opened") }))
		wantFault(t, err, kind)
	}
	z := newZoom(t)
	a := newAuth(t, z.config(forgetful{newVault()}, t.TempDir()))
	_, err := a.SignIn(t.Context(), jobOf(public, func(app.SignIn) { t.Error("the browser was opened") }))
	wantFault(t, err, fault.KeychainFailed)
}

func TestTheTrialLeavesNothingInTheKeychain(t *testing.T) {
	for name, trouble := range map[string]func(cancel func()) error{
		"failed":     func(func()) error { return fault.New(fault.KeychainFailed) },
		"called off": func(cancel func()) error { cancel(); return context.Canceled },
	} {
		z, vault := newZoom(t), newVault()
		a := newAuth(t, z.config(vault, t.TempDir()))
		ctx, cancel := context.WithCancel(t.Context())
		tried := false
		vault.onGet = func(string) error {
			tried = len(vault.names()) == 1
			return trouble(cancel)
		}
		if _, err := a.SignIn(ctx, jobOf(public, func(app.SignIn) { t.Error("the browser was opened") })); err == nil || !tried {
			t.Errorf("%s: tried %v, %v", name, tried, err)
		}
		if left := len(vault.names()); left != 0 {
			t.Errorf("%s: %d entries are left", name, left)
		}
		cancel()
	}
}

// forgetful claims to keep, like a keyring with nothing behind it.
type forgetful struct{ *memoryVault }

func (forgetful) Set(context.Context, string, secret.Text) error { return nil }

func TestAGrantThatCannotBeKeptIsGivenBack(t *testing.T) {
	for name, spoil := range map[string]func(*fakeZoom, *memoryVault) fault.Kind{
		"profile": func(z *fakeZoom, _ *memoryVault) fault.Kind {
			z.api = func(string) (app.Account, error) { return app.Account{}, fault.New(fault.ZoomUnreachable) }
			return fault.ZoomUnreachable
		},
		"keychain": func(_ *fakeZoom, v *memoryVault) fault.Kind {
			v.onSet = func(name string) error {
				if strings.HasPrefix(name, "tokens-") {
					return fault.New(fault.KeychainLocked)
				}
				return nil
			}
			return fault.KeychainLocked
		},
	} {
		z, vault := newZoom(t), newVault()
		kind := spoil(z, vault)
		p := begin(t, newAuth(t, z.config(vault, t.TempDir())), public)
		p.finish(t)
		wantFault(t, p.err, kind)
		if len(z.gone()) != 1 || len(vault.names()) != 0 || p.acc.ID != "" {
			t.Errorf("%s: revoked %d, kept %d", name, len(z.gone()), len(vault.names()))
		}
	}
}

func TestALockThatCannotBeMade(t *testing.T) {
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	a := newAuth(t, newZoom(t).config(newVault(), file))
	_, err := a.SignIn(t.Context(), jobOf(public, func(app.SignIn) { t.Error("the browser was opened") }))
	wantFault(t, err, fault.StorageFailed)
	if errors.Unwrap(err) == nil {
		t.Error("the cause is lost")
	}
}
