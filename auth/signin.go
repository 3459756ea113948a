package auth

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"

	"golang.org/x/oauth2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// SignIn goes through the browser. link is called once, when the listener is
// up, and must not wait. When SignIn returns without error, the tokens are in
// the keychain; in every other case what was there before is still there, and
// in every case the listener is closed.
func (a *Auth) SignIn(ctx context.Context, z app.ZoomApp, link func(app.SignIn)) (app.Account, error) {
	if !a.signingIn.TryLock() {
		return app.Account{}, fault.New(fault.SignInUnderWay)
	}
	defer a.signingIn.Unlock()
	if err := z.Check(); err != nil {
		return app.Account{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, a.cfg.SignInLimit)
	defer cancel()

	acc, err := a.signIn(ctx, z, link)
	return acc, ended(ctx, err)
}

// ended names what ended a sign-in. A keychain that waits for its password
// until the time is up is told as that: it is what the person can mend.
func ended(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(ctx.Err(), context.Canceled):
		return fault.Wrap(fault.SignInCancelled, err)
	case errors.Is(ctx.Err(), context.DeadlineExceeded) && fault.From(err).Exit != fault.ExitKeychain:
		return fault.Wrap(fault.SignInTimedOut, err)
	default:
		return err
	}
}

func (a *Auth) signIn(ctx context.Context, z app.ZoomApp, link func(app.SignIn)) (acc app.Account, err error) {
	clientSecret, err := a.secretOf(ctx, z)
	if err != nil {
		return app.Account{}, err
	}
	if err := a.probe(ctx); err != nil {
		return app.Account{}, err
	}
	state, verifier := rand.Text(), oauth2.GenerateVerifier()
	l, err := listen(ctx, z.RedirectURI, state)
	if err != nil {
		return app.Account{}, err
	}
	defer func() { l.close(acc, ended(ctx, err)) }()

	c := a.oauth(z, clientSecret, l.redirect)
	deadline, _ := ctx.Deadline()
	link(app.SignIn{URL: c.AuthCodeURL(state, oauth2.S256ChallengeOption(verifier)), Deadline: deadline})

	code, err := l.wait(ctx)
	if err != nil {
		return app.Account{}, err
	}
	g, err := a.exchange(ctx, c, code, verifier)
	if err != nil {
		return app.Account{}, err
	}
	g.clientID = z.ClientID
	if acc, err = a.adopt(ctx, z, g); err != nil {
		a.giveBack(ctx, z, clientSecret, g)
		return app.Account{}, err
	}
	return acc, nil
}

// probe makes sure that the keychain keeps and gives back, before anybody is
// sent to the browser for tokens that could not be kept.
func (a *Auth) probe(ctx context.Context) error {
	const name = "probe"
	unlock, err := a.lock(ctx, name) // another process may be trying the same
	if err != nil {
		return err
	}
	defer unlock()
	want := secret.New(rand.Text())
	if err := a.cfg.Vault.Set(ctx, name, want); err != nil {
		return err
	}
	got, found, err := a.cfg.Vault.Get(ctx, name)
	if err != nil {
		return err
	}
	if !found || !got.Equal(want) {
		return fault.New(fault.KeychainFailed)
	}
	return a.cfg.Vault.Delete(ctx, name)
}

// adopt finds out whose grant it is and keeps it, in place of the same user's
// former one.
func (a *Auth) adopt(ctx context.Context, z app.ZoomApp, g grant) (app.Account, error) {
	acc, err := a.cfg.Profile(ctx, z.Cloud, g.apiURL, g.access)
	switch {
	case fault.Is(err, fault.PermissionMissing):
		// The Zoom app may do its work without user:read:user; then we don't
		// know who this is, and one such account of each app is all we can tell
		// apart.
		acc = app.Account{}
	case err != nil:
		return app.Account{}, err
	}
	acc.ID = accountID(z, acc)
	acc.Name = cmp.Or(acc.Name, acc.Email, "Zoom account")
	acc.Cloud, acc.APIURL, acc.Scopes = z.Cloud, g.apiURL, g.scopes
	acc.State, acc.Fault, acc.LastProvedAt = app.Connected, nil, a.cfg.Now()
	if !app.HasScope(g.scopes, app.ScopeToken) {
		acc.State, acc.Fault = app.PermissionMissing, fault.New(fault.PermissionMissing, "scope", app.ScopeToken)
	}

	// From here on nothing is called off: the tokens are kept or given back.
	ctx = context.WithoutCancel(ctx)
	unlock, err := a.lock(ctx, acc.ID)
	if err != nil {
		return app.Account{}, err
	}
	defer unlock()
	if err := a.store(ctx, acc.ID, g); err != nil {
		return app.Account{}, err
	}
	return acc, nil
}

// accountID is the same for the same Zoom user, so that connecting again
// replaces the account.
func accountID(z app.ZoomApp, acc app.Account) string {
	if acc.UserID == "" {
		return short(string(z.Cloud) + "\n" + z.ClientID)
	}
	return short(string(z.Cloud) + "\n" + acc.AccountID + "\n" + acc.UserID)
}

// giveBack revokes a grant that could not be kept, so that none lies around at
// Zoom that nobody holds. If that fails too, the next sign-in replaces it.
func (a *Auth) giveBack(ctx context.Context, z app.ZoomApp, clientSecret secret.Text, g grant) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), giveBackLimit)
	defer cancel()
	_ = a.cfg.Revoke(ctx, z, clientSecret, g.access)
}
