package auth

import (
	"context"

	"behalf/app"
	"behalf/app/fault"
)

// SignOut erases the account's tokens here and then asks Zoom to revoke them,
// in this order: what is here must go even if Zoom can't be reached, the person
// has no patience left, or the program is about to end. A fault of the keychain
// means that the tokens are still here; any other, that they are gone but Zoom
// could not be told.
func (a *Auth) SignOut(ctx context.Context, z app.ZoomApp, acc app.Account) error {
	g, known, unread, err := a.erase(context.WithoutCancel(ctx), acc.ID)
	if err != nil {
		return err
	}
	switch {
	case known:
		unread = a.revokeGrant(ctx, z, g)
	case unread == nil && !endedAtZoom(acc):
		unread = fault.New(fault.SignInNotKept) // there may be a grant, but nothing to revoke it by
	}
	if unread != nil {
		return fault.Wrap(fault.NotRevoked, unread, "address", acc.Cloud.InstalledApps())
	}
	return nil
}

// endedAtZoom says whether Zoom has told that there is no grant any more.
func endedAtZoom(acc app.Account) bool {
	return acc.Fault != nil && isDead(acc.Fault)
}

// erase takes everything about an account out of keychain and memory, and gives
// the grant, if there was one that could be read. It waits for a refresh under
// way, in any process, which would bring the grant back; but a lock that can't
// be had must not keep the tokens here, nor must one that can't be read.
func (a *Auth) erase(ctx context.Context, id string) (g grant, known bool, unread, err error) {
	if unlock, err := a.lock(ctx, id); err == nil {
		defer unlock()
	}
	g, known, unread = a.look(ctx, id)
	if late, waits := a.memory.waiting(id); waits { // what lies in the keychain is dead
		g, known, unread = late, true, nil
	}
	if err := a.drop(ctx, id); err != nil {
		return grant{}, false, nil, err
	}
	a.memory.erase(id)
	return g, known, unread, nil
}

// revokeGrant ends a grant at Zoom.
func (a *Auth) revokeGrant(ctx context.Context, z app.ZoomApp, g grant) error {
	if g.clientID != z.ClientID {
		return fault.New(fault.AppChanged) // Zoom would not take our word for it
	}
	ctx, cancel := context.WithTimeout(ctx, revokeLimit)
	defer cancel()
	clientSecret, err := a.secretOf(ctx, z)
	if err != nil {
		return err
	}
	// Either token ends the whole grant; Zoom documents it for the access token.
	token := g.refresh
	if g.expiry.After(a.now()) {
		token = g.access
	}
	return a.revoke(ctx, z, clientSecret, token)
}
