package exchange_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"testing"

	"behalf/app/fault"
	"behalf/auth/exchange"
)

// What the other side wrote before the connection broke is in no error.
func TestF56ConnectionsThatBreak(t *testing.T) {
	head := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
	for name, says := range map[string]string{
		"before the answer":      "",
		"in the status line":     "HTTP/1.1 2",
		"in the header":          "HTTP/1.1 200 OK\r\nContent-Ty",
		"before the body":        head,
		"in the middle":          head + `{"token":"` + marker,
		"no HTTP":                marker + " is no HTTP\r\n\r\n",
		"header that is no such": "HTTP/1.1 200 OK\r\n" + marker + "\r\n\r\n",
	} {
		address := listen(t, func(conn net.Conn) {
			_, _ = conn.Read(make([]byte, 64<<10))
			_, _ = conn.Write([]byte(says))
		})
		_, err := get(t.Context(), t, over(t, &http.Transport{}), "http://"+address)
		if !fault.Is(err, fault.ZoomUnreachable) || !exchange.Broke(err) || exchange.NeverSent(err) {
			t.Errorf("%s: %v (%v)", name, err, errors.Unwrap(err))
		}
		noLeak(t, err)
	}
}

// Only what met no connection at all was never sent.
func TestF56NobodyThere(t *testing.T) {
	noNames := &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		return nil, errors.New("no DNS at " + marker)
	}}
	gone := listen(t, func(net.Conn) {})
	refused := func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, Err: os.NewSyscallError("connect", syscall.ECONNREFUSED)}
	}
	for name, c := range map[string]struct {
		address string
		dial    func(context.Context, string, string) (net.Conn, error)
		says    string
	}{
		"refused":        {"http://" + gone, refused, syscall.ECONNREFUSED.Error()},
		"an unknown one": {"https://example.com", (&net.Dialer{Resolver: noNames}).DialContext, "DNSError"},
	} {
		_, err := get(t.Context(), t, over(t, &http.Transport{DialContext: c.dial}), c.address)
		if !fault.Is(err, fault.ZoomUnreachable) || !exchange.NeverSent(err) || exchange.Broke(err) {
			t.Errorf("%s: %v (%v)", name, err, errors.Unwrap(err))
		}
		if cause := errors.Unwrap(err); !strings.Contains(cause.Error(), "dial") || !strings.Contains(cause.Error(), c.says) {
			t.Errorf("%s: %v says too little", name, cause)
		}
		noLeak(t, err)
	}
}

// A transport that does not say whether it had a connection may have had one.
func TestF56AnUnknownTransport(t *testing.T) {
	for name, c := range map[string]struct {
		err   error
		broke bool
	}{
		"cut":     {fmt.Errorf("%s: %w", marker, io.ErrUnexpectedEOF), true},
		"no dial": {&net.OpError{Op: "dial", Net: "tcp", Err: errors.New(marker)}, false},
	} {
		line := over(t, door(func(*http.Request) (*http.Response, error) { return nil, c.err }))
		_, err := get(t.Context(), t, line, "https://example.com")
		if !fault.Is(err, fault.ZoomUnreachable) || exchange.NeverSent(err) || exchange.Broke(err) != c.broke {
			t.Errorf("%s: %v", name, err)
		}
		noLeak(t, err)
	}
	for _, err := range []error{nil, context.Canceled, fault.New(fault.ZoomUnreachable)} {
		if exchange.NeverSent(err) || exchange.Broke(err) {
			t.Errorf("%v is not of this package", err)
		}
	}
}
