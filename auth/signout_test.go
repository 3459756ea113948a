package auth

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

func TestSignOut(t *testing.T) {
	for name, c := range map[string]struct {
		life   time.Duration
		revoke error
		token  string
	}{
		"usual":       {time.Hour, nil, "access-0"},
		"old":         {-time.Hour, nil, "refresh-0"},
		"unreachable": {time.Hour, fault.New(fault.ZoomUnreachable), "access-0"},
	} {
		z, vault := newZoom(t), newVault()
		cfg := z.config(vault, t.TempDir())
		var used string
		cfg.Revoke = func(_ context.Context, _ app.ZoomApp, _, token secret.Text) error {
			if len(vault.names()) != 0 {
				t.Errorf("%s: Zoom is asked first", name)
			}
			used = token.Reveal()
			return c.revoke
		}
		a := newAuth(t, cfg)
		acc := stored(t, a, z, c.life)
		ctx, cancel := context.WithCancel(t.Context())
		cancel() // even then
		if err := a.SignOut(ctx, public, acc); !errors.Is(err, c.revoke) {
			t.Errorf("%s: %v", name, err)
		}
		if used != marker+"TOKEN-"+c.token || len(vault.names()) != 0 {
			t.Errorf("%s: revoked %q", name, used)
		}
		used = ""
		if err := a.SignOut(t.Context(), public, acc); err != nil || used != "" {
			t.Errorf("%s, the second time: %v", name, err)
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
