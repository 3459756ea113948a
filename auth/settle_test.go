package auth

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// connected signs Ada in.
func connected(t *testing.T, a *Auth) app.Account {
	t.Helper()
	p := begin(t, a, public)
	p.finish(t)
	if p.err != nil {
		t.Fatal(p.err)
	}
	return p.acc
}

func grace(string) (app.Account, error) {
	return app.Account{UserID: "U2", AccountID: "A1", Name: "Grace Hopper", Email: "grace@example.com"}, nil
}

func TestF14SomebodyElseSignsIn(t *testing.T) {
	for _, keep := range []bool{false, true} {
		z, vault := newZoom(t), newVault()
		a := newAuth(t, z.config(vault, t.TempDir()))
		ada := connected(t, a)
		before := vault.names()
		z.api = grace
		var p *trial
		pages := make(chan reply, 1)
		asked := 0
		p = beginJob(t, a, app.SignInJob{App: public, Expected: ada, Other: func(_ context.Context, acc app.Account) bool {
			asked++
			if acc.Name != "Grace Hopper" || acc.ID == "" || acc.ID == ada.ID {
				t.Errorf("asked about %+v", acc)
			}
			if r := <-pages; !strings.Contains(r.body, "One question is left") || !strings.Contains(r.body, "Grace Hopper") {
				t.Errorf("the browser was not told before: %s", r.body)
			}
			if !p.closed() {
				t.Error("the listener is still open")
			}
			if len(vault.names()) != 1 {
				t.Error("kept before the answer")
			}
			return keep
		}})
		pages <- visit(t, http.MethodGet, p.right())
		<-p.ended
		now := vault.names()
		if asked != 1 || !now["tokens-"+ada.ID].Equal(before["tokens-"+ada.ID]) {
			t.Errorf("asked %d times; or the expected account was touched", asked)
		}
		if keep {
			if p.err != nil || p.acc.Name != "Grace Hopper" || len(now) != 2 || len(z.gone()) != 0 {
				t.Errorf("%v, %d kept, %d revoked", p.err, len(now), len(z.gone()))
			}
			continue
		}
		wantFault(t, p.err, fault.OtherUser)
		if f := fault.From(p.err); f.Title != "You signed in as Grace Hopper, not as Ada Lovelace." {
			t.Error(f.Title)
		}
		if p.acc.ID != "" || len(now) != 1 || len(z.gone()) != 1 || z.gone()[0] != marker+"TOKEN-access-2" {
			t.Errorf("%d kept, revoked %v", len(now), z.gone())
		}
		if access, err := a.Token(t.Context(), public, ada); err != nil || access.Token.Reveal() != marker+"TOKEN-access-1" {
			t.Error(err)
		}
	}
}

func TestTheSameUserWithAnotherNameIsTheSame(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	ada := connected(t, a)
	z.api = func(string) (app.Account, error) {
		return app.Account{UserID: "U1", AccountID: "A1", Name: "Ada King", Email: "king@example.com"}, nil
	}
	p := beginJob(t, a, app.SignInJob{App: public, Expected: ada, Other: func(context.Context, app.Account) bool {
		t.Error("asked")
		return false
	}})
	p.finish(t)
	if p.err != nil || p.acc.ID != ada.ID || p.acc.Email != "king@example.com" || len(vault.names()) != 1 {
		t.Errorf("%+v, %v", p.acc, p.err)
	}
}

func TestF11CancelledWhileTheQuestionIsOpen(t *testing.T) {
	for _, cancel := range []func(*Auth, *trial){
		func(_ *Auth, p *trial) { p.cancel() },
		func(a *Auth, _ *trial) { go a.Close() },
	} {
		z, vault := newZoom(t), newVault()
		a := newAuth(t, z.config(vault, t.TempDir()))
		ada := connected(t, a)
		z.api = grace
		open := make(chan struct{})
		p := beginJob(t, a, app.SignInJob{App: public, Expected: ada, Other: func(ctx context.Context, _ app.Account) bool {
			close(open)
			<-ctx.Done()
			return false
		}})
		visit(t, http.MethodGet, p.right())
		<-open
		cancel(a, p)
		<-p.ended
		wantFault(t, p.err, fault.SignInCancelled)
		if len(vault.names()) != 1 || len(z.gone()) != 1 {
			t.Errorf("%d kept, %d revoked", len(vault.names()), len(z.gone()))
		}
	}
}

// An account whose user nobody knew goes when it is connected again with the
// right to know.
func TestAnAccountIsReplaced(t *testing.T) {
	z, vault := newZoom(t), newVault()
	usual := z.api
	a := newAuth(t, z.config(vault, t.TempDir()))
	z.api = func(string) (app.Account, error) { return app.Account{}, fault.New(fault.PermissionMissing) }
	unknown := connected(t, a)
	again := beginJob(t, a, app.SignInJob{App: public, Replaces: unknown.ID})
	again.finish(t)
	if again.acc.ID != unknown.ID || len(vault.names()) != 1 {
		t.Error("the same one again was taken for another, or erased")
	}
	z.api = usual
	p := beginJob(t, a, app.SignInJob{App: public, Replaces: unknown.ID})
	p.finish(t)
	if _, kept := vault.names()["tokens-"+p.acc.ID]; p.err != nil || !kept || len(vault.names()) != 1 || len(z.gone()) != 0 {
		t.Errorf("%v, kept %v, revoked %d", p.err, vault.names(), len(z.gone()))
	}
	_, err := a.Token(t.Context(), public, unknown)
	wantFault(t, err, fault.SignInNotKept)
}

func TestF11TheProgramIsClosedInTheMiddle(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	p := begin(t, a, public)
	a.Close()
	select {
	case <-p.ended:
	case <-t.Context().Done():
	}
	wantFault(t, p.err, fault.SignInCancelled)
	if !p.closed() || len(vault.names()) != 0 {
		t.Error("something is left")
	}
}

// Zoom's own page is an error: nothing comes back, and nobody is trapped.
func TestF13TheConsentPageFails(t *testing.T) {
	for _, status := range []int{429, 500} {
		zoom := newZoom(t)
		page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		defer page.Close()
		cfg := zoom.config(newVault(), t.TempDir())
		cfg.AuthURL = func(app.Cloud) string { return page.URL }
		a := newAuth(t, cfg)
		p := begin(t, a, public)
		if r := visit(t, http.MethodGet, p.link.String()); r.status != status {
			t.Error(r.status)
		}
		p.cancel()
		<-p.ended
		wantFault(t, p.err, fault.SignInCancelled)

		q := beginJob(t, a, app.SignInJob{App: public, Limit: 20 * time.Millisecond})
		visit(t, http.MethodGet, q.link.String())
		<-q.ended
		wantFault(t, q.err, fault.SignInTimedOut)
		if !p.closed() || !q.closed() || len(zoom.calls()) != 0 {
			t.Error("something is left")
		}
	}
}
