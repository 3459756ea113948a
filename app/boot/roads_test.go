package boot

import (
	"context"
	"crypto/tls"
	"log/slog"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/auth/sandbox"
	"behalf/storage/keychain"
)

// onTheWay is the whole program, without a view, and the stand-in Zoom.
func onTheWay(t *testing.T, opt sandbox.Options) (*program, *sandbox.Server) {
	t.Helper()
	zoom, err := sandbox.Start(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = zoom.Close() })
	p, err := startProgram(t.Context(), programOptions{
		servers: servers{zoom: zoom.URL(), api: zoom.URL(), test: true}, folders: folders{data: t.TempDir()},
		vault: keychain.Memory(), log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return p, zoom
}

func (p *program) mustAsk(t *testing.T, w app.Wish) {
	t.Helper()
	if err := p.Ask(t.Context(), w); err != nil {
		t.Fatalf("%T: %v", w, err)
	}
}

// signingIn begins a sign-in and gives what the person has to do, and its end.
func (p *program) signingIn(t *testing.T, w app.Connect) (app.SignIn, <-chan error) {
	t.Helper()
	end := make(chan error, 1)
	go func() { end <- p.Ask(t.Context(), w) }()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for s := range p.Watch(ctx) {
		if s.SignIn != nil && s.SignIn.URL != "" {
			return *s.SignIn, end
		}
	}
	t.Fatal("there is nothing to do")
	return app.SignIn{}, nil
}

const ownPage = "https://example.com/callback"

// With a page of the app's owner, the person carries the answer over.
func TestSignInByAPastedAddress(t *testing.T) {
	p, zoom := onTheWay(t, sandbox.Options{RedirectURI: ownPage})
	p.mustAsk(t, app.SetZoomApp{App: app.ZoomApp{ClientID: sandbox.DefaultClientID, RedirectURI: ownPage}})
	now, end := p.signingIn(t, app.Connect{})
	if !now.Paste || now.Redirect != ownPage {
		t.Errorf("%+v", now)
	}
	address, err := zoom.Authorize(t.Context(), now.URL)
	if err != nil {
		t.Fatal(err)
	}
	cut, _, _ := strings.Cut(address, "&state=")
	if err := p.Ask(t.Context(), app.PasteCallback{Address: cut}); !fault.Is(err, fault.StartedAtZoom, fault.WrongCallback) {
		t.Errorf("without state: %v", err)
	}
	p.mustAsk(t, app.PasteCallback{Address: " <" + address + "> "})
	if err := <-end; err != nil {
		t.Fatal(err)
	}
	if a, _ := p.State().Account(""); a.Name != sandbox.DefaultName || a.State != app.Connected {
		t.Errorf("%+v", a)
	}
}

func TestDecliningTheCode(t *testing.T) {
	p, zoom := onTheWay(t, sandbox.Options{Device: true, DeviceInterval: time.Millisecond})
	p.mustAsk(t, app.SetZoomApp{App: app.ZoomApp{ClientID: sandbox.DefaultClientID}})
	now, end := p.signingIn(t, app.Connect{Road: app.RoadCode})
	if err := zoom.DeclineDevice(t.Context(), now.UserCode); err != nil {
		t.Fatal(err)
	}
	if err := <-end; !fault.Is(err, fault.SignInDeclined) {
		t.Error(err)
	}
}

// When Zoom says so, the person hears that it was a sign-in elsewhere.
func TestASignInElsewhereIsNamed(t *testing.T) {
	p, zoom := onTheWay(t, sandbox.Options{TellSuperseded: true})
	other, err := startProgram(t.Context(), programOptions{
		servers: servers{zoom: zoom.URL(), api: zoom.URL(), test: true}, folders: folders{data: t.TempDir()},
		vault: keychain.Memory(), log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := other.close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	for _, machine := range []*program{p, other} {
		machine.mustAsk(t, app.SetZoomApp{App: app.ZoomApp{ClientID: sandbox.DefaultClientID}})
		now, end := machine.signingIn(t, app.Connect{})
		if err := zoom.Allow(t.Context(), now.URL); err != nil {
			t.Fatal(err)
		}
		if err := <-end; err != nil {
			t.Fatal(err)
		}
	}
	_, err = p.Mint(t.Context(), app.TokenOnBehalf, "", rehearsalMeeting)
	if !fault.Is(err, fault.SignInElsewhere) {
		t.Errorf("got %v", err)
	}
	p.mustAsk(t, app.DismissNotice{})
	if a, _ := p.State().Account(""); a.State != app.SignInNeeded || a.Fault.Kind != fault.SignInElsewhere {
		t.Errorf("%+v", a)
	}
	if _, err := other.Mint(t.Context(), app.TokenOnBehalf, "", rehearsalMeeting); err != nil {
		t.Errorf("the newer one: %v", err)
	}
}

// What the program really talks over refuses what is no longer safe.
func TestF25TheProgramsTransportTakesNoOldTLS(t *testing.T) {
	if v := newTransport().TLSClientConfig.MinVersion; v < tls.VersionTLS12 {
		t.Errorf("TLS %x", v)
	}
}
