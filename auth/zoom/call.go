package zoom

import (
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"

	"behalf/app/fault"
	"behalf/app/secret"
)

const (
	requestLimit = 15 * time.Second // of one request, its answer included
	maxAnswer    = 64 << 10         // unpacked
)

// endpoint says whom a question goes to: the same code of Zoom's means
// different things at different places. They are bits, so that a rule can name
// several.
type endpoint uint8

const (
	profile endpoint = 1 << iota
	onBehalf
	zak
	recording
	revoking

	me  = profile | onBehalf | zak // the paths about the token's own user
	api = me | recording
)

// question is one GET of the API.
type question struct {
	to    endpoint
	base  string
	path  string
	query url.Values
	scope string // what is missing if Zoom says so without naming it
}

// get asks with an access token, again where that may help, and gives the body
// of a good answer; any other is a fault, or context.Canceled if the caller
// gave up.
func (c *Client) get(ctx context.Context, q question, access secret.Text, left *allowance) ([]byte, error) {
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
	return c.repeating(ctx, left, func(ctx context.Context) ([]byte, error) {
		got, err := c.exchange(ctx, req, requestLimit)
		if err != nil {
			return nil, err
		}
		if f := explain(q.to, got, q.scope, c.cfg.Now()); f != nil {
			return nil, f
		}
		return got.body, nil
	})
}

// answer is what came back, whatever it says.
type answer struct {
	status int
	header http.Header
	body   []byte
}

func (a answer) good() bool { return a.status >= 200 && a.status < 300 }

// exchange is the one door to the network. It goes past http.Client, which
// would follow redirects: Zoom's API never sends one, and whatever is meant
// for Zoom, the bearer first of all, must not go anywhere else.
func (c *Client) exchange(ctx context.Context, req *http.Request, limit time.Duration) (answer, error) {
	if !safe(req.URL) {
		return answer{}, fault.New(fault.BadServer, "name", req.URL.Host)
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	var connected atomic.Bool // a dial may outlive its request
	limited = httptrace.WithClientTrace(limited, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected.Store(true) },
	})
	req = req.Clone(limited) // of a broken try, net/http may still be writing the header
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "Behalf")

	res, err := c.transport.RoundTrip(req)
	if err != nil {
		return answer{}, c.noAnswer(ctx, req, err, connected.Load())
	}
	defer func() { _ = res.Body.Close() }() // it was only read: nothing can be lost
	body, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	switch {
	case badPacking(err):
		return answer{}, badAnswer(res.StatusCode, "can't be unpacked")
	case err != nil:
		return answer{}, c.noAnswer(ctx, req, err, true)
	case len(body) > maxAnswer:
		return answer{}, badAnswer(res.StatusCode, "too long")
	}
	return answer{res.StatusCode, res.Header, body}, nil
}

// badPacking tells a broken gzip stream from a broken connection.
func badPacking(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.As(err, &corrupt)
}
