package auth

import (
	"context"
	"slices"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// Token gives an access token that is good for some minutes.
func (a *Auth) Token(ctx context.Context, z app.ZoomApp, acc app.Account) (secret.Text, error) {
	g, err := a.load(ctx, acc.ID)
	if err != nil {
		return secret.Text{}, err
	}
	if g.fresh(a.cfg.Now()) {
		return g.access, nil
	}
	return a.refresh(ctx, z, acc, g.access)
}

// Refused gives another access token after Zoom has refused used. Our clock may
// be wrong, and the person may have signed in anew meanwhile.
func (a *Auth) Refused(ctx context.Context, z app.ZoomApp, acc app.Account, used secret.Text) (secret.Text, error) {
	g, err := a.load(ctx, acc.ID)
	if err != nil {
		return secret.Text{}, err
	}
	if !g.access.Equal(used) {
		return g.access, nil
	}
	return a.refresh(ctx, z, acc, used)
}

// Prove makes sure that there is a usable access token.
func (a *Auth) Prove(ctx context.Context, z app.ZoomApp, acc app.Account) error {
	_, err := a.Token(ctx, z, acc)
	return err
}

// Scopes are the scopes that Zoom has granted, as it said last.
func (a *Auth) Scopes(ctx context.Context, acc app.Account) ([]string, error) {
	g, err := a.load(ctx, acc.ID)
	return slices.Clone(g.scopes), err
}

// refresh gives an access token other than seen. Callers that have seen the
// same one share a refresh, and none of them can call it off: once Zoom has the
// request, the old refresh token is gone, and the new one must be kept.
func (a *Auth) refresh(ctx context.Context, z app.ZoomApp, acc app.Account, seen secret.Text) (secret.Text, error) {
	type answer struct {
		access secret.Text
		err    error
	}
	answered := make(chan answer, 1)
	a.underWay.Go(func() {
		access, err, _ := a.refreshes.Do(acc.ID+" "+seen.Reveal(), func() (any, error) {
			return a.refreshLocked(z, acc, seen)
		})
		answered <- answer{access.(secret.Text), err}
	})
	select {
	case got := <-answered:
		return got.access, got.err
	case <-ctx.Done():
		return secret.Text{}, ctx.Err()
	}
}

func (a *Auth) refreshLocked(z app.ZoomApp, acc app.Account, seen secret.Text) (secret.Text, error) {
	unlock, err := a.lock(a.life, acc.ID)
	if err != nil {
		return secret.Text{}, err
	}
	defer unlock()
	ctx := context.WithoutCancel(a.life) // from here on to the end; each step has its own limit

	old, err := a.load(ctx, acc.ID)
	if err != nil {
		return secret.Text{}, err
	}
	if !old.access.Equal(seen) && old.expiry.After(a.cfg.Now()) {
		return old.access, nil // another process was faster
	}
	if old.clientID != z.ClientID {
		// The Zoom app was changed in the settings. Its tokens are of no use to
		// the new one, but will be again if the change is taken back.
		return secret.Text{}, fault.New(fault.SignInNeeded)
	}
	clientSecret, err := a.secretOf(ctx, z)
	if err != nil {
		return secret.Text{}, err
	}
	fresh, err := a.renew(ctx, a.oauth(z, clientSecret, ""), old.refresh)
	if err != nil {
		if fault.Is(err, fault.SignInNeeded) {
			_ = a.cfg.Vault.Delete(ctx, tokensName(acc.ID)) // dead either way
		}
		return secret.Text{}, err
	}
	fresh.clientID = old.clientID
	if fresh.scopes == nil {
		fresh.scopes = old.scopes
	}
	if fresh.apiURL == "" {
		fresh.apiURL = old.apiURL
	}
	if err := a.store(ctx, acc.ID, fresh); err != nil {
		return secret.Text{}, err
	}
	return fresh.access, nil
}

func tokensName(accountID string) string { return "tokens-" + accountID }

// load reads an account's grant; none, or a damaged one, is sign_in_needed.
func (a *Auth) load(ctx context.Context, accountID string) (grant, error) {
	text, found, err := a.cfg.Vault.Get(ctx, tokensName(accountID))
	if err != nil {
		return grant{}, err
	}
	if !found {
		return grant{}, fault.New(fault.SignInNeeded)
	}
	g, ok := decode(text)
	if !ok {
		return grant{}, fault.New(fault.SignInNeeded)
	}
	return g, nil
}

func (a *Auth) store(ctx context.Context, accountID string, g grant) error {
	text, err := g.encode()
	if err != nil {
		return err
	}
	return a.cfg.Vault.Set(ctx, tokensName(accountID), text)
}
