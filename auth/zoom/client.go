// Package zoom is the client of Zoom's REST API: who signed in, minting the
// tokens a bot takes along, revoking, and the Meeting SDK's JWT.
//
// Every call asks anew and keeps nothing. What comes back is measured and
// checked before it is used, never followed to another place, and never quoted
// in an error but for Zoom's own words. What Zoom refuses is explained by one
// table, in errors.go, from the code in the body.
//
// One call talks to Zoom for callLimit at most, and that includes asking again:
// a GET is repeated, at most twice, when the connection broke, a gateway was
// out of order, or Zoom asked for a pause that still fits. A POST is sent once.
// All other pacing belongs to the caller, who finds in an error how long Zoom
// wants to be left alone (errors.As with RetryAfter).
//
// It does not own tokens: Access does, which fetches, refreshes and stores
// them, and is told when Zoom refuses one.
package zoom

import (
	"context"
	"net/http"
	"time"

	"behalf/app"
	"behalf/app/secret"
)

// Access gives access tokens of accounts.
type Access interface {
	// Token gives one that is fresh enough to use.
	Token(ctx context.Context, z app.ZoomApp, a app.Account) (app.Access, error)
	// Refused is told that Zoom refused used, and gives a newer one or fails.
	Refused(ctx context.Context, z app.ZoomApp, a app.Account, used secret.Text) (app.Access, error)
	// Rejected is told that Zoom refused used, too, which Refused has just
	// given, and says what that means for the account.
	Rejected(ctx context.Context, z app.ZoomApp, a app.Account, used secret.Text) error
}

// Config is what a Client works with. Only Access and, for confidential
// clients, Secret have no default.
type Config struct {
	HTTP    *http.Client // only its transport is used
	Access  Access
	Secret  func(ctx context.Context, c app.Cloud) (secret.Text, error) // of a cloud's confidential client
	APIURL  string                                                      // instead of every account's own
	AuthURL func(app.Cloud) string                                      // base of the OAuth endpoints
	Now     func() time.Time
	Sleep   func(ctx context.Context, d time.Duration) error // returns early, with an error, when ctx ends
}

// Client talks to Zoom. It is safe for concurrent use.
type Client struct {
	cfg       Config
	transport http.RoundTripper
}

var _ app.Zoom = (*Client)(nil)

// New makes a client.
func New(cfg Config) *Client {
	if cfg.AuthURL == nil {
		cfg.AuthURL = defaultAuthURL
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Sleep == nil {
		cfg.Sleep = sleep
	}
	c := &Client{cfg: cfg, transport: http.DefaultTransport}
	if cfg.HTTP != nil && cfg.HTTP.Transport != nil {
		c.transport = cfg.HTTP.Transport
	}
	return c
}
