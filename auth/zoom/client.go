// Package zoom is the client of Zoom's REST API: who signed in, minting the
// tokens a bot takes along, revoking, and the Meeting SDK's JWT.
//
// Every call is one GET or POST with a time limit, asks anew and keeps
// nothing. What comes back is measured and checked before it is used, never
// followed to another place, and never quoted in an error. What Zoom refuses
// is explained by one table, in errors.go, from the code in the body.
//
// It does not own tokens: Access does, which fetches, refreshes and stores
// them. It repeats a call only once, when Zoom refused the access token and
// Access had a newer one; all other pacing belongs to the caller.
package zoom

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// Access gives access tokens of accounts.
type Access interface {
	// Token gives one that is fresh enough to use.
	Token(ctx context.Context, z app.ZoomApp, a app.Account) (secret.Text, error)
	// Refused is told that Zoom refused used, and gives a newer one or fails.
	Refused(ctx context.Context, z app.ZoomApp, a app.Account, used secret.Text) (secret.Text, error)
}

// Config is what a Client works with. Only Access and, for confidential
// clients, Secret have no default.
type Config struct {
	HTTP    *http.Client
	Access  Access
	Secret  func(ctx context.Context) (secret.Text, error) // a confidential client's
	APIURL  string                                         // instead of every account's own
	AuthURL func(app.Cloud) string                         // base of the OAuth endpoints
	Now     func() time.Time
}

// Client talks to Zoom. It is safe for concurrent use.
type Client struct{ cfg Config }

var _ app.Zoom = (*Client)(nil)

// New makes a client.
func New(cfg Config) *Client {
	if cfg.HTTP == nil {
		cfg.HTTP = http.DefaultClient
	}
	if cfg.AuthURL == nil {
		cfg.AuthURL = defaultAuthURL
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	// A redirect would carry the bearer on, and Zoom's API never sends one.
	own := *cfg.HTTP
	own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	cfg.HTTP = &own
	return &Client{cfg}
}

// OnBehalf mints the token that lets a bot into one meeting in the name of the
// account's user. It succeeds whether or not the user is there yet.
func (c *Client) OnBehalf(ctx context.Context, z app.ZoomApp, a app.Account, meetingID string) (secret.Text, error) {
	if !validMeetingID(meetingID) {
		return secret.Text{}, fault.New(fault.NoSuchMeeting)
	}
	return c.mint(ctx, z, a, question{
		path:  "/v2/users/me/token",
		query: url.Values{"type": {"onbehalf"}, "meeting_id": {meetingID}},
		scope: app.ScopeToken,
	})
}

// ZAK mints the token that lets a bot in as the account's user.
func (c *Client) ZAK(ctx context.Context, z app.ZoomApp, a app.Account) (secret.Text, error) {
	return c.mint(ctx, z, a, question{
		path:  "/v2/users/me/token",
		query: url.Values{"type": {"zak"}},
		scope: app.ScopeToken,
	})
}

// LocalRecording mints the token that lets a bot record a meeting of the
// account's user. It does not ask to skip the waiting room.
func (c *Client) LocalRecording(ctx context.Context, z app.ZoomApp, a app.Account, meetingID string) (secret.Text, error) {
	if !validMeetingID(meetingID) {
		return secret.Text{}, fault.New(fault.NoSuchMeeting)
	}
	return c.mint(ctx, z, a, question{
		path:  "/v2/meetings/" + meetingID + "/jointoken/local_recording",
		scope: app.ScopeRecording,
	})
}

// mint asks with the account's access token; if Zoom refuses that, once more
// with a newer one.
func (c *Client) mint(ctx context.Context, z app.ZoomApp, a app.Account, q question) (secret.Text, error) {
	access, err := c.cfg.Access.Token(ctx, z, a)
	if err != nil {
		return secret.Text{}, err
	}
	cloud := a.Cloud
	if cloud == "" {
		cloud = z.Cloud
	}
	q.base = c.base(cloud, a.APIURL)

	body, err := c.get(ctx, q, access)
	if refusedToken(err) {
		if access, err = c.cfg.Access.Refused(ctx, z, a, access); err != nil {
			return secret.Text{}, err
		}
		body, err = c.get(ctx, q, access)
	}
	if err != nil {
		return secret.Text{}, err
	}
	return readToken(body)
}

func refusedToken(err error) bool {
	var r *refusal
	return errors.As(err, &r) && r.token
}

// validMeetingID keeps everything out of the request that is no plain number.
func validMeetingID(id string) bool {
	if len(id) < 9 || len(id) > 12 {
		return false
	}
	for _, r := range id {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
