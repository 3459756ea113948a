package zoom

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"behalf/app/fault"
)

// noAnswer explains a request that got none. connected says whether there was a
// connection with the server itself.
func (c *Client) noAnswer(ctx context.Context, req *http.Request, err error, connected bool) error {
	var (
		op   *net.OpError
		slow net.Error
	)
	timedOut := errors.As(err, &slow) && slow.Timeout()
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case errors.As(err, &op) && op.Op == "proxyconnect":
		return fault.Wrap(fault.ProxyRefused, tellable(err))
	case untrusted(err):
		return fault.Wrap(fault.ZoomUntrusted, err)
	case !connected && !timedOut && c.throughProxy(req):
		// net/http turns what a proxy says to CONNECT into an error without a
		// type, made of the proxy's words.
		return fault.Wrap(fault.ProxyRefused, tellable(err))
	}
	return fault.Wrap(fault.ZoomUnreachable, tellable(err))
}

// untrusted says whether there was no agreement on TLS: the certificate is not
// Zoom's, the version is too old, or somebody answered who does not speak it.
func untrusted(err error) bool {
	var (
		stranger *tls.CertificateVerificationError
		plain    tls.RecordHeaderError
		op       *net.OpError
	)
	return errors.As(err, &stranger) || errors.As(err, &plain) || errors.Is(err, http.ErrSchemeMismatch) ||
		errors.As(err, &op) && (op.Op == "remote error" || op.Op == "local error") || // TLS alerts
		strings.HasPrefix(err.Error(), "tls: ") // the rest of crypto/tls has no types
}

// throughProxy says whether a proxy stands between us and the address. A
// setting that can't be read is meant as one, too.
func (c *Client) throughProxy(req *http.Request) bool {
	t, ok := c.transport.(*http.Transport)
	if !ok || t.Proxy == nil {
		return false
	}
	proxy, err := t.Proxy(req)
	return proxy != nil || err != nil
}

// tellable keeps an error if it is the network's own. Others of net/http quote:
// the first line of an answer, a proxy's words, or the address of a proxy with
// the password in it.
func tellable(err error) error {
	var network net.Error
	if errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return err
	}
	return fmt.Errorf("no usable connection (%T)", err)
}

// withoutAddress takes the address, and with it the meeting, out of an error
// of net/url.
func withoutAddress(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

func badAnswer(status int, why string) *fault.Fault {
	return fault.Wrap(fault.ZoomBadAnswer, fmt.Errorf("answer with status %d: %s", status, why))
}
