package auth

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"behalf/app/fault"
)

func TestF25CertificatesThatAreRefused(t *testing.T) {
	trusting := func(s *httptest.Server) *tls.Config {
		pool := x509.NewCertPool()
		pool.AddCert(s.Certificate())
		return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	}
	for name, c := range map[string]struct {
		server func(*httptest.Server)
		client func(*httptest.Server) *tls.Config
		host   string
		want   fault.Kind
	}{
		"self-signed": {nil, func(*httptest.Server) *tls.Config { return &tls.Config{} }, "127.0.0.1", fault.ZoomUntrusted},
		"wrong name":  {nil, trusting, "localhost", fault.ZoomUntrusted},
		"expired": {nil, func(s *httptest.Server) *tls.Config {
			c := trusting(s)
			c.Time = func() time.Time { return s.Certificate().NotAfter.Add(time.Hour) }
			return c
		}, "127.0.0.1", fault.ZoomUntrusted},
		"TLS 1.0":  {func(s *httptest.Server) { s.TLS = &tls.Config{MaxVersion: tls.VersionTLS10} }, trusting, "127.0.0.1", fault.ZoomUntrusted},
		"good one": {nil, trusting, "127.0.0.1", ""},
	} {
		t.Run(name, func(t *testing.T) {
			z := newZoom(t)
			s := httptest.NewUnstartedServer(http.HandlerFunc(z.token))
			s.Config.ErrorLog = quietLog()
			if c.server != nil {
				c.server(s)
			}
			s.StartTLS()
			defer s.Close()
			a := through(t, z, strings.Replace(s.URL, "127.0.0.1", c.host, 1), &http.Transport{TLSClientConfig: c.client(s)})
			acc := stored(t, a, z, 0)
			err := a.Renew(t.Context(), public, acc)
			if c.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			wantFault(t, err, c.want)
			if len(z.calls()) != 0 {
				t.Error("something was sent")
			}
			if err := a.Held(t.Context(), public, acc); err != nil {
				t.Error(err)
			}
		})
	}
}

// proxy is one that wants a name and a password before it connects anybody.
type proxy struct {
	net.Listener
	status string // its refusal; empty: none
	asked  atomic.Int32
	passed atomic.Int32 // with the right credentials
	work   sync.WaitGroup
}

func newProxy(t *testing.T, status string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{Listener: l, status: status}
	p.work.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			p.work.Go(func() { p.serve(conn) })
		}
	})
	t.Cleanup(func() { _ = l.Close(); p.work.Wait() })
	return p
}

func (p *proxy) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	in := bufio.NewReader(conn)
	r, err := http.ReadRequest(in)
	if err != nil || r.Method != http.MethodConnect {
		return
	}
	p.asked.Add(1)
	want := "Basic " + base64.StdEncoding.EncodeToString([]byte("ada:"+marker+"PASSWORD"))
	if p.status != "" || r.Header.Get("Proxy-Authorization") != want {
		_, _ = io.WriteString(conn, "HTTP/1.1 "+p.status+"\r\nContent-Length: 0\r\n\r\n")
		return
	}
	p.passed.Add(1)
	there, err := net.Dial("tcp", r.Host)
	if err != nil {
		return
	}
	defer func() { _ = there.Close() }()
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
	go func() { _, _ = io.Copy(there, in); _ = there.Close() }()
	_, _ = io.Copy(conn, there)
}

func (p *proxy) transport(s *httptest.Server) *http.Transport {
	pool := x509.NewCertPool()
	pool.AddCert(s.Certificate())
	return &http.Transport{
		Proxy:             http.ProxyURL(&url.URL{Scheme: "http", Host: p.Addr().String(), User: url.UserPassword("ada", marker+"PASSWORD")}),
		TLSClientConfig:   &tls.Config{RootCAs: pool},
		DisableKeepAlives: true,
	}
}

func TestF25F38AProxyWithCredentials(t *testing.T) {
	z := newZoom(t)
	var leaked atomic.Bool
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Proxy-Authorization") != "" {
			leaked.Store(true)
		}
		z.token(w, r)
	}))
	s.StartTLS()
	defer s.Close()

	p := newProxy(t, "")
	a := through(t, z, s.URL, p.transport(s))
	if err := a.Renew(t.Context(), public, stored(t, a, z, 0)); err != nil || p.passed.Load() != 1 || leaked.Load() {
		t.Errorf("%v, passed %d, leaked %v", err, p.passed.Load(), leaked.Load())
	}

	before := len(z.calls())
	for _, status := range []string{"407 Proxy Authentication Required", "403 Not in this house", "502 Bad Gateway"} {
		p := newProxy(t, status)
		a := through(t, z, s.URL, p.transport(s))
		wantFault(t, a.Renew(t.Context(), public, stored(t, a, z, 0)), fault.ProxyRefused)
	}
	gone := newProxy(t, "")
	transport := gone.transport(s)
	_ = gone.Close()
	a = through(t, z, s.URL, transport)
	wantFault(t, a.Renew(t.Context(), public, stored(t, a, z, 0)), fault.ProxyRefused)
	if len(z.calls()) != before {
		t.Error("Zoom was reached past the proxy")
	}

	// Over plain http a proxy answers in Zoom's place.
	z.answer = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusProxyAuthRequired) }
	a = newAuth(t, z.config(newVault(), t.TempDir()))
	wantFault(t, a.Renew(t.Context(), public, stored(t, a, z, 0)), fault.ProxyRefused)
}
