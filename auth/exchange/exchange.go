// Package exchange is one HTTP exchange with whoever answers: a request goes
// out, and an answer comes back whole and within bounds, or a fault says why
// there is none.
//
//	Line.Send           one request, sent once, its answer read to the end
//	NeverSent, Broke    whether it may be worth sending again, for the caller
//	Printable           a token that fits into a header or a line
//	OneObject           an answer that every reader understands alike
//	Wish, Pause, When   how long the other side wants to be left alone
//
// It owns what is the same for every address: limits on time and size, TLS or
// this machine and nothing else, no redirects, and the network's faults. Those
// never quote an address, a password, or what a stranger wrote.
//
// It does not know what Zoom's answers mean (auth, auth/zoom), keeps nothing,
// and repeats nothing: a refresh token works once, so only the caller can tell
// what may be sent again. net/http itself sends again only what it has not
// written, or a GET.
package exchange

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"behalf/app/fault"
)

// largest is how much an answer may hold, unpacked. Zoom's have about three
// kilobytes.
const largest = 64 << 10

// Line is what requests go over.
type Line struct{ transport http.RoundTripper }

// Over gives the line of a client. Only its transport is used: http.Client
// itself would follow redirects, and carry along what is meant for Zoom.
func Over(client *http.Client) Line {
	if client == nil || client.Transport == nil {
		return Line{http.DefaultTransport}
	}
	return Line{client.Transport}
}

// Answer is what came back, whatever it says.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Good says whether the other side did what was asked.
func (a Answer) Good() bool { return a.Status >= 200 && a.Status < 300 }

// Bad is the fault of an answer that can't be used. why is for the log.
func (a Answer) Bad(why string) *fault.Fault {
	return fault.Wrap(fault.ZoomBadAnswer, fmt.Errorf("answer with status %d: %s", a.Status, why))
}

// Send sends a request, once, and gives the answer, which has to come within
// the limit. The error is a fault, or context.Canceled if the caller gave up.
// The request itself stays as it is, and may be sent again.
func (l Line) Send(ctx context.Context, req *http.Request, limit time.Duration) (Answer, error) {
	if !Safe(req.URL) {
		return Answer{}, fault.New(fault.BadServer, "name", req.URL.Host)
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var seen progress
	out, err := prepared(seen.watched(limited), req)
	if err != nil {
		return Answer{}, fault.Wrap(fault.Unexpected, err)
	}
	res, err := l.transport.RoundTrip(out)
	if err != nil {
		return Answer{}, l.unanswered(ctx, out, err, &seen)
	}
	defer func() { _ = res.Body.Close() }() // it was only read: nothing can be lost
	body, err := io.ReadAll(io.LimitReader(res.Body, largest+1))
	answer := Answer{res.StatusCode, res.Header, body}
	switch {
	case badPacking(err):
		return Answer{}, answer.Bad("can't be unpacked")
	case err != nil:
		seen.connected.Store(true) // whatever the transport told of it
		return Answer{}, l.unanswered(ctx, out, err, &seen)
	case len(body) > largest:
		return Answer{}, answer.Bad("too long")
	case answer.Status >= 300 && answer.Status < 400:
		return Answer{}, answer.Bad("a redirect")
	}
	return answer, nil
}

// prepared is a request of its own for each try: of a broken one, net/http may
// still be writing the header.
func prepared(ctx context.Context, req *http.Request) (*http.Request, error) {
	out := req.Clone(ctx)
	if req.GetBody != nil {
		body, err := req.GetBody()
		if err != nil {
			return nil, err
		}
		out.Body = body
	}
	out.Header.Set("Accept", "application/json")
	out.Header.Set("User-Agent", "Behalf")
	return out, nil
}

// Safe says whether secrets may be sent to an address: over TLS, or without
// leaving this machine. Only test servers are the latter.
func Safe(u *url.URL) bool {
	addr, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "https" && u.Hostname() != "" || u.Scheme == "http" && err == nil && addr.IsLoopback()
}

// badPacking tells a broken gzip stream from a broken connection.
func badPacking(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, &corrupt)
}
