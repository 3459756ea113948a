package zoom

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"behalf/app/fault"
	"behalf/app/secret"
)

const (
	timeLimit = 15 * time.Second // of one request, its answer included
	maxAnswer = 64 << 10         // after decompression
)

// endpoint says which of Zoom's two error dialects an answer is in.
type endpoint string

const (
	api   endpoint = "api"
	oauth endpoint = "oauth"
)

// question is one GET of the API.
type question struct {
	base  string
	path  string
	query url.Values
	scope string // what is missing if Zoom says so without naming it
}

func (c *Client) get(ctx context.Context, q question, access secret.Text) ([]byte, error) {
	if !printable(access.Reveal()) {
		return nil, fault.Wrap(fault.SignInNeeded, errors.New("the access token can't be sent"))
	}
	address := q.base + q.path
	if len(q.query) > 0 {
		address += "?" + q.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fault.Wrap(fault.Unexpected, withoutAddress(err))
	}
	req.Header.Set("Authorization", "Bearer "+access.Reveal())
	return c.do(ctx, req, api, q.scope)
}

// do sends a request and gives the body of a good answer; any other is a
// fault, or context.Canceled if the caller gave up.
func (c *Client) do(ctx context.Context, req *http.Request, from endpoint, scope string) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, timeLimit)
	defer cancel()

	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "Behalf")
	res, err := c.cfg.HTTP.Do(req.WithContext(limited))
	if err != nil {
		return nil, noAnswer(ctx, err)
	}
	defer func() { _ = res.Body.Close() }() // it was only read: nothing can be lost

	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	if err != nil {
		return nil, noAnswer(ctx, err)
	}
	if len(body) > maxAnswer {
		return nil, badAnswer(res.StatusCode, "too long")
	}
	if f := explain(from, res, body, scope, c.cfg.Now()); f != nil {
		return nil, f
	}
	return body, nil
}

// noAnswer explains a request that got none.
func noAnswer(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	err = withoutAddress(err)
	var (
		stranger *tls.CertificateVerificationError
		plain    tls.RecordHeaderError
	)
	if errors.As(err, &stranger) || errors.As(err, &plain) || errors.Is(err, http.ErrSchemeMismatch) {
		return fault.Wrap(fault.ZoomBadAnswer, err)
	}
	return fault.Wrap(fault.ZoomUnreachable, err)
}

// withoutAddress takes the address, and with it the meeting, out of an error
// of net/http.
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
