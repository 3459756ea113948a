package auth

import (
	"context"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// refresh gives an access token other than seen. Callers that have seen the
// same one share a refresh, and none of them can call it off: once Zoom has the
// request, the old refresh token is gone, and the new one must be kept.
func (a *Auth) refresh(ctx context.Context, z app.ZoomApp, acc app.Account, seen secret.Text, how sound) (app.Access, error) {
	type answer struct {
		access app.Access
		err    error
	}
	if !a.begin() {
		return app.Access{}, context.Canceled
	}
	// Nobody who has time for the keychain shares the hurry of a quiet one.
	flight := acc.ID + " " + seen.Reveal()
	if how == quiet {
		flight += " quiet"
	}
	answered := make(chan answer, 1)
	go func() {
		defer a.underWay.Done()
		access, err, _ := a.refreshes.Do(flight, func() (any, error) {
			return a.refreshLocked(z, acc, seen, how)
		})
		answered <- answer{access.(app.Access), err}
	}()
	select {
	case got := <-answered:
		return got.access, got.err
	case <-ctx.Done():
		return app.Access{}, ctx.Err()
	}
}

func (a *Auth) refreshLocked(z app.ZoomApp, acc app.Account, seen secret.Text, how sound) (app.Access, error) {
	unlock, err := a.lock(a.life, acc.ID)
	if err != nil {
		return app.Access{}, err
	}
	defer unlock()
	ctx := context.WithoutCancel(a.life) // from here on to the end; each step has its own limit

	erasures := a.memory.erasures(acc.ID)
	old, clientSecret, err := a.loadForRefresh(ctx, z, acc.ID, how)
	if err != nil {
		return app.Access{}, err
	}
	if !old.access.Equal(seen) && old.expiry.After(a.now()) {
		return old.token(), nil // another process was faster
	}
	if late, waits := a.memory.successor(acc.ID, old.refresh); waits {
		if err := a.store(ctx, acc.ID, late); err != nil {
			return app.Access{}, err
		}
		if late.fresh(a.now()) {
			return late.token(), nil
		}
		old = late
	}
	fresh, err := a.renewed(ctx, z, clientSecret, old)
	if err != nil {
		if isDead(err) {
			_ = a.drop(ctx, acc.ID) // dead either way
		}
		return app.Access{}, err
	}
	if a.memory.erasures(acc.ID) != erasures { // signed out meanwhile, without waiting for us
		a.giveBack(ctx, z, clientSecret, fresh)
		return app.Access{}, fault.New(fault.SignInNotKept)
	}
	// In no hurry, however quiet: what Zoom has given must be kept.
	if err := a.store(ctx, acc.ID, fresh); err != nil {
		a.memory.saveLater(acc.ID, old.refresh, fresh)
		return app.Access{}, err
	}
	return fresh.token(), nil
}

// renewed asks Zoom for a grant's successor. What the answer leaves out is as
// it was.
func (a *Auth) renewed(ctx context.Context, z app.ZoomApp, clientSecret secret.Text, old grant) (grant, error) {
	fresh, err := a.renew(ctx, a.oauth(z, clientSecret, ""), old.refresh)
	if err != nil {
		return grant{}, err
	}
	fresh.clientID = old.clientID
	if fresh.scopes == nil {
		fresh.scopes = old.scopes
	}
	if fresh.apiURL == "" {
		fresh.apiURL = old.apiURL
	}
	return fresh, nil
}

// loadForRefresh reads all that a refresh needs out of the keychain.
func (a *Auth) loadForRefresh(ctx context.Context, z app.ZoomApp, id string, how sound) (grant, secret.Text, error) {
	ctx, cancel := how.patience(ctx)
	defer cancel()
	g, err := a.load(ctx, z, id)
	if err != nil {
		return grant{}, secret.Text{}, err
	}
	clientSecret, err := a.secretOf(ctx, z)
	return g, clientSecret, err
}
