package auth

import (
	"context"

	"behalf/app"
	"behalf/app/secret"
)

// SignOut erases the account's tokens here and then asks Zoom to revoke them,
// in this order: what is here must go even if Zoom can't be reached, the person
// has no patience left, or the program is about to end.
func (a *Auth) SignOut(ctx context.Context, z app.ZoomApp, acc app.Account) error {
	g, known, err := a.erase(context.WithoutCancel(ctx), acc.ID)
	if err != nil || !known || g.clientID != z.ClientID {
		// Another client's tokens: Zoom would not take our word for them.
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, revokeLimit)
	defer cancel()
	clientSecret, err := a.secretOf(ctx, z)
	if err != nil {
		return err
	}
	// Either token ends the whole grant; Zoom documents it for the access token.
	token := g.refresh
	if g.expiry.After(a.cfg.Now()) {
		token = g.access
	}
	return a.cfg.Revoke(ctx, z, clientSecret, token)
}

// erase takes an account's grant out of the keychain. It waits for a refresh
// under way, in any process, which would bring the grant back; but a lock that
// can't be had must not keep the tokens here.
func (a *Auth) erase(ctx context.Context, accountID string) (g grant, known bool, err error) {
	if unlock, err := a.lock(ctx, accountID); err == nil {
		defer unlock()
	}
	var text secret.Text
	if text, known, err = a.cfg.Vault.Get(ctx, tokensName(accountID)); err == nil && known {
		g, known = decode(text)
	}
	if deleted := a.cfg.Vault.Delete(ctx, tokensName(accountID)); deleted != nil {
		return g, known, deleted
	}
	return g, known, err
}
