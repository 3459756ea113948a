package auth

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"
)

// answerLimit bounds what the OAuth endpoints may say, unpacked. Their answers
// are about three kilobytes.
const answerLimit = 64 << 10

// connectPause is the wait before a connection is tried once more: a machine
// that has just woken up takes a moment to find its network.
const connectPause = 300 * time.Millisecond

// endpointClient gives the client for the OAuth endpoints: over the transport
// of base, with a limit on time and size, and without redirects, which would
// carry the code or the refresh token to another host.
func endpointClient(base *http.Client) *http.Client {
	transport := http.DefaultTransport
	if base != nil && base.Transport != nil {
		transport = base.Transport
	}
	return &http.Client{
		Transport:     wary{transport},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// wary reads answers whole, up to a limit in time and size, and lets only sound
// ones through.
type wary struct{ http.RoundTripper }

func (w wary) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), requestLimit)
	defer cancel()
	answer, err := w.send(r.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, answerLimit+1))
	_ = answer.Body.Close() // read as far as it is wanted
	switch {
	case err != nil:
		return nil, err
	case len(body) > answerLimit:
		return nil, errBadAnswer
	case answer.StatusCode/100 == 2 && !plainObject(body):
		return nil, errBadAnswer
	}
	answer.Body = io.NopCloser(bytes.NewReader(body))
	return answer, nil
}

// send sends a request; once more if there was no connection to send it over.
// One that may have reached Zoom is never repeated: a refresh token works once.
func (w wary) send(r *http.Request) (*http.Response, error) {
	answer, err := w.once(r)
	var none *notConnected
	if !errors.As(err, &none) || untrusted(err) || r.GetBody == nil {
		return answer, err
	}
	pause := time.NewTimer(connectPause)
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-r.Context().Done():
		return nil, err
	}
	again := r.Clone(r.Context())
	if again.Body, err = r.GetBody(); err != nil {
		return nil, err
	}
	return w.once(again)
}

// notConnected is an error from before there was a connection.
type notConnected struct {
	error
	proxied bool // there was one to somebody on the way
}

func (n *notConnected) Unwrap() error { return n.error }

func (w wary) once(r *http.Request) (*http.Response, error) {
	var asked, dialled, connected atomic.Bool
	trace := &httptrace.ClientTrace{
		GetConn:     func(string) { asked.Store(true) },
		ConnectDone: func(_, _ string, err error) { dialled.Store(dialled.Load() || err == nil) },
		GotConn:     func(httptrace.GotConnInfo) { connected.Store(true) },
	}
	answer, err := w.RoundTripper.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), trace)))
	if err != nil && asked.Load() && !connected.Load() && r.Context().Err() == nil {
		return nil, &notConnected{err, dialled.Load()}
	}
	return answer, err
}

// cutShort says whether the other side closed the line.
func cutShort(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

// plainObject says whether this is one JSON object that names nothing twice:
// readers disagree on which of two access tokens counts.
func plainObject(body []byte) bool {
	d := json.NewDecoder(bytes.NewReader(body))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return false
	}
	seen := map[string]bool{}
	for d.More() {
		key, err := d.Token()
		name, ok := key.(string)
		if err != nil || !ok || seen[strings.ToLower(name)] {
			return false
		}
		seen[strings.ToLower(name)] = true
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return false
		}
	}
	if _, err := d.Token(); err != nil {
		return false
	}
	_, err := d.Token()
	return errors.Is(err, io.EOF)
}
