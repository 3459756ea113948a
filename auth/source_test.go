package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

func TestTokenReadsOnceAndAsksNobodyWhileItIsFresh(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, leeway+time.Minute)
	reads := 0
	vault.onGet = func(string) error { reads++; return nil }
	warm := newAuth(t, z.config(vault, t.TempDir()))
	for range 3 {
		access, err := warm.Token(t.Context(), public, acc)
		if err != nil || access.Token.Reveal() != marker+"TOKEN-access-0" || access.APIURL != "https://api-eu.zoom.us" {
			t.Errorf("%v, %v", access, err)
		}
	}
	if reads != 1 || len(z.calls()) != 0 {
		t.Errorf("%d reads, %d requests", reads, len(z.calls()))
	}
}

func TestTokenIsRefreshedBeforeItEnds(t *testing.T) {
	z, vault := newZoom(t), newVault()
	z.tweak = func(v map[string]any) { delete(v, "scope"); delete(v, "api_url") }
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, leeway-time.Second)
	for range 3 {
		access, err := a.Token(t.Context(), public, acc)
		if err != nil || access.Token.Reveal() != marker+"TOKEN-access-1" {
			t.Fatal(err)
		}
	}
	if n := len(z.calls()); n != 1 {
		t.Errorf("%d refreshes", n)
	}
	call := z.calls()[0]
	if call.form.Get("client_id") != public.ClientID || call.form.Has("scope") || call.authorization != "" ||
		call.form.Get("refresh_token") != marker+"TOKEN-refresh-0" {
		t.Errorf("%v", call.form)
	}
	g, err := a.load(t.Context(), public, acc.ID)
	if err != nil || g.refresh.Reveal() != marker+"TOKEN-refresh-1" || g.apiURL != "https://api-eu.zoom.us" {
		t.Errorf("stored: %v", err)
	}
	if diff := cmp.Diff([]string{"user:read:token"}, g.scopes); diff != "" {
		t.Errorf("an answer without scopes keeps the old ones: %s", diff)
	}
}

func TestF16AClockThatIsWrong(t *testing.T) {
	for _, off := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		z, vault := newZoom(t), newVault()
		cfg := z.config(vault, t.TempDir())
		cfg.Now = func() time.Time { return time.Now().Add(off) }
		a := newAuth(t, cfg)
		acc := stored(t, a, z, -time.Minute) // really over
		used, err := a.Token(t.Context(), public, acc)
		if err != nil {
			t.Fatal(err)
		}
		// Zoom refuses what the wrong clock takes for good, and one refresh mends it.
		if off < 0 {
			if used.Token.Reveal() != marker+"TOKEN-access-0" {
				t.Error("refreshed although our clock says that it is good")
			}
			if used, err = a.Refused(t.Context(), public, acc, used.Token); err != nil {
				t.Fatal(err)
			}
		}
		again, err := a.Token(t.Context(), public, acc)
		if err != nil || !again.Token.Equal(used.Token) || len(z.calls()) != 1 {
			t.Errorf("%v: %v, %d refreshes", off, err, len(z.calls()))
		}
	}
}

func TestRefusedTakesWhatSomebodyElseHasGot(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	acc := stored(t, a, z, time.Hour)
	access, err := a.Refused(t.Context(), public, acc, secret.New(marker+"TOKEN-access-old"))
	if err != nil || access.Token.Reveal() != marker+"TOKEN-access-0" || len(z.calls()) != 0 {
		t.Errorf("%v, %d refreshes", err, len(z.calls()))
	}
}

func TestF17TwoRefreshesAtOnce(t *testing.T) {
	z, vault, locks := newZoom(t), newVault(), t.TempDir()
	one, two := newAuth(t, z.config(vault, locks)), newAuth(t, z.config(vault, locks))
	acc := stored(t, one, z, 0)
	var all sync.WaitGroup
	for i := range 40 {
		a := one
		if i%2 == 1 {
			a = two // as another process would: other memory, same lock and keychain
		}
		all.Go(func() {
			access, err := a.Token(t.Context(), public, acc)
			if err == nil && i%3 == 0 {
				_, err = a.Refused(t.Context(), public, acc, secret.New(marker+"TOKEN-access-0"))
			}
			if err != nil || access.Token.Reveal() != marker+"TOKEN-access-1" {
				t.Errorf("%v", err)
			}
		})
	}
	all.Wait()
	if n := len(z.calls()); n != 1 {
		t.Errorf("%d refreshes", n)
	}
}

func TestTheNewRefreshTokenIsStoredBeforeTheAccessTokenIsUsed(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, 0)
	vault.onSet = func(string) error { return fault.New(fault.KeychainLocked) }
	access, err := a.Token(t.Context(), public, acc)
	wantFault(t, err, fault.KeychainLocked)
	if !access.Token.Empty() {
		t.Error("an access token came out although its refresh token is not kept")
	}
	// It is not lost either: the next one who comes finds the keychain open.
	_, err = a.Token(t.Context(), public, acc)
	wantFault(t, err, fault.KeychainLocked)
	vault.onSet = nil
	access, err = a.Token(t.Context(), public, acc)
	if err != nil || access.Token.Reveal() != marker+"TOKEN-access-1" || len(z.calls()) != 1 {
		t.Errorf("%v, %d refreshes", err, len(z.calls()))
	}
	if err := a.Renew(t.Context(), public, acc); err != nil {
		t.Error(err)
	}
}

func TestACallerThatGivesUpDoesNotLoseTheToken(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := New(z.config(vault, t.TempDir()))
	acc := stored(t, a, z, 0)
	ctx, cancel := context.WithCancel(t.Context())
	given, hold := make(chan struct{}), make(chan struct{})
	z.reached = func() { cancel(); close(given); <-hold }
	if _, err := a.Token(ctx, public, acc); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	<-given
	close(hold)
	a.Close() // waits for it
	g, err := a.load(t.Context(), public, acc.ID)
	if err != nil || g.refresh.Reveal() != marker+"TOKEN-refresh-1" {
		t.Errorf("the rotated token was lost: %v", err)
	}
}

func TestF19InvalidGrantEndsIt(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, time.Hour)
	z.set(func() { z.refresh = "" }) // revoked at Zoom, or (F33) used on another machine
	access, err := a.Token(t.Context(), public, acc)
	if err != nil {
		t.Fatal(err)
	}
	_, err = a.Refused(t.Context(), public, acc, access.Token)
	wantFault(t, err, fault.SignInEnded)
	for range 3 {
		_, err = a.Token(t.Context(), public, acc)
		wantFault(t, err, fault.SignInNotKept)
	}
	_, err = a.Refused(t.Context(), public, acc, access.Token)
	wantFault(t, err, fault.SignInNotKept)
	if len(z.calls()) != 1 || len(vault.names()) != 0 {
		t.Errorf("%d requests, kept %v", len(z.calls()), vault.names())
	}
}

func TestAnythingElseKeepsTheTokens(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   fault.Kind
	}{
		"client": {func(w http.ResponseWriter, r *http.Request) {
			refuse(w, 400, "invalid_client", "Invalid client_id or client_secret "+r.PostForm.Get("refresh_token"))
		}, fault.ClientRefused},
		"unknown code": {func(w http.ResponseWriter, r *http.Request) {
			refuse(w, 400, r.PostForm.Get("refresh_token"), "")
		}, fault.ZoomBadAnswer},
		"outage": {func(w http.ResponseWriter, _ *http.Request) { refuse(w, 500, "invalid_grant", "") }, fault.ZoomOutage},
		"limit":  {func(w http.ResponseWriter, _ *http.Request) { refuse(w, 429, "invalid_grant", "") }, fault.ZoomLimit},
		"hotel": {func(w http.ResponseWriter, r *http.Request) {
			_, _ = fmt.Fprintf(w, "<html>Welcome to the hotel %s", r.PostForm.Get("refresh_token"))
		}, fault.ZoomBadAnswer},
		"cut": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, fault.ZoomUnreachable},
	} {
		z, vault := newZoom(t), newVault()
		z.answer = c.answer
		a := newAuth(t, z.config(vault, t.TempDir()))
		acc := stored(t, a, z, 0)
		_, err := a.Token(t.Context(), public, acc)
		wantFault(t, err, c.want)
		if len(z.calls()) != 1 {
			t.Errorf("%s: %d requests", name, len(z.calls()))
		}
		z.set(func() { z.answer = nil })
		if _, err := a.Token(t.Context(), public, acc); err != nil {
			t.Errorf("after %s: %v", name, err)
		}
	}
}

func TestRecordsThatAreNotOursCountAsNone(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	for _, text := range []string{
		"", "x", "{}", `{"v":2,"refresh":"r","access":"a"}`, `{"v":1,"refresh":"r"}`, `{"v":1,"refresh":"r\n","access":"a"}`,
	} {
		_ = vault.Set(t.Context(), "tokens-acc", secret.New(text))
		_, err := a.Token(t.Context(), public, app.Account{ID: "acc"})
		wantFault(t, err, fault.SignInNotKept)
	}
}

func TestAnotherClientsTokensAreNotSent(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, time.Hour)
	other := public
	other.ClientID = "other-id"
	_, err := a.Token(t.Context(), other, acc)
	wantFault(t, err, fault.AppChanged)
	_, err = a.Refused(t.Context(), other, acc, secret.New(marker+"TOKEN-access-0"))
	wantFault(t, err, fault.AppChanged)
	wantFault(t, a.Held(t.Context(), other, acc), fault.AppChanged)
	wantFault(t, a.Renew(t.Context(), other, acc), fault.AppChanged)
	if len(z.calls()) != 0 || len(vault.names()) != 1 {
		t.Errorf("%d requests, kept %v", len(z.calls()), vault.names())
	}
	if err := a.Renew(t.Context(), public, acc); err != nil {
		t.Errorf("after the change was taken back: %v", err)
	}
}

func TestAConfidentialClientRefreshesWithItsSecret(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	acc := stored(t, a, z, 0)
	confidential := public
	confidential.Kind = app.ConfidentialClient
	_, err := a.Token(t.Context(), confidential, acc)
	wantFault(t, err, fault.ClientRefused)
	if err := a.SetClientSecret(t.Context(), app.CloudZoom, secret.New(marker+"SECRET")); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Token(t.Context(), confidential, acc); err != nil {
		t.Fatal(err)
	}
	if call := z.calls()[0]; call.user != public.ClientID || call.pass != marker+"SECRET" || call.form.Has("client_secret") {
		t.Errorf("%v", call.form)
	}
}
