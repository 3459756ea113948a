package zoom

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/exchange"
)

const requestLimit = 15 * time.Second // of one request, its answer included

// endpoint says whom a question goes to: the same code of Zoom's means
// different things at different places. They are bits, so that a rule can name
// several.
type endpoint uint8

const (
	profile endpoint = 1 << iota
	onBehalf
	zak
	recording

	me = profile | onBehalf | zak // the paths about the token's own user
)

// question is one GET of the API.
type question struct {
	to    endpoint
	base  string
	path  string
	query url.Values
	scope string // what is missing if Zoom says so without naming it
}

var errUnfit = errors.New("the access token does not fit into a header")

// get asks with an access token, again where that may help, and gives a good
// answer; any other is a fault, or context.Canceled if the caller gave up.
func (c *Client) get(ctx context.Context, q question, access secret.Text, left *allowance) (exchange.Answer, error) {
	if !exchange.Printable(access.Reveal()) { // whoever stores them makes sure
		return exchange.Answer{}, fault.Wrap(fault.Unexpected, errUnfit)
	}
	address := q.base + q.path
	if len(q.query) > 0 {
		address += "?" + q.query.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return exchange.Answer{}, fault.Wrap(fault.Unexpected, withoutAddress(err))
	}
	req.Header.Set("Authorization", "Bearer "+access.Reveal())
	return c.repeating(ctx, left, func(ctx context.Context) (exchange.Answer, error) {
		got, err := c.line.Send(ctx, req, requestLimit)
		if err != nil {
			return exchange.Answer{}, err
		}
		if f := explain(q.to, got, q.scope, c.cfg.Now()); f != nil {
			return exchange.Answer{}, f
		}
		return got, nil
	})
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
