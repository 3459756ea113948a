package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app/fault"
)

// through gives an Auth that reaches its Zoom over a transport of the test's.
func through(t *testing.T, z *fakeZoom, address string, transport http.RoundTripper) *Auth {
	t.Helper()
	cfg := z.configAt(address, newVault(), t.TempDir())
	cfg.HTTP = &http.Client{Transport: transport}
	if own, ok := transport.(*http.Transport); ok {
		t.Cleanup(own.CloseIdleConnections)
	}
	return newAuth(t, cfg)
}

func TestF24ARedirectTakesNoCredentialsAlong(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("another host was asked") }))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		z := newZoom(t)
		z.answer = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL+"/oauth/token", status) }
		a := newAuth(t, z.config(newVault(), t.TempDir()))
		acc := stored(t, a, z, 0)
		wantFault(t, a.Renew(t.Context(), public, acc), fault.ZoomBadAnswer)
		z.set(func() { z.answer = nil })
		if err := a.Renew(t.Context(), public, acc); err != nil {
			t.Error(err)
		}
	}
}

func TestF20TheLimitIsToldInWords(t *testing.T) {
	for kind, limit := range map[fault.Kind]string{fault.ZoomLimit: "QPS", fault.ZoomDailyLimit: "Daily-limit"} {
		z := newZoom(t)
		z.answer = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "40")
			w.Header().Set("X-RateLimit-Type", limit)
			refuse(w, http.StatusTooManyRequests, "", "slow down")
		}
		a := newAuth(t, z.config(newVault(), t.TempDir()))
		err := a.Renew(t.Context(), public, stored(t, a, z, 0))
		wantFault(t, err, kind)
		if !strings.Contains(err.Error(), "in 40 seconds") {
			t.Error(err)
		}
	}
}

func TestF56AnotherNetworksPageInsteadOfTLS(t *testing.T) {
	z := newZoom(t)
	a := through(t, z, strings.Replace(z.URL, "http:", "https:", 1), &http.Transport{})
	wantFault(t, a.Renew(t.Context(), public, stored(t, a, z, 0)), fault.ZoomUntrusted)
}

// Zoom may have acted on a request whose answer was lost. It is not sent again:
// the next use finds out.
func TestF56CutAfterTheRequestWasSent(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	acc := stored(t, a, z, 0)
	z.answer = func(w http.ResponseWriter, r *http.Request) {
		z.usual(httptest.NewRecorder(), r) // the new tokens go nowhere
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_ = conn.Close()
	}
	wantFault(t, a.Renew(t.Context(), public, acc), fault.ZoomUnreachable)
	if n := len(z.calls()); n != 1 || len(vault.names()) != 1 {
		t.Errorf("%d requests, kept %d", n, len(vault.names()))
	}
	z.set(func() { z.answer = nil })
	wantFault(t, a.Renew(t.Context(), public, acc), fault.SignInEnded)
	if n := len(z.calls()); n != 2 || len(vault.names()) != 0 {
		t.Errorf("%d requests, kept %d", n, len(vault.names()))
	}
}

// The same over a connection that was open from the request before, which Go's
// client likes to replace by itself.
func TestF56CutOnAConnectionInUse(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	acc := stored(t, a, z, 0)
	if err := a.Renew(t.Context(), public, acc); err != nil {
		t.Fatal(err)
	}
	z.set(func() { z.answer = func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) } })
	wantFault(t, a.Renew(t.Context(), public, acc), fault.ZoomUnreachable)
	if n := len(z.calls()); n != 2 {
		t.Errorf("%d requests", n)
	}
}

// What never left this machine may be tried once more.
func TestF56AConnectionIsTriedTwice(t *testing.T) {
	for failures, want := range []fault.Kind{"", "", fault.ZoomUnreachable} {
		z := newZoom(t)
		var dials atomic.Int32
		a := through(t, z, z.URL, &http.Transport{DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			if int(dials.Add(1)) <= failures {
				return nil, &net.OpError{Op: "dial", Net: network, Err: errors.New(marker + ": no route")}
			}
			return (&net.Dialer{}).DialContext(ctx, network, address)
		}})
		err := a.Renew(t.Context(), public, stored(t, a, z, 0))
		if want != "" {
			wantFault(t, err, want)
		} else if err != nil {
			t.Error(err)
		}
		if n := int(dials.Load()); n != min(failures+1, 2) {
			t.Errorf("%d dials", n)
		}
	}
}

// A transport that does not say whether it had a connection gets no second try.
func TestF56AnUnknownTransportIsTriedOnce(t *testing.T) {
	z := newZoom(t)
	var tries atomic.Int32
	a := through(t, z, z.URL, tripper(func(*http.Request) (*http.Response, error) {
		tries.Add(1)
		return nil, fmt.Errorf("%s: %w", marker, io.ErrUnexpectedEOF)
	}))
	wantFault(t, a.Renew(t.Context(), public, stored(t, a, z, 0)), fault.ZoomUnreachable)
	if n := tries.Load(); n != 1 {
		t.Errorf("%d tries", n)
	}
}

func TestF56SilenceHasALimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		z := &fakeZoom{}
		cfg := z.configAt("https://zoom.us", newVault(), t.TempDir())
		cfg.HTTP = &http.Client{Transport: tripper(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})}
		a := New(cfg)
		defer a.Close()
		began := time.Now()
		wantFault(t, a.Renew(t.Context(), public, stored(t, a, z, 0)), fault.ZoomUnreachable)
		if took := time.Since(began); took != requestLimit {
			t.Errorf("took %v", took)
		}
	})
}

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestF17F62WakingUpMakesOneRefresh(t *testing.T) {
	z := newZoom(t)
	now := time.Now()
	cfg := z.config(newVault(), t.TempDir())
	cfg.Now = func() time.Time { return now }
	a := newAuth(t, cfg)
	acc := stored(t, a, z, time.Hour)
	if _, err := a.Token(t.Context(), public, acc); err != nil {
		t.Fatal(err)
	}
	now = now.Add(8 * time.Hour)
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			access, err := a.Token(t.Context(), public, acc)
			if err != nil || access.Token.Reveal() != marker+"TOKEN-access-1" {
				t.Errorf("%v", err)
			}
			if i%5 == 0 {
				if err := a.KeepAlive(t.Context(), public, acc); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if n := len(z.calls()); n != 1 {
		t.Errorf("%d refreshes", n)
	}
}
