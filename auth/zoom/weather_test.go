package zoom_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/auth/sandbox"
	"behalf/auth/zoom"
)

func TestF24RedirectIsNotFollowed(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the redirect was followed, Authorization sent: %v", r.Header.Get("Authorization") != "")
	}))
	defer elsewhere.Close()
	// The same machine under another port is the case in which Go itself
	// would send Authorization along.
	for _, status := range []int{300, 301, 302, 303, 307, 308} {
		for _, location := range []string{elsewhere.URL, "//" + strings.TrimPrefix(elsewhere.URL, "http://"), "http://[", ""} {
			_, err := mint(t, answering(t, status, map[string]string{"Location": location}, `{"token":"`+good+`"}`))
			if !fault.Is(err, fault.ZoomBadAnswer) {
				t.Errorf("%d to %q: %v", status, location, err)
			}
		}
	}
}

// listen serves each connection by hand and closes it.
func listen(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			serve(conn)
			_ = conn.Close()
		}
	}()
	t.Cleanup(func() {
		_ = l.Close()
		<-done
	})
	return l.Addr().String()
}

// Connections that break are asked again; what comes out is an error of the
// network, with nothing in it that the other side wrote.
func TestF56ConnectionsThatBreak(t *testing.T) {
	head := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
	for name, c := range map[string]struct {
		says  string
		tries int32
	}{
		"before the answer":      {"", 3},
		"in the status line":     {"HTTP/1.1 2", 3},
		"in the header":          {"HTTP/1.1 200 OK\r\nContent-Ty", 3},
		"before the body":        {head, 3},
		"in the middle":          {head + `{"token":"` + sandbox.Marker, 3},
		"no HTTP":                {sandbox.Marker + " is no HTTP\r\n\r\n", 3},
		"header that is no such": {"HTTP/1.1 200 OK\r\n" + sandbox.Marker + "\r\n\r\n", 3},
	} {
		var tries atomic.Int32
		cfg := config(t, nil)
		cfg.APIURL = "http://" + listen(t, func(conn net.Conn) {
			tries.Add(1)
			_, _ = conn.Read(make([]byte, 64<<10))
			_, _ = conn.Write([]byte(c.says))
		})
		_, err := mint(t, zoom.New(cfg))
		if !fault.Is(err, fault.ZoomUnreachable) || tries.Load() != c.tries {
			t.Errorf("%s: %v after %d tries, want %d", name, err, tries.Load(), c.tries)
		}
		noLeak(t, err, []string{meeting})
	}
}

func TestF56NobodyThere(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	noNames := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("no DNS here")
	}}
	transport := &http.Transport{DialContext: (&net.Dialer{Resolver: noNames}).DialContext}
	for _, address := range []string{gone.URL, "https://zoom.invalid"} {
		c := zoom.New(zoom.Config{HTTP: &http.Client{Transport: transport}, Access: token("t"), APIURL: address, Sleep: noSleep})
		_, err := mint(t, c)
		if !fault.Is(err, fault.ZoomUnreachable) {
			t.Errorf("%s: %v", address, err)
		}
		noLeak(t, err, []string{meeting})
	}
}

func TestGivingUpStaysCancelled(t *testing.T) {
	arrived := make(chan struct{}, 1)
	c := talkingTo(t, func(_ http.ResponseWriter, r *http.Request) {
		arrived <- struct{}{}
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-arrived
		cancel()
	}()
	if _, err := c.OnBehalf(ctx, app.ZoomApp{}, account, meeting); !errors.Is(err, context.Canceled) || fault.From(err).Kind != fault.Stopped {
		t.Errorf("cancelled: %v", err)
	}
}

// A connection that was read to the end is used again.
func TestConnectionsAreKept(t *testing.T) {
	var opened atomic.Int32
	server := httptest.NewUnstartedServer(saying(200, nil, `{"token":"`+good+`"}`))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			opened.Add(1)
		}
	}
	server.Start()
	defer server.Close()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	c := zoom.New(zoom.Config{HTTP: &http.Client{Transport: transport}, Access: token("t"), APIURL: server.URL})
	for range 5 {
		if _, err := mint(t, c); err != nil {
			t.Fatal(err)
		}
	}
	if opened.Load() != 1 {
		t.Errorf("%d connections", opened.Load())
	}
}

// The whole of what is sent: nothing but what Zoom needs.
func TestWhatIsSent(t *testing.T) {
	c := talkingTo(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || len(body) > 0 || r.Method != http.MethodGet {
			t.Errorf("%s with %d bytes, %v", r.Method, len(body), err)
		}
		if got := r.URL.String(); got != "/v2/users/me/token?meeting_id="+meeting+"&type=onbehalf" {
			t.Error(got)
		}
		for name := range r.Header {
			switch name {
			case "Accept", "Accept-Encoding", "Authorization", "User-Agent":
			default:
				t.Errorf("sent %s", name)
			}
		}
		_, _ = w.Write([]byte(`{"token":"` + good + `"}`))
	})
	if _, err := mint(t, c); err != nil {
		t.Error(err)
	}
}
