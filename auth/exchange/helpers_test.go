package exchange_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"behalf/auth/exchange"
)

// marker is in everything that no error may hold.
const marker = "ZZTEST"

const limit = 10 * time.Second

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// over is the line of a transport of the test's.
func over(t *testing.T, transport http.RoundTripper) exchange.Line {
	t.Helper()
	if own, ok := transport.(*http.Transport); ok {
		t.Cleanup(own.CloseIdleConnections)
	}
	return exchange.Over(&http.Client{Transport: transport})
}

// get asks an address, with something secret in the request.
func get(ctx context.Context, t *testing.T, line exchange.Line, address string) (exchange.Answer, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+marker+"TOKEN")
	return line.Send(ctx, req, limit)
}

func saying(status int, header map[string]string, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range header {
			w.Header().Set(name, value)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
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

// noLeak looks for secrets and addresses in everything an error can say.
func noLeak(t *testing.T, err error) {
	t.Helper()
	for e := err; e != nil; e = errors.Unwrap(e) {
		said := fmt.Sprintf("%v %+v %s", e, e, e.Error())
		for _, hidden := range []string{marker, "127.0.0.1", "example.com", "ada"} {
			if strings.Contains(said, hidden) {
				t.Errorf("an error holds %s: %s", hidden, said)
			}
		}
	}
}

// door is a function as a network.
type door func(*http.Request) (*http.Response, error)

func (d door) RoundTrip(r *http.Request) (*http.Response, error) { return d(r) }
