// Package auth signs people in at Zoom in their own browser and keeps their
// tokens usable.
//
//	SignIn        listener on this machine → browser → code → tokens → keychain
//	Token         the stored access token, refreshed if its time is nearly up
//	Refused       another one, after Zoom has refused the last
//	SignOut       revoked at Zoom, erased here
//
// The rules it holds:
//   - Public clients use PKCE with S256, and nothing else; the code comes back
//     to a listener on a loopback address that lives for one attempt.
//   - Zoom's refresh tokens work once. One refresh at a time, in this process
//     and between processes; the new refresh token is in the keychain before
//     anybody gets the access token that came with it.
//   - Only Zoom's own invalid_grant ends a sign-in. Whatever else goes wrong
//     leaves the tokens as they are.
//
// It owns the OAuth endpoints and the shape of the stored tokens. It does not
// know Zoom's REST API (auth/zoom), nor how a keychain works: both are handed
// in, in Config.
package auth

import (
	"context"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// Vault keeps secrets. A value is replaced in one step: a crash leaves the old
// one or the new one. Errors are faults.
type Vault interface {
	Get(ctx context.Context, name string) (value secret.Text, found bool, err error)
	Set(ctx context.Context, name string, value secret.Text) error
	Delete(ctx context.Context, name string) error
}

// Config is what Auth needs from others.
type Config struct {
	Vault    Vault
	Keychain func(context.Context) app.Keychain
	LockDir  string       // private folder for the lock files between processes
	HTTP     *http.Client // only its transport is used

	AuthURL  func(app.Cloud) string // base of the OAuth endpoints, e.g. https://zoom.us
	ValidAPI func(string) bool      // whether an api_url of a token answer may be used

	// Profile asks Zoom who a token belongs to: UserID, AccountID, Name, Email.
	Profile func(ctx context.Context, cloud app.Cloud, apiURL string, access secret.Text) (app.Account, error)
	// Revoke makes Zoom forget a grant, by one of its tokens. A token that is
	// dead already counts as revoked.
	Revoke func(ctx context.Context, z app.ZoomApp, clientSecret, token secret.Text) error

	SignInLimit time.Duration    // for the way through the browser; 0: five minutes
	Now         func() time.Time // nil: time.Now
}

// Time limits.
const (
	signInLimit   = 5 * time.Minute  // a code of Zoom's lives no longer
	requestLimit  = 30 * time.Second // one request to the token endpoint
	lockLimit     = 45 * time.Second // longer than another process's refresh takes
	revokeLimit   = 10 * time.Second // a courtesy to Zoom; the person waits
	giveBackLimit = 5 * time.Second  // the same for a grant nobody will use
)

const clientSecretName = "client-secret"

// Auth implements app.Accounts and gives auth/zoom its tokens.
type Auth struct {
	cfg       Config
	http      *http.Client
	signingIn sync.Mutex // held by the one sign-in under way
	refreshes singleflight.Group
	underWay  sync.WaitGroup // refreshes, which outlive their callers

	life context.Context // until Close
	end  context.CancelFunc
}

var _ app.Accounts = (*Auth)(nil)

// New gives an Auth that has not asked anything of anybody yet.
func New(cfg Config) *Auth {
	if cfg.SignInLimit == 0 {
		cfg.SignInLimit = signInLimit
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	a := &Auth{cfg: cfg, http: endpointClient(cfg.HTTP)}
	a.life, a.end = context.WithCancel(context.Background())
	return a
}

// Close waits for the refreshes under way: Zoom may already have taken the old
// token back, so that to leave now would sign the person out. Those that still
// wait for their turn are called off. Auth must not be used afterwards.
func (a *Auth) Close() {
	a.end()
	a.underWay.Wait()
}

// Keychain says whether secrets can be kept. It never prompts.
func (a *Auth) Keychain(ctx context.Context) app.Keychain { return a.cfg.Keychain(ctx) }

// SetClientSecret keeps a confidential client's secret; an empty one removes it.
func (a *Auth) SetClientSecret(ctx context.Context, s secret.Text) error {
	if s.Empty() {
		return a.cfg.Vault.Delete(ctx, clientSecretName)
	}
	return a.cfg.Vault.Set(ctx, clientSecretName, s)
}

// ClientSecret is the confidential client's secret. Without one, Zoom would
// refuse the client, and so do we.
func (a *Auth) ClientSecret(ctx context.Context) (secret.Text, error) {
	s, found, err := a.cfg.Vault.Get(ctx, clientSecretName)
	if err != nil {
		return secret.Text{}, err
	}
	if !found || s.Empty() {
		return secret.Text{}, fault.Wrap(fault.ClientRefused, errNoSecret)
	}
	return s, nil
}

// secretOf is ClientSecret for the kind of client that has one.
func (a *Auth) secretOf(ctx context.Context, z app.ZoomApp) (secret.Text, error) {
	if z.Kind != app.ConfidentialClient {
		return secret.Text{}, nil
	}
	return a.ClientSecret(ctx)
}
