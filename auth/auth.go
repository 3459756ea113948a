// Package auth signs people in at Zoom in their own browser and keeps their
// tokens usable.
//
//	SignIn             a road (browser, code) → tokens → keychain
//	Callback           the browser's address, pasted: the same road by hand
//	Token              the access token, refreshed if its time is nearly up
//	Refused, Rejected  another one, after Zoom has refused the last; or the end
//	KeepAlive          a refresh before a grant that nobody uses lapses
//	SignOut            erased here, revoked at Zoom
//
// The rules it holds:
//   - PKCE with S256, and nothing else; the code comes back to a listener on a
//     loopback address that lives for one attempt, or is pasted.
//   - Zoom's refresh tokens work once. One refresh at a time, in this process
//     and between processes; the new refresh token is in the keychain before
//     anybody gets the access token that came with it. Nothing that may have
//     reached Zoom is sent again.
//   - Only Zoom's own word (invalid_grant, a number that says the same, or a
//     fresh token that it rejects) ends a sign-in. Whatever else goes wrong
//     leaves the tokens as they are.
//   - The keychain is the truth. What is remembered of it (memory.go) only
//     spares the way there while a token is good; before a refresh, it is read.
//   - What nobody asked for makes no window come up. macOS does not tell a
//     locked keychain from an open one without asking for its password, so
//     there KeepAlive leaves tokens alone that have not been used since the
//     start, and Held, which looks at the start, may make it ask.
//
// It owns Zoom's OAuth endpoints, all of them, with the table of what they
// refuse (refusal.go), and the shape of the stored tokens. It does not know
// Zoom's REST API (auth/zoom), nor how a keychain works: both are handed in, in
// Config. How a request becomes an answer is auth/exchange's.
package auth

import (
	"context"
	"net/http"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"behalf/app"
	"behalf/app/secret"
	"behalf/auth/exchange"
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
	Vault          Vault
	Keychain       func(context.Context) app.Keychain
	KeepInMemory   func()       // moves the vault into memory
	CancelKeychain func()       // gives up what waits for the vault
	LockDir        string       // private folder for the lock files between processes
	HTTP           *http.Client // only its transport is used

	AuthURL  func(app.Cloud) string // base of the OAuth endpoints, e.g. https://zoom.us
	ValidAPI func(string) bool      // whether an address is one of Zoom's hosts, over https, with nothing behind it

	// Profile asks Zoom who a token belongs to: UserID, AccountID, Name, Email.
	Profile func(ctx context.Context, cloud app.Cloud, apiURL string, access secret.Text) (app.Account, error)

	Now func() time.Time // nil: time.Now
}

// Time limits.
const (
	signInLimit   = 5 * time.Minute  // a code of Zoom's lives no longer; SignInJob.Limit wins
	codeLimit     = 15 * time.Minute // as long as Zoom's codes for devices live; likewise
	requestLimit  = 30 * time.Second // one request to the OAuth endpoints
	quietLimit    = 5 * time.Second  // a look at the keychain that nobody asked for
	lockLimit     = 45 * time.Second // longer than another process's refresh takes
	revokeLimit   = 10 * time.Second // a courtesy to Zoom; the person waits
	giveBackLimit = 5 * time.Second  // the same for a grant nobody will use
)

// Auth implements app.Accounts and gives auth/zoom its tokens.
type Auth struct {
	cfg       Config
	line      exchange.Line
	memory    memory
	refreshes singleflight.Group
	lockHides bool // a locked keychain looks like an open one: macOS

	mu       sync.Mutex
	attempt  *attempt       // the sign-in under way
	underWay sync.WaitGroup // it, and refreshes, which outlive their callers

	life context.Context // until Close
	end  context.CancelFunc
}

var _ app.Accounts = (*Auth)(nil)

// New gives an Auth that has not asked anything of anybody yet.
func New(cfg Config) *Auth {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	a := &Auth{cfg: cfg, line: exchange.Over(cfg.HTTP), memory: newMemory(), lockHides: runtime.GOOS == "darwin"}
	a.life, a.end = context.WithCancel(context.Background())
	return a
}

// Close ends a sign-in under way and waits for the refreshes: Zoom may already
// have taken the old token back, so that to leave now would sign the person
// out. Those that still wait for their turn are called off. Nothing begins
// afterwards.
func (a *Auth) Close() {
	a.mu.Lock()
	a.end()
	a.mu.Unlock()
	a.underWay.Wait()
	a.saveWaiting()
}

// begin counts something that Close must wait for; not after Close.
func (a *Auth) begin() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.life.Err() != nil {
		return false
	}
	a.underWay.Add(1)
	return true
}

// now is the time by the clock on the wall. Go's other clock, which differences
// go by if they can, stands still while the machine sleeps.
func (a *Auth) now() time.Time { return a.cfg.Now().Round(0) }

// Keychain says whether secrets can be kept. It never prompts.
func (a *Auth) Keychain(ctx context.Context) app.Keychain { return a.cfg.Keychain(ctx) }

// KeepInMemory keeps secrets, from now on, only until the program ends. What the
// keychain would not take goes there too: nothing else holds it.
func (a *Auth) KeepInMemory() {
	a.cfg.KeepInMemory()
	a.memory.forgetAll()
	a.saveWaiting()
}

// CancelKeychain gives up whatever waits for the keychain now.
func (a *Auth) CancelKeychain() { a.cfg.CancelKeychain() }
