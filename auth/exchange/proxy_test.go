package exchange_test

import (
	"bufio"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/http/httpproxy"

	"behalf/app/fault"
	"behalf/auth/exchange"
)

const proxyPassword = marker + "-proxy"

// proxy is an HTTP proxy that leads every CONNECT to one server, once it has
// the password, and writes down all that passes.
type proxy struct {
	addr   string
	lead   string // where to
	refuse string // a status line instead

	mu    sync.Mutex
	asked int
	saw   strings.Builder // from the client, the tunnel included
}

func startProxy(t *testing.T, lead, refuse string) *proxy {
	t.Helper()
	p := &proxy{lead: lead, refuse: refuse}
	p.addr = listen(t, p.serve)
	return p
}

func (p *proxy) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.saw.Write(b)
}

func (p *proxy) seen() (int, string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked, p.saw.String()
}

func (p *proxy) serve(conn net.Conn) {
	in := bufio.NewReader(io.TeeReader(conn, p))
	req, err := http.ReadRequest(in)
	if err != nil {
		return
	}
	p.mu.Lock()
	p.asked++
	p.mu.Unlock()
	line := "200 Connection established"
	password := "Basic " + base64.StdEncoding.EncodeToString([]byte("ada:"+proxyPassword))
	switch {
	case p.refuse != "":
		line = p.refuse
	case req.Header.Get("Proxy-Authorization") != password:
		line = "407 Proxy Authentication Required"
	}
	_, _ = io.WriteString(conn, "HTTP/1.1 "+line+"\r\n\r\n")
	if req.Method != http.MethodConnect || !strings.HasPrefix(line, "200") {
		return
	}
	server, err := net.Dial("tcp", p.lead)
	if err != nil {
		return
	}
	var back sync.WaitGroup
	back.Go(func() {
		_, _ = io.Copy(conn, server)
		_ = conn.Close()
	})
	_, _ = io.Copy(server, in)
	_ = server.Close()
	back.Wait()
}

// behind is a line to a server that is called example.com, through what the
// environment says about proxies.
func behind(t *testing.T, env httpproxy.Config) (line exchange.Line, server string) {
	t.Helper()
	s := httptest.NewTLSServer(saying(200, nil, answer))
	t.Cleanup(s.Close)
	trusting := s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs // httptest's certificate is for that name
	proxyFor := env.ProxyFunc()
	transport := &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: trusting, MinVersion: tls.VersionTLS12},
		Proxy:           func(r *http.Request) (*url.URL, error) { return proxyFor(r.URL) },
	}
	return over(t, transport), s.Listener.Addr().String()
}

const (
	there  = "https://example.com/v2/users/me/token?meeting_id=" + number
	number = "81234567890"
	answer = `{"token":"` + marker + `GOOD"}`
)

func TestF38ProxyWithCredentials(t *testing.T) {
	p := startProxy(t, "", "")
	line, server := behind(t, httpproxy.Config{HTTPSProxy: "http://ada:" + proxyPassword + "@" + p.addr})
	p.lead = server
	if got, err := get(t.Context(), t, line, there); err != nil || string(got.Body) != answer {
		t.Fatal(err)
	}
	asked, saw := p.seen()
	if asked != 1 || !strings.Contains(saw, "CONNECT example.com:443 ") {
		t.Errorf("the proxy was asked %d times", asked)
	}
	for _, hidden := range []string{marker + "TOKEN", "Bearer", number, answer} {
		if strings.Contains(saw, hidden) {
			t.Errorf("the proxy saw %q in clear", hidden)
		}
	}
}

// What a proxy says no to, and how. Its password stays out of every error.
func TestF38ProxyThatRefuses(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	stranger := httptest.NewUnstartedServer(http.NotFoundHandler())
	stranger.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	mine, _ := certificate(t, "127.0.0.1", time.Now().Add(24*time.Hour))
	stranger.TLS = &tls.Config{Certificates: []tls.Certificate{mine}, MinVersion: tls.VersionTLS12}
	stranger.StartTLS()
	defer stranger.Close()
	web := listen(t, func(conn net.Conn) {
		_, _ = conn.Read(make([]byte, 3)) // the greeting of SOCKS
		_, _ = io.WriteString(conn, "HTTP/1.1 400 "+proxyPassword+"\r\n\r\n")
	})
	for name, c := range map[string]struct {
		refuse string
		proxy  string // instead of one that refuses
		user   string
	}{
		"no password":          {user: ""},
		"wrong password":       {user: "ada:" + proxyPassword + "x@"},
		"403":                  {refuse: "403 Forbidden"},
		"502":                  {refuse: "502 Bad Gateway"},
		"407 in its own words": {refuse: "407 ada:" + proxyPassword + " is wrong"},
		"no words":             {refuse: "403"},
		"no HTTP":              {refuse: "what? " + proxyPassword},
		"no proxy there":       {proxy: "http://ada:" + proxyPassword + "@" + strings.TrimPrefix(gone.URL, "http://")},
		"https to a plain one": {proxy: "https://ada:" + proxyPassword + "@"},
		"an unknown https one": {proxy: "https://ada:" + proxyPassword + "@" + strings.TrimPrefix(stranger.URL, "https://")},
		"no such scheme":       {proxy: "gopher://ada:" + proxyPassword + "@127.0.0.1:1"},
		"SOCKS to an HTTP one": {proxy: "socks5://ada:" + proxyPassword + "@" + web},
	} {
		p := startProxy(t, "", c.refuse)
		address := "http://" + c.user + p.addr
		if c.proxy != "" {
			address = c.proxy
		}
		if strings.HasSuffix(address, "@") {
			address += p.addr
		}
		line, server := behind(t, httpproxy.Config{HTTPSProxy: address})
		p.lead = server
		_, err := get(t.Context(), t, line, there)
		if !fault.Is(err, fault.ProxyRefused) {
			t.Errorf("%s: %v (%v)", name, err, errors.Unwrap(err))
		}
		if !exchange.NeverSent(err) && name != "no such scheme" {
			t.Errorf("%s: it never got past the proxy", name)
		}
		noLeak(t, err)
	}
}

// A setting that can't be read is quoted by whoever tried to.
func TestF38ProxySettingThatCanNotBeRead(t *testing.T) {
	transport := &http.Transport{Proxy: func(*http.Request) (*url.URL, error) {
		return nil, errors.New("invalid proxy address http://ada:" + proxyPassword + "@[::1")
	}}
	_, err := get(t.Context(), t, over(t, transport), there)
	if !fault.Is(err, fault.ProxyRefused) {
		t.Error(err)
	}
	noLeak(t, err)
}

// A proxy that opens the connection with an authority of its own is not Zoom.
func TestF25ProxyWithItsOwnAuthority(t *testing.T) {
	mine, _ := certificate(t, "example.com", time.Now().Add(24*time.Hour))
	middle, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{mine}, MinVersion: tls.VersionTLS12})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := middle.Accept()
		if err != nil {
			return
		}
		if n, err := conn.Read(make([]byte, 1)); n > 0 || err == nil {
			t.Error("the request was sent")
		}
		_ = conn.Close()
	}()
	p := startProxy(t, middle.Addr().String(), "")
	line, _ := behind(t, httpproxy.Config{HTTPSProxy: "http://ada:" + proxyPassword + "@" + p.addr})
	if _, err := get(t.Context(), t, line, there); !fault.Is(err, fault.ZoomUntrusted) {
		t.Error(err)
	}
	_ = middle.Close()
	<-done
}

func TestF38NoProxy(t *testing.T) {
	p := startProxy(t, "", "")
	env := httpproxy.Config{HTTPSProxy: "http://ada:" + proxyPassword + "@" + p.addr, HTTPProxy: "http://" + p.addr, NoProxy: "example.com"}
	proxyFor := env.ProxyFunc()
	tlsServer := httptest.NewTLSServer(saying(200, nil, answer))
	defer tlsServer.Close()
	plain := httptest.NewServer(saying(200, nil, answer))
	defer plain.Close()
	transport := tlsServer.Client().Transport.(*http.Transport).Clone() // dials its server for example.com
	transport.Proxy = func(r *http.Request) (*url.URL, error) { return proxyFor(r.URL) }
	defer transport.CloseIdleConnections()
	for _, address := range []string{"https://example.com", plain.URL} { // by NO_PROXY, and as loopback
		if _, err := get(t.Context(), t, over(t, transport), address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	if asked, _ := p.seen(); asked != 0 {
		t.Errorf("the proxy was asked %d times", asked)
	}
}
