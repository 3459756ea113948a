package auth

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

func TestF05StrangeRequests(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	p := begin(t, a, public)
	root := strings.TrimSuffix(p.redirect, "/callback")
	for _, c := range []struct {
		method, address string
		want            int
	}{
		{http.MethodGet, root + "/favicon.ico", 404},
		{http.MethodGet, root + "/", 404},
		{http.MethodGet, root + "/callback/", 404},
		{http.MethodGet, root + "/callback/done", 404},
		{http.MethodHead, root + "/", 405},
		{http.MethodHead, p.right(), 405},
		{http.MethodOptions, root + "/callback", 405},
		{http.MethodPost, p.right(), 405},
		{http.MethodGet, p.redirect + "?code=" + strings.Repeat("x", 1<<20), 431},
	} {
		if r := visit(t, c.method, c.address); r.status != c.want {
			t.Errorf("%s %.60s: %d, want %d", c.method, c.address, r.status, c.want)
		}
	}
	p.finish(t)
	if p.err != nil || len(z.calls()) != 1 {
		t.Errorf("%v, %d exchanges", p.err, len(z.calls()))
	}
}

func TestF05IdleConnections(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	p := begin(t, a, public)
	u, err := url.Parse(p.redirect)
	if err != nil {
		t.Fatal(err)
	}
	for i := range mostConnections + 44 {
		conn, err := net.Dial("tcp", u.Host)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = conn.Close() }()
		if i%2 == 1 { // half of them begin a header and never end it
			if _, err := fmt.Fprintf(conn, "GET /callback HTTP/1.1\r\nX-Slow: "); err != nil {
				t.Fatal(err)
			}
		}
	}
	p.finish(t)
	if p.err != nil {
		t.Error(p.err)
	}
}

func TestF05TheLongestSilentConnectionGivesWay(t *testing.T) {
	c := newCrowd(2)
	var ours, theirs []net.Conn
	for range 4 {
		one, other := net.Pipe()
		defer func() { _ = other.Close() }()
		ours, theirs = append(ours, one), append(theirs, other)
	}
	silent := func(i int) bool { // still open, that is
		_ = theirs[i].SetReadDeadline(time.Now())
		_, err := theirs[i].Read(make([]byte, 1))
		return errors.Is(err, os.ErrDeadlineExceeded)
	}
	c.watch(ours[0], http.StateNew)
	c.watch(ours[0], http.StateActive) // asked something: it does not count
	for i := 1; i < 4; i++ {
		c.watch(ours[i], http.StateNew)
	}
	for i, want := range []bool{true, false, true, true} {
		if silent(i) != want {
			t.Errorf("connection %d open: %v", i, !want)
		}
	}
	c.dismiss()
	for i, want := range []bool{true, false, false, false} {
		if silent(i) != want {
			t.Errorf("after the end, connection %d open: %v", i, !want)
		}
	}
	_ = ours[0].Close()
}

func TestF06OtherHostsAndOrigins(t *testing.T) {
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	p := begin(t, a, public)
	u, err := url.Parse(p.redirect)
	if err != nil {
		t.Fatal(err)
	}
	for _, header := range [][]string{
		{"Host", "evil.example"},
		{"Host", "evil.example:" + u.Port()},
		{"Host", "localhost:" + u.Port()},
		{"Host", "127.0.0.1"},
		{"Host", "127.0.0.1:1"},
		{"Origin", "https://evil.example"},
		{"Origin", "http://" + u.Host},
	} {
		if r := visit(t, http.MethodGet, p.right(), header...); r.status != http.StatusForbidden {
			t.Errorf("%v: %d", header, r.status)
		}
	}
	for _, head := range []string{"GET %s HTTP/1.0\r\n\r\n", "GET %s HTTP/1.1\r\n\r\n"} { // no Host at all
		conn, err := net.Dial("tcp", u.Host)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Fprintf(conn, head, "/callback?code=x&state="+p.state); err != nil {
			t.Fatal(err)
		}
		status, err := bufio.NewReader(conn).ReadString('\n')
		if err != nil || (!strings.Contains(status, "403") && !strings.Contains(status, "400")) {
			t.Errorf("%q: %q, %v", head, status, err)
		}
		_ = conn.Close()
	}
	if len(z.calls()) != 0 {
		t.Error("an exchange was made")
	}
	p.finish(t)
	if p.err != nil {
		t.Error(p.err)
	}
}

func TestF07ThePortIsTaken(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	z := newZoom(t)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	fixed := public
	fixed.RedirectURI = "http://" + taken.Addr().String() + "/callback"
	_, err = a.SignIn(t.Context(), jobOf(fixed, func(app.SignIn) { t.Error("the browser was opened") }))
	wantFault(t, err, fault.PortTaken)

	_ = taken.Close()
	p := begin(t, a, fixed)
	if p.redirect != fixed.RedirectURI {
		t.Errorf("redirect %s, want %s", p.redirect, fixed.RedirectURI)
	}
	p.finish(t)
	if p.err != nil {
		t.Error(p.err)
	}

	_, err = listen(t.Context(), "http://192.0.2.1/callback", newInbox("state")) // an address this machine has not
	wantFault(t, err, fault.NoLoopback)
}

func TestF07F08AddressesAreLiteral(t *testing.T) {
	for uri, want := range map[string]string{
		"http://127.0.0.1/callback": `^http://127\.0\.0\.1:\d+/callback$`,
		"http://127.0.0.1":          `^http://127\.0\.0\.1:\d+$`,
		"http://127.0.0.1/":         `^http://127\.0\.0\.1:\d+/$`,
		"http://127.0.0.1/a/b%20c":  `^http://127\.0\.0\.1:\d+/a/b%20c$`,
		"http://[::1]/callback":     `^http://\[::1\]:\d+/callback$`,
	} {
		if strings.Contains(uri, "::1") && !hasIPv6(t.Context()) {
			continue // then NoLoopback is the right answer; see the test above
		}
		z := newZoom(t)
		other := public
		other.RedirectURI = uri
		p := begin(t, newAuth(t, z.config(newVault(), t.TempDir())), other)
		if !regexp.MustCompile(want).MatchString(p.redirect) {
			t.Fatalf("%s became %s", uri, p.redirect)
		}
		p.finish(t)
		if p.err != nil || z.calls()[0].form.Get("redirect_uri") != p.redirect {
			t.Errorf("%s: %v", uri, p.err)
		}
	}
}

func hasIPv6(ctx context.Context) bool {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "[::1]:0")
	if err == nil {
		_ = l.Close()
	}
	return err == nil
}

func TestF42TheCodeLeavesTheAddressBar(t *testing.T) {
	z := newZoom(t)
	p := begin(t, newAuth(t, z.config(newVault(), t.TempDir())), public)
	r := p.finish(t)
	if r.path != "/callback/done" || strings.Contains(r.body, marker) || strings.Contains(r.body, p.state) {
		t.Errorf("the browser ends at %s", r.path)
	}
}

var outside = regexp.MustCompile(`(?i)(src|href|action|url)\s*[=(]|@import|<script|<link|<iframe| on\w+=`)

func TestPagesFetchNothingAndRunNothing(t *testing.T) {
	z := newZoom(t)
	z.api = func(string) (app.Account, error) {
		return app.Account{UserID: "U", AccountID: "A", Name: `<img src=x onerror="alert(1)">`}, nil
	}
	p := begin(t, newAuth(t, z.config(newVault(), t.TempDir())), public)
	refused := visit(t, http.MethodGet, p.callback("state=wrong"))
	missing := visit(t, http.MethodGet, strings.Replace(p.redirect, "/callback", "/x", 1))
	nonces := map[string]bool{}
	for _, r := range []reply{refused, missing, p.finish(t)} {
		body := strings.ReplaceAll(r.body, "&lt;img src=x onerror=&#34;alert(1)&#34;&gt;", "")
		if strings.Contains(body, "<img") || outside.MatchString(body) {
			t.Errorf("%s", body)
		}
		nonce := regexp.MustCompile(`<style nonce="(\w+)">`).FindStringSubmatch(body)
		csp := r.header.Get("Content-Security-Policy")
		if nonce == nil || nonces[nonce[1]] || !strings.Contains(csp, "'nonce-"+nonce[1]+"'") || !strings.HasPrefix(csp, "default-src 'none';") {
			t.Errorf("%v, %s", nonce, csp)
		} else {
			nonces[nonce[1]] = true
		}
		if r.header.Get("Referrer-Policy") != "no-referrer" || r.header.Get("Cache-Control") != "no-store" ||
			r.header.Get("X-Content-Type-Options") != "nosniff" || r.header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%v", r.header)
		}
	}
}
