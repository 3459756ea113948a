package auth

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"

	"golang.org/x/oauth2"

	"behalf/auth/exchange"
)

// connectPause is the wait before a connection is tried once more: a machine
// that has just woken up takes a moment to find its network.
const connectPause = 300 * time.Millisecond

// overHTTP has x/oauth2 use our line.
func (a *Auth) overHTTP(ctx context.Context) context.Context {
	return withTransport(ctx, wary{ctx, a.line})
}

func withTransport(ctx context.Context, t http.RoundTripper) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, &http.Client{Transport: t})
}

// wary is the transport below x/oauth2: it lets only sound answers through. It
// has the caller's context with it, because x/oauth2 asks for a device's code
// without one.
type wary struct {
	ctx  context.Context
	line exchange.Line
}

func (w wary) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := w.send(r)
	switch {
	case err != nil:
		return nil, err
	case answer.Good() && !exchange.OneObject(answer.Body):
		return nil, answer.Bad("not one object, or one with a name twice")
	}
	return &http.Response{
		StatusCode: answer.Status, Header: answer.Header, Request: r,
		Body: io.NopCloser(bytes.NewReader(answer.Body)), ContentLength: int64(len(answer.Body)),
	}, nil
}

// send sends a request; once more if there was no connection to send it over.
// One that may have reached Zoom is never repeated: a refresh token works once.
func (w wary) send(r *http.Request) (exchange.Answer, error) {
	ctx, cancel := context.WithTimeout(w.ctx, requestLimit)
	defer cancel()
	answer, err := w.line.Send(ctx, r, requestLimit)
	if !exchange.NeverSent(err) {
		return answer, err
	}
	pause := time.NewTimer(connectPause)
	defer pause.Stop()
	select {
	case <-pause.C:
		return w.line.Send(ctx, r, requestLimit)
	case <-ctx.Done():
		return exchange.Answer{}, err
	}
}
