package auth

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"behalf/app/fault"
)

func TestF01F02WrongAnswersAreRefusedAndTheWaitGoesOn(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	p := begin(t, a, public)
	good := "state=" + p.state
	for _, query := range []string{
		"", "code=x&state=", "code=x&state=wrong", "code=x&" + good + "x", "code=x&" + strings.ToLower(good),
		"code=x&" + good + "&" + good, "code=x&" + good + "&state=wrong", "code=x&code=y&" + good, "code=x&code=x&" + good,
		good, "code=&" + good, "code=a%0D%0Ab&" + good, "code=a%00b&" + good, "code=x&error=access_denied&" + good,
		"code=x&%zz&" + good, "code=" + strings.Repeat("x", 5000) + "&" + good,
		"code=x&" + good + "&iss=https://evil.example", "code=x&" + good + "&iss=", "error=access_denied&" + good + "&iss=https://evil.example",
		"error=access_denied&state=wrong", "error=access_denied&" + good + "&" + good, "error=&" + good,
	} {
		r := visit(t, http.MethodGet, p.callback(query))
		if r.status != http.StatusBadRequest || !strings.Contains(r.body, "not the answer Behalf is waiting for") {
			t.Errorf("%q: %d", query, r.status)
		}
	}
	if n := len(z.calls()); n != 0 {
		t.Errorf("%d exchanges", n)
	}
	p.finish(t)
	if p.err != nil {
		t.Error(p.err)
	}
}

// RFC 9207: an answer may say who gives it.
func TestTheAnswerOfZoomItselfCounts(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	p := begin(t, a, public)
	if r := visit(t, http.MethodGet, p.right()+"&iss="+url.QueryEscape(z.URL)); r.status != http.StatusOK {
		t.Fatalf("%d %s", r.status, r.body)
	}
	if <-p.ended; p.err != nil {
		t.Error(p.err)
	}
}

func TestF03OneExchangeOnly(t *testing.T) {
	z := newZoom(t)
	hold := make(chan struct{})
	z.reached = func() { <-hold }
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	p := begin(t, a, public)
	for range 3 {
		r := stay(t, http.MethodGet, p.right())
		if r.status != http.StatusSeeOther || r.header.Get("Location") != "/callback/done" || r.body != "" {
			t.Errorf("%d %v %s", r.status, r.header, r.body)
		}
	}
	close(hold)
	if r := visit(t, http.MethodGet, p.redirect+"/done"); r.status != http.StatusOK || !strings.Contains(r.body, "Connected") {
		t.Errorf("%d %s", r.status, r.body)
	}
	<-p.ended
	if n := len(z.calls()); n != 1 || p.err != nil {
		t.Errorf("%d exchanges, %v", n, p.err)
	}
	if !p.closed() {
		t.Error("the listener is still open")
	}
}

func TestF04Declined(t *testing.T) {
	const attack = "error_description=%3Cscript%3Ealert(1)%3C%2Fscript%3E"
	for query, want := range map[string]fault.Kind{
		"error=access_denied&state=STATE&" + attack: fault.SignInDeclined,
		"error=access_denied&" + attack:             fault.SignInDeclined,
		"error=server_error&state=STATE":            fault.ZoomOutage,
		"error=unauthorized_client&state=STATE":     fault.ClientRefused,
		"error=%3Cb%3E&state=STATE":                 fault.SignInFailed,
	} {
		z, vault := newZoom(t), newVault()
		a := newAuth(t, z.config(vault, t.TempDir()))
		p := begin(t, a, public)
		r := visit(t, http.MethodGet, p.callback(strings.ReplaceAll(query, "STATE", p.state)), "Sec-Fetch-Mode", "navigate")
		<-p.ended
		wantFault(t, p.err, want)
		if strings.Contains(r.body, "alert") || strings.Contains(r.body, "<b>") || !strings.Contains(r.body, fault.New(want).Code) {
			t.Errorf("%s: page %s", query, r.body)
		}
		if !strings.HasPrefix(r.header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: the page may run what it likes: %q", query, r.header.Get("Content-Security-Policy"))
		}
		if len(z.calls()) != 0 || len(vault.names()) != 0 || p.acc.ID != "" {
			t.Errorf("%s: something was done", query)
		}
	}
}

func TestNoWebsiteCanEndASignInUnseen(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	p := begin(t, a, public)
	for _, mode := range []string{"no-cors", "cors", "websocket"} {
		r := visit(t, http.MethodGet, p.callback("error=access_denied"), "Sec-Fetch-Mode", mode)
		if r.status != http.StatusBadRequest {
			t.Errorf("%s: %d", mode, r.status)
		}
	}
	p.finish(t)
	if p.err != nil {
		t.Error(p.err)
	}
}
