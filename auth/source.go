package auth

import (
	"context"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// keepFor is how long a grant may lie idle. Zoom's own words on when it lapses
// differ, from 90 days to 15 years.
const keepFor = 20 * 24 * time.Hour

// clockSlack is how far a clock is set back and forth in everyday life.
const clockSlack = 24 * time.Hour

// Token gives an access token that is good for some minutes.
func (a *Auth) Token(ctx context.Context, z app.ZoomApp, acc app.Account) (app.Access, error) {
	if g, known := a.memory.grant(acc.ID); known && g.clientID == z.ClientID && g.fresh(a.now()) {
		return g.token(), nil
	}
	g, err := a.load(ctx, z, acc.ID)
	if err != nil {
		return app.Access{}, err
	}
	if g.fresh(a.now()) {
		return g.token(), nil
	}
	return a.refresh(ctx, z, acc, g.access, aloud)
}

// Refused gives another access token after Zoom has refused used. Our clock may
// be wrong, another process may have refreshed, and the person may have signed
// in anew meanwhile.
func (a *Auth) Refused(ctx context.Context, z app.ZoomApp, acc app.Account, used secret.Text) (app.Access, error) {
	g, err := a.load(ctx, z, acc.ID)
	if err != nil {
		return app.Access{}, err
	}
	if !g.access.Equal(used) && g.fresh(a.now()) {
		return g.token(), nil
	}
	return a.refresh(ctx, z, acc, g.access, aloud)
}

// Rejected is told that Zoom refused even a token that had just been refreshed,
// and erases the grant. If another one has taken its place meanwhile, that one
// stays.
func (a *Auth) Rejected(ctx context.Context, z app.ZoomApp, acc app.Account, used secret.Text) error {
	unlock, err := a.lock(ctx, acc.ID)
	if err != nil {
		return err
	}
	defer unlock()
	g, err := a.load(ctx, z, acc.ID)
	switch {
	case err != nil:
		return err
	case !g.access.Equal(used):
		return fault.New(fault.TokenInvalid)
	}
	if err := a.drop(context.WithoutCancel(ctx), acc.ID); err != nil {
		return err
	}
	return fault.New(fault.SignInEnded)
}

// Held says, without prompting, whether the account's tokens are here. On macOS
// it may prompt all the same: a locked keychain looks like an open one there.
func (a *Auth) Held(ctx context.Context, z app.ZoomApp, acc app.Account) error {
	ctx, cancel := quiet.patience(ctx)
	defer cancel()
	_, err := a.load(ctx, z, acc.ID)
	return err
}

// Granted is what Zoom said last that it has granted. It asks nobody.
func (a *Auth) Granted(acc app.Account) (app.Granted, bool) { return a.memory.facts(acc.ID) }

// Renew refreshes the tokens, whether or not their time is up. Another
// process's refresh at the same time is as good.
func (a *Auth) Renew(ctx context.Context, z app.ZoomApp, acc app.Account) error {
	g, err := a.load(ctx, z, acc.ID)
	if err != nil {
		return err
	}
	_, err = a.refresh(ctx, z, acc, g.access, aloud)
	return err
}

// KeepAlive refreshes the tokens if nobody has for so long that Zoom might let
// the grant lapse. Nobody has asked for it, so a keychain that is locked is left
// alone, and on macOS, where none looks locked, one out of which these tokens
// have not been read yet. Whoever uses them there keeps them alive.
func (a *Auth) KeepAlive(ctx context.Context, z app.ZoomApp, acc app.Account) error {
	g, known := a.memory.grant(acc.ID)
	if !known {
		if err := a.opened(ctx, false); err != nil {
			return err
		}
		look, cancel := quiet.patience(ctx)
		defer cancel()
		var err error
		if g, err = a.load(look, z, acc.ID); err != nil {
			return err
		}
	}
	// A date to come is of a clock that was wrong; one refresh sets it right.
	if idle := a.now().Sub(g.renewed); idle >= -clockSlack && idle < keepFor {
		return nil
	}
	if err := a.opened(ctx, true); err != nil {
		return err
	}
	_, err := a.refresh(ctx, z, acc, g.access, quiet)
	return err
}

// opened says whether the keychain can be used without anybody being asked.
// used means that it was, by this process.
func (a *Auth) opened(ctx context.Context, used bool) error {
	state := a.cfg.Keychain(ctx).State
	if state == app.KeychainOK && a.lockHides && !used {
		state = app.KeychainLocked // perhaps
	}
	switch state {
	case app.KeychainOK, app.KeychainMemory:
		return nil
	case app.KeychainLocked:
		return fault.New(fault.KeychainLocked)
	case app.KeychainAbsent:
		return fault.New(fault.KeychainAbsent)
	default:
		return fault.New(fault.KeychainSlow)
	}
}

// sound says whether the keychain may make itself heard: ask for its password,
// and take the time that a person needs to type.
type sound bool

const (
	aloud sound = true
	quiet sound = false
)

// patience is how long the keychain may take.
func (s sound) patience(ctx context.Context) (context.Context, context.CancelFunc) {
	if s == aloud {
		return ctx, func() {} // it has a limit of its own
	}
	return context.WithTimeout(ctx, quietLimit)
}
