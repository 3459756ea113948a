// Package zoom is the client of Zoom's REST API: who signed in, minting the
// tokens a bot takes along, and the Meeting SDK's JWT.
//
// Every call asks anew and keeps nothing. What comes back, over auth/exchange,
// is checked before it is used and never quoted in an error but for Zoom's own
// words. What the API refuses is explained by one table, in errors.go, from the
// code in the body.
//
// One call talks to Zoom for callLimit at most, and that includes asking again:
// a GET is repeated, at most twice, when the connection broke, a gateway was
// out of order, or Zoom asked for a pause that still fits. A POST is sent once.
// All other pacing belongs to the caller, who finds in an error how long Zoom
// wants to be left alone (errors.As with RetryAfter).
//
// It does not own tokens: Access does, which fetches, refreshes, stores and
// revokes them, and is told when Zoom refuses one. Nor does it know the OAuth
// endpoints (auth).
package zoom

import (
	"context"
	"net/http"
	"time"

	"behalf/app"
	"behalf/app/secret"
	"behalf/auth/exchange"
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
	HTTP   *http.Client // only its transport is used
	Access Access
	Secret func(ctx context.Context, c app.Cloud) (secret.Text, error) // of a cloud's confidential client
	APIURL string                                                      // instead of every account's own
	Now    func() time.Time
	Sleep  func(ctx context.Context, d time.Duration) error // returns early, with an error, when ctx ends
}

// Client talks to Zoom. It is safe for concurrent use.
type Client struct {
	cfg  Config
	line exchange.Line
}

var _ app.Zoom = (*Client)(nil)

// New makes a client.
func New(cfg Config) *Client {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Sleep == nil {
		cfg.Sleep = sleep
	}
	return &Client{cfg: cfg, line: exchange.Over(cfg.HTTP)}
}
