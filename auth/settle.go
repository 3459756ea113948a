package auth

import (
	"cmp"
	"context"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// settle finds out whose grant it is, lets the person decide if it is not who
// they meant, and keeps it.
func (a *Auth) settle(ctx context.Context, r road, job app.SignInJob, g grant) (app.Account, error) {
	acc, err := a.whose(ctx, job.App, g)
	if err != nil {
		return app.Account{}, err
	}
	if job.Expected.ID != "" && job.Expected.ID != acc.ID {
		if err := a.ask(ctx, r, job, acc); err != nil {
			return app.Account{}, err
		}
	}
	// From here on nothing is called off: the tokens are kept or given back.
	ctx = context.WithoutCancel(ctx)
	if err := a.keep(ctx, acc.ID, g); err != nil {
		return app.Account{}, err
	}
	if job.Replaces != "" && job.Replaces != acc.ID {
		// The predecessor of this grant, so nothing that Zoom would still take:
		// if it can't be erased, nothing is lost but its place.
		_, _, _, _ = a.erase(ctx, job.Replaces)
	}
	return acc, nil
}

// ask lets the person decide about somebody they did not mean to sign in. The
// browser has done its part, and is told so first: the question waits in Behalf.
func (a *Auth) ask(ctx context.Context, r road, job app.SignInJob, acc app.Account) error {
	r.end(questionPage(acc))
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(job.Limit, signInLimit))
	defer cancel()
	if job.Other(ctx, acc) {
		return nil
	}
	return fault.New(fault.OtherUser, "name", acc.Name, "expected", job.Expected.Name)
}

// whose asks Zoom who has signed in.
func (a *Auth) whose(ctx context.Context, z app.ZoomApp, g grant) (app.Account, error) {
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
		acc.State, acc.Fault = app.PermissionMissing, app.MissingScope(app.ScopeToken, nil)
	}
	return acc, nil
}

// accountID is the same for the same Zoom user, whatever their name and e-mail
// are now, so that connecting again replaces the account.
func accountID(z app.ZoomApp, acc app.Account) string {
	if acc.UserID == "" {
		return short(string(z.Cloud) + "\n" + z.ClientID)
	}
	return short(string(z.Cloud) + "\n" + acc.AccountID + "\n" + acc.UserID)
}

// keep stores a new grant in place of the same user's former one.
func (a *Auth) keep(ctx context.Context, id string, g grant) error {
	unlock, err := a.lock(ctx, id)
	if err != nil {
		return err
	}
	defer unlock()
	return a.store(ctx, id, g)
}

// giveBack revokes a grant that is not kept, so that none lies around at Zoom
// that nobody holds. If that fails too, the next sign-in replaces it.
func (a *Auth) giveBack(ctx context.Context, z app.ZoomApp, clientSecret secret.Text, g grant) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), giveBackLimit)
	defer cancel()
	_ = a.revoke(ctx, z, clientSecret, g.access)
}
