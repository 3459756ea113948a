package auth

import (
	"context"

	"behalf/app"
	"behalf/app/fault"
)

func tokensName(accountID string) string { return "tokens-" + accountID }

// load reads an account's grant. One that is damaged, foreign or of a newer
// version counts as none, and stays where it is until somebody signs in; one of
// another client is of no use to this one, but will be again if the change of
// the Zoom app is taken back.
func (a *Auth) load(ctx context.Context, z app.ZoomApp, id string) (grant, error) {
	since := a.memory.stamp(id)
	g, known, err := a.look(ctx, id)
	switch {
	case err != nil:
		return grant{}, err
	case !known:
		a.memory.forget(id)
		return grant{}, fault.New(fault.SignInNotKept)
	case g.clientID != z.ClientID:
		a.memory.forget(id)
		return grant{}, fault.New(fault.AppChanged)
	}
	a.memory.learn(id, g, since)
	return g, nil
}

// look reads an account's grant, whoever's it is.
func (a *Auth) look(ctx context.Context, id string) (g grant, known bool, err error) {
	text, found, err := a.cfg.Vault.Get(ctx, tokensName(id))
	if err != nil || !found {
		return grant{}, false, err
	}
	g, known = decode(text)
	return g, known, nil
}

func (a *Auth) store(ctx context.Context, id string, g grant) error {
	since := a.memory.stamp(id)
	text, err := g.encode()
	if err != nil {
		return err
	}
	if err := a.cfg.Vault.Set(ctx, tokensName(id), text); err != nil {
		a.memory.forget(id)
		return err
	}
	a.memory.wrote(id, g, since)
	return nil
}

// drop takes an account's grant out of the keychain.
func (a *Auth) drop(ctx context.Context, id string) error {
	err := a.cfg.Vault.Delete(ctx, tokensName(id))
	a.memory.forget(id) // afterwards: nothing read before counts any more
	return err
}
