package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

func TestSignOut(t *testing.T) {
	for name, c := range map[string]struct {
		life   time.Duration
		revoke http.HandlerFunc
		token  string
		cause  fault.Kind
	}{
		"usual":    {time.Hour, nil, marker + "TOKEN-access-0", ""},
		"old":      {-time.Hour, nil, marker + "TOKEN-refresh-0", ""},
		"cut":      {time.Hour, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, marker + "TOKEN-access-0", fault.ZoomUnreachable},
		"given up": {time.Hour, nil, "", fault.Stopped}, // before it began, even
	} {
		z, vault := newZoom(t), newVault()
		z.revokes = func(w http.ResponseWriter, r *http.Request) {
			if len(vault.names()) != 0 {
				t.Errorf("%s: Zoom is asked first", name)
			}
			if c.revoke != nil {
				c.revoke(w, r)
			}
			_, _ = w.Write([]byte("{}"))
		}
		a := newAuth(t, z.config(vault, t.TempDir()))
		acc := stored(t, a, z, c.life)
		ctx, cancel := context.WithCancel(t.Context())
		if c.cause == fault.Stopped {
			cancel()
		}
		err := a.SignOut(ctx, public, acc)
		if (c.cause == "") != (err == nil) {
			t.Errorf("%s: %v", name, err)
		}
		if c.cause != "" {
			wantFault(t, err, fault.NotRevoked)
			if cause := fault.From(errors.Unwrap(err)); cause.Kind != c.cause {
				t.Errorf("%s: because of %v", name, cause)
			}
			if !strings.Contains(err.Error(), "https://marketplace.zoom.us/user/installed") {
				t.Error(err)
			}
		}
		cancel()
		if revoked := strings.Join(z.gone(), " "); revoked != c.token || len(vault.names()) != 0 {
			t.Errorf("%s: revoked %q", name, revoked)
		}
		// What is not here can't be revoked, and nobody may say that it was.
		wantFault(t, a.SignOut(t.Context(), public, acc), fault.NotRevoked)
		ended := acc
		ended.Fault = fault.New(fault.SignInEnded) // Zoom has said so itself
		if err := a.SignOut(t.Context(), public, ended); err != nil || strings.Join(z.gone(), " ") != c.token {
			t.Errorf("%s, ended at Zoom: %v", name, err)
		}
	}
}

func TestSignOutWaitsForARefreshUnderWay(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, 0)
	reached, hold := make(chan struct{}), make(chan struct{})
	z.reached = func() { close(reached); <-hold }
	var all sync.WaitGroup
	all.Go(func() { _, _ = a.Token(t.Context(), public, acc) })
	<-reached
	out := make(chan error, 1)
	all.Go(func() { out <- a.SignOut(t.Context(), public, acc) })
	close(hold)
	if err := <-out; err != nil {
		t.Error(err)
	}
	all.Wait()
	if len(vault.names()) != 0 {
		t.Error("the refresh brought the tokens back")
	}
}

// A fault of the keychain means that the tokens are still there.
func TestSignOutWithAKeychainThatFails(t *testing.T) {
	z := newZoom(t)
	vault := &stuckVault{memoryVault: newVault()}
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, time.Hour)
	vault.stuck = true
	wantFault(t, a.SignOut(t.Context(), public, acc), fault.KeychainReadOnly)
	if len(vault.names()) != 1 || len(z.gone()) != 0 {
		t.Error("revoked, but still here")
	}

	// Erased unread: Zoom can't be told.
	vault.stuck = false
	vault.onGet = func(string) error { return fault.New(fault.KeychainFailed) }
	err := a.SignOut(t.Context(), public, acc)
	wantFault(t, err, fault.NotRevoked)
	if len(vault.names()) != 0 || fault.From(err).Exit == fault.ExitKeychain {
		t.Error("still here")
	}
}

type stuckVault struct {
	*memoryVault
	stuck bool
}

func (v *stuckVault) Delete(ctx context.Context, name string) error {
	if v.stuck {
		return fault.New(fault.KeychainReadOnly)
	}
	return v.memoryVault.Delete(ctx, name)
}

func TestSignOutOfAnotherClientsTokens(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, time.Hour)
	other := public
	other.ClientID = "other-id"
	err := a.SignOut(t.Context(), other, acc)
	wantFault(t, err, fault.NotRevoked)
	if len(vault.names()) != 0 || len(z.gone()) != 0 {
		t.Errorf("%v, kept %v", err, vault.names())
	}
}

// The page to remove the app is that of the cloud where the account is,
// whichever the Zoom app is for.
func TestSignOutNamesThePageOfTheAccountsCloud(t *testing.T) {
	for cloud, page := range map[app.Cloud]string{app.CloudZoom: "marketplace.zoom.us/", app.CloudGov: "marketplace.zoomgov.com/"} {
		z := newZoom(t)
		z.revokes = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }
		a := newAuth(t, z.config(newVault(), t.TempDir()))
		acc := stored(t, a, z, time.Hour)
		acc.Cloud = cloud
		err := a.SignOut(t.Context(), public, acc)
		wantFault(t, err, fault.NotRevoked)
		if !strings.Contains(err.Error(), page) {
			t.Errorf("%s: %v", cloud, err)
		}
	}
}

// Everything that a sign-in brings is gone after the sign-out.
func TestF31NothingIsLeftAfterSignOut(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	p := begin(t, a, public)
	p.finish(t)
	if err := a.Renew(t.Context(), public, p.acc); err != nil || len(vault.names()) != 1 {
		t.Fatal(err)
	}
	if err := a.SignOut(t.Context(), public, p.acc); err != nil {
		t.Fatal(err)
	}
	for name, value := range vault.names() {
		t.Errorf("%s is left: %d characters", name, len(value.Reveal()))
	}
	if text := fmt.Sprintf("%+v", a.memory.grants); text != "map[]" || len(a.memory.granted) != 0 {
		t.Errorf("in memory: %s", text)
	}
}

// Whichever comes last counts, wholly.
func TestF11SignInDuringADisconnect(t *testing.T) {
	for range 20 {
		z, vault := newZoom(t), newVault()
		a := newAuth(t, z.config(vault, t.TempDir()))
		ada := connected(t, a)
		p := begin(t, a, public)
		var all sync.WaitGroup
		all.Go(func() { _ = a.SignOut(t.Context(), public, ada) })
		p.finish(t)
		all.Wait()
		if p.err != nil || p.acc.ID != ada.ID || !p.closed() {
			t.Fatalf("%v", p.err)
		}
		access, err := a.Token(t.Context(), public, ada)
		switch _, kept := vault.names()["tokens-"+ada.ID]; {
		case kept && (err != nil || access.Token.Reveal() != marker+"TOKEN-access-2"):
			t.Errorf("kept, but %v", err)
		case !kept:
			wantFault(t, err, fault.SignInNotKept)
		}
	}
}
