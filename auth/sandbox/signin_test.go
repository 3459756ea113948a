package sandbox

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

func TestSignIn(t *testing.T) {
	r := run(t, Options{})
	if err := r.Allow(t.Context(), r.url+r.asking()); err != nil {
		t.Fatal(err)
	}
	back := <-r.calls
	if back.Get("state") != "the state" || !strings.HasPrefix(back.Get("code"), Marker) {
		t.Errorf("came back with %v", back)
	}
	a := r.form("/oauth/token", r.exchanging(back.Get("code")))
	access, refresh := a.text("access_token"), a.text("refresh_token")
	for _, token := range []string{access, refresh} {
		if !strings.HasPrefix(token, Marker) || len(token) < 700 || len(token) > 1100 || !slices.Contains(r.Secrets(), token) {
			t.Errorf("token of %d characters, or not listed", len(token))
		}
	}
	if a.text("token_type") != "bearer" || a.field("expires_in") != 3600.0 || a.text("api_url") != r.URL() ||
		a.text("scope") != "user:read:token user:read:user user:read:zak" {
		t.Errorf("%.60s", a.body)
	}
	if !slices.Contains(r.Secrets(), back.Get("code")) {
		t.Error("the code is not listed")
	}
}

func TestDeclining(t *testing.T) {
	r := run(t, Options{})
	if err := r.Decline(t.Context(), r.url+r.asking()); err != nil {
		t.Fatal(err)
	}
	if back := <-r.calls; back.Get("error") != "access_denied" || back.Get("state") != "the state" || back.Has("code") {
		t.Errorf("%v", back)
	}
	if err := r.Decline(t.Context(), r.url+r.asking("state", "")); err != nil {
		t.Fatal(err)
	}
	if back := <-r.calls; back.Has("state") {
		t.Errorf("a state that was not sent: %v", back)
	}
}

func TestConsentIsAskedAsZoomAsks(t *testing.T) {
	r := run(t, Options{})
	for name, c := range map[string]struct {
		pairs []string
		words string
	}{
		"other client":       {[]string{"client_id", "x"}, "Invalid client_id (4702)"},
		"no client":          {[]string{"client_id", ""}, "4702"},
		"other host":         {[]string{"redirect_uri", "http://example.com/callback"}, "Invalid redirect: http://example.com/callback (4700)"},
		"localhost":          {[]string{"redirect_uri", "http://localhost/callback"}, "4700"},
		"other family":       {[]string{"redirect_uri", "http://[::1]/callback"}, "4700"},
		"other scheme":       {[]string{"redirect_uri", "https://127.0.0.1/callback"}, "4700"},
		"no redirect":        {[]string{"redirect_uri", ""}, "4700"},
		"other path":         {[]string{"redirect_uri", "http://127.0.0.1:1/other"}, "4709"},
		"a query":            {[]string{"redirect_uri", "http://127.0.0.1:1/callback?x=1"}, "4709"},
		"a fragment":         {[]string{"redirect_uri", "http://127.0.0.1:1/callback#x"}, "4709"},
		"a user":             {[]string{"redirect_uri", "http://u@127.0.0.1:1/callback"}, "4709"},
		"scope":              {[]string{"scope", "user:read:token"}, "Invalid scopes"},
		"implicit flow":      {[]string{"response_type", "token"}, "response_type"},
		"no PKCE":            {[]string{"code_challenge", ""}, "PKCE"},
		"unknown PKCE":       {[]string{"code_challenge_method", "S512"}, "code_challenge_method"},
		"markup in redirect": {[]string{"redirect_uri", "http://<script>/"}, "&lt;script&gt;"},
	} {
		a := r.get(r.asking(c.pairs...))
		if a.status != 400 || !strings.Contains(strings.ReplaceAll(a.body, "&#43;", "+"), c.words) || strings.Contains(a.body, "nonce") {
			t.Errorf("%s: %d %s", name, a.status, a.body)
		}
	}
	if a := r.get(r.asking() + "&state=again"); a.status != 400 {
		t.Errorf("state twice: %d", a.status)
	}
	if a := r.get(r.asking("redirect_uri", "http://127.0.0.1/callback")); a.status != 200 {
		t.Errorf("the registered address itself: %d", a.status)
	}
	if len(r.calls) != 0 {
		t.Error("the app was called back")
	}
}

func TestConsentPage(t *testing.T) {
	r := run(t, Options{UserName: "Ådne <b>", UserEmail: "a@example.com", Scopes: []string{app.ScopeToken, "new:scope"}})
	a := r.get(r.asking())
	for _, want := range []string{"<title>Stand-in Zoom – rehearsal</title>", "Ådne &lt;b&gt;", ">Å<", "a@example.com", "user:read:token", "new:scope", "Allow", "Decline"} {
		if !strings.Contains(a.body, want) {
			t.Errorf("no %q on the page", want)
		}
	}
	if csp := a.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'") {
		t.Errorf("CSP %q", csp)
	}
	if strings.Contains(a.body, "://") && !strings.Contains(a.body, r.redirect) {
		t.Error("the page fetches from elsewhere")
	}
	if css := r.get("/sandbox/style.css"); css.status != 200 || !strings.HasPrefix(css.header.Get("Content-Type"), "text/css") {
		t.Errorf("style: %d %v", css.status, css.header)
	}
}

func TestNonceWorksOnceAndNotForLong(t *testing.T) {
	now := time.Now()
	r := runAt(t, Options{}, func() time.Time { return now })
	nonce := func() string { return nonceField().FindStringSubmatch(r.get(r.asking()).body)[1] }
	allow := func(nonce string) int {
		return r.form("/oauth/authorize", url.Values{"nonce": {nonce}, "decision": {"allow"}}).status
	}
	first := nonce()
	if allow(first) != http.StatusFound || allow(first) != 400 || allow("") != 400 || allow("invented") != 400 {
		t.Error("a nonce works once, and must be known")
	}
	late := nonce()
	now = now.Add(consentLife + time.Second)
	if allow(late) != 400 {
		t.Error("an old page still worked")
	}
	for range mostAsked + 10 {
		nonce()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.signIn.asked); n > mostAsked {
		t.Errorf("%d pages are remembered", n)
	}
}

func TestAllowGoesNowhereElse(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("another server was asked")
	}))
	defer elsewhere.Close()
	r := run(t, Options{RedirectURI: "http://example.com/callback"})
	for _, address := range []string{"", elsewhere.URL + r.asking(), r.url + "/oauth/token", r.url + r.asking()} {
		if err := r.Allow(t.Context(), address); !fault.Is(err, fault.SignInFailed) {
			t.Errorf("%s: %v", address, err)
		}
	}
	err := r.Allow(t.Context(), r.url+r.asking("redirect_uri", "http://example.com/callback"))
	if cause := errors.Unwrap(err); cause == nil || !strings.Contains(cause.Error(), "away from this machine") {
		t.Errorf("a redirect away from this machine: %v", cause)
	}
}
