package auth

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

var pasting = app.ZoomApp{
	ClientID: "public-id", Kind: app.PublicClient, RedirectURI: "https://Example.com/behalf", Cloud: app.CloudZoom,
}

func TestSignInByAPastedAddress(t *testing.T) {
	z, vault := newZoom(t), newVault()
	a := newAuth(t, z.config(vault, t.TempDir()))
	wantFault(t, a.Callback("https://example.com/behalf?code=x&state=y"), fault.NoSignIn)
	p := begin(t, a, pasting)
	if !p.sign.Paste || p.sign.Redirect != pasting.RedirectURI || p.redirect != pasting.RedirectURI {
		t.Errorf("%+v", p.sign)
	}
	if err := a.Callback(" <“" + p.right() + "#top”>\r\n"); err != nil {
		t.Fatal(err)
	}
	<-p.ended
	call := z.calls()[0].form
	if p.err != nil || p.acc.Name != "Ada Lovelace" || call.Get("redirect_uri") != pasting.RedirectURI || call.Get("code") != code {
		t.Errorf("%v, %v", p.err, call)
	}
	wantFault(t, a.Callback(p.right()), fault.NoSignIn)
	if n := len(z.calls()); n != 1 {
		t.Errorf("%d exchanges", n)
	}
}

func TestF01F02PastedAddressesThatAreRefused(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	p := begin(t, a, pasting)
	good := "code=x&state=" + p.state
	for address, want := range map[string]fault.Kind{
		"":                                  fault.WrongCallback,
		"nothing":                           fault.WrongCallback,
		"https://example.com/behalf":        fault.WrongCallback,
		"https://example.com/behalf?code=x": fault.StartedAtZoom,
		"https://example.com/behalf?code=x&state=wrong":                              fault.WrongCallback,
		"https://example.com/behalf?code=x&" + good:                                  fault.WrongCallback,
		"https://example.com/behalf?state=x&" + good:                                 fault.WrongCallback,
		"https://example.com/behalf?code=a%0D%0Ab&state=" + p.state:                  fault.WrongCallback,
		"https://example.com/behalf?error=access_denied&" + good:                     fault.WrongCallback,
		"https://example.com/behalf?error=access_denied&state=wrong":                 fault.WrongCallback,
		"http://example.com/behalf?" + good:                                          fault.WrongCallback,
		"https://example.com.evil.example/behalf?" + good:                            fault.WrongCallback,
		"https://evil@example.com/behalf?" + good:                                    fault.WrongCallback,
		"https://example.com:444/behalf?" + good:                                     fault.WrongCallback,
		"https://example.com/behalf/?" + good:                                        fault.WrongCallback,
		"https://example.com/Behalf?" + good:                                         fault.WrongCallback,
		"https://example.com/behalf?code=" + strings.Repeat("x", mostAddress):        fault.WrongCallback,
		"look: https://example.com/behalf?" + good:                                   fault.WrongCallback,
		"https://example.com/behalf?" + good + " https://example.com/behalf?" + good: fault.WrongCallback,
	} {
		err := a.Callback(address)
		if !fault.Is(err, want) {
			t.Errorf("%.80q: %v", address, err)
		}
	}
	if len(z.calls()) != 0 {
		t.Error("an exchange was made")
	}
	if err := a.Callback(p.right()); err != nil { // nothing was lost
		t.Error(err)
	}
	<-p.ended
	if p.err != nil {
		t.Error(p.err)
	}
}

func TestADeniedAddressPasted(t *testing.T) {
	for _, query := range []string{"error=access_denied", "error=access_denied&state="} {
		z := newZoom(t)
		a := newAuth(t, z.config(newVault(), t.TempDir()))
		p := begin(t, a, pasting)
		if strings.HasSuffix(query, "=") {
			query += p.state
		}
		if err := a.Callback(p.callback(query)); err != nil {
			t.Error(err)
		}
		<-p.ended
		wantFault(t, p.err, fault.SignInDeclined)
	}
}

// A browser on another machine, or a port that something blocks.
func TestAPastedAddressWhileTheListenerWaits(t *testing.T) {
	for _, withPort := range []bool{true, false} {
		z := newZoom(t)
		hold := make(chan struct{})
		z.reached = func() { <-hold }
		a := newAuth(t, z.config(newVault(), t.TempDir()))
		p := begin(t, a, public)
		u, err := url.Parse(p.right())
		if err != nil {
			t.Fatal(err)
		}
		if p.sign.Redirect != app.DefaultRedirect || p.sign.Paste {
			t.Errorf("%+v", p.sign)
		}
		if !withPort {
			u.Host = "127.0.0.1"
		}
		other := *u
		other.Host = "127.0.0.1:1"
		wantFault(t, a.Callback(other.String()), fault.WrongCallback)
		other.Host = "localhost:" + u.Port()
		wantFault(t, a.Callback(other.String()), fault.WrongCallback)
		if err := a.Callback(u.String()); err != nil {
			t.Error(err)
		}
		// Used already: by hand again, and by a browser that got through after all.
		if err := a.Callback(u.String()); err != nil {
			t.Errorf("pasted twice: %v", err)
		}
		if r := stay(t, http.MethodGet, p.right()); r.status != http.StatusSeeOther {
			t.Errorf("%d", r.status)
		}
		close(hold)
		<-p.ended
		if n := len(z.calls()); p.err != nil || n != 1 || !p.closed() {
			t.Errorf("%v, %d exchanges", p.err, n)
		}
	}
}

func TestAStartFromTheMarketplaceIsRefusedInWords(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	p := begin(t, a, public)
	r := visit(t, http.MethodGet, p.callback("code=x"))
	if r.status != http.StatusBadRequest || !strings.Contains(r.body, "was started at Zoom, not in Behalf") ||
		!strings.Contains(r.body, fault.New(fault.StartedAtZoom).Code) {
		t.Errorf("%d %s", r.status, r.body)
	}
	wantFault(t, a.Callback(p.callback("code=x")), fault.StartedAtZoom)
	p.finish(t)
	if p.err != nil || len(z.calls()) != 1 {
		t.Errorf("%v, %d exchanges", p.err, len(z.calls()))
	}
}

func TestListen(t *testing.T) {
	a := newAuth(t, newZoom(t).config(newVault(), t.TempDir()))
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := func(uri string) app.ZoomApp {
		z := public
		z.RedirectURI = uri
		return z
	}
	for uri, want := range map[string]fault.Kind{
		app.DefaultRedirect:               "",
		pasting.RedirectURI:               "",
		"http://localhost/callback":       fault.BadRedirect,
		"http://127.0.0.1:0/callback":     fault.BadRedirect,
		"http://" + taken.Addr().String(): fault.PortTaken,
	} {
		err := a.Listen(t.Context(), at(uri))
		if (want == "") != (err == nil) || (want != "" && !fault.Is(err, want)) {
			t.Errorf("%s: %v", uri, err)
		}
	}
	_ = taken.Close()
	fixed := at("http://" + taken.Addr().String())
	for range 2 { // nothing is left listening
		if err := a.Listen(t.Context(), fixed); err != nil {
			t.Error(err)
		}
	}
	begin(t, a, fixed)
	if err := a.Listen(t.Context(), fixed); err != nil {
		t.Errorf("our own sign-in is in the way: %v", err)
	}
}
