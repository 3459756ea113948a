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
		if late, waits := a.memory.waiting(id); waits && late.clientID == z.ClientID {
			return late, nil // in nobody's hands but ours
		}
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

// saveWaiting tries once more to write what the keychain would not take. It is
// quick: nobody may be there to type a password.
func (a *Auth) saveWaiting() {
	ctx, cancel := quiet.patience(context.Background())
	defer cancel()
	for _, id := range a.memory.allWaiting() {
		unlock, err := a.lock(ctx, id)
		if err != nil {
			continue // whoever holds it has a newer grant
		}
		if g, waits := a.memory.waiting(id); waits {
			_ = a.store(ctx, id, g) // if not now, the person signs in again
		}
		unlock()
	}
}
