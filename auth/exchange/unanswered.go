package exchange

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"syscall"

	"behalf/app/fault"
)

// NeverSent says whether err is of a request that can't have reached anybody,
// because there was no connection to send it over. It may be sent again, even
// if it may only be carried out once.
func NeverSent(err error) bool {
	var s *silence
	return errors.As(err, &s) && s.unsent
}

// Broke says whether err is of a connection that was there and broke. One that
// can't be made, or that says nothing for long, has cost the person enough time
// already.
func Broke(err error) bool {
	var s *silence
	return errors.As(err, &s) && s.broke
}

// silence is the cause of the network's faults.
type silence struct {
	step, kind string // fit for a log
	unsent     bool
	broke      bool
}

func (s *silence) Error() string {
	return fmt.Sprintf("no answer (%s, %s)", cmp.Or(s.step, "http"), s.kind)
}

// newSilence takes out of an error only the step that failed and the kind of
// what went wrong. The texts of net, net/http and crypto/tls quote addresses,
// the password of a proxy, and what strangers wrote; the system's own do not.
func newSilence(err error) *silence {
	s := &silence{step: stepOf(err)}
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		s.kind = fmt.Sprintf("%T", inner)
	}
	var system syscall.Errno
	if errors.As(err, &system) {
		s.kind = system.Error()
	}
	return s
}

// progress is how far a request came. A dial may outlive its request.
type progress struct{ asked, connected atomic.Bool }

func (p *progress) watched(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { p.asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { p.connected.Store(true) },
	})
}

// unanswered explains a request that got no answer.
func (l Line) unanswered(ctx context.Context, req *http.Request, err error, seen *progress) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	var slow net.Error
	timedOut := errors.As(err, &slow) && slow.Timeout()
	connected, cause := seen.connected.Load(), newSilence(err)
	// A transport that does not tell of its connections may have had one.
	unsent := seen.asked.Load() && !connected && req.Context().Err() == nil
	switch {
	case cause.step == "proxyconnect", strings.HasPrefix(cause.step, "socks"):
		cause.unsent = unsent
		return fault.Wrap(fault.ProxyRefused, cause)
	case untrusted(err):
		return fault.Wrap(fault.ZoomUntrusted, cause)
	case !connected && !timedOut && l.throughProxy(req):
		// net/http turns what a proxy says to CONNECT into an error without a
		// type, made of the proxy's words.
		cause.unsent = unsent
		return fault.Wrap(fault.ProxyRefused, cause)
	default:
		cause.unsent, cause.broke = unsent, !timedOut && cause.step != "dial"
		return fault.Wrap(fault.ZoomUnreachable, cause)
	}
}

// stepOf is what package net was about to do: "dial", "read", "proxyconnect" …
func stepOf(err error) string {
	var op *net.OpError
	if errors.As(err, &op) {
		return op.Op
	}
	return ""
}

// untrusted says whether there was no agreement on TLS: the certificate is not
// Zoom's, the version is too old, or somebody answered who does not speak it.
func untrusted(err error) bool {
	var (
		stranger *tls.CertificateVerificationError
		plain    tls.RecordHeaderError
	)
	step := stepOf(err)
	return errors.As(err, &stranger) || errors.As(err, &plain) ||
		step == "remote error" || step == "local error" || // TLS alerts
		strings.HasPrefix(err.Error(), "tls: ") // the rest of crypto/tls has no types
}

// throughProxy says whether a proxy stands between us and the address. A
// setting that can't be read is meant as one, too.
func (l Line) throughProxy(req *http.Request) bool {
	t, ok := l.transport.(*http.Transport)
	if !ok || t.Proxy == nil {
		return false
	}
	proxy, err := t.Proxy(req)
	return proxy != nil || err != nil
}
