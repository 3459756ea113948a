package auth

import (
	"context"
	"crypto/rand"
	"errors"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// SignIn is one sign-in from its beginning to its end. When it returns without
// error, the tokens are in the keychain; in every other case what was there
// before is still there, and in every case nothing listens any more.
func (a *Auth) SignIn(ctx context.Context, job app.SignInJob) (app.Account, error) {
	at, end, err := a.beginSignIn()
	if err != nil {
		return app.Account{}, err
	}
	defer end()
	if err := job.App.Check(); err != nil {
		return app.Account{}, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(a.life, cancel)()

	acc, err := a.signIn(ctx, at, job)
	return acc, ended(ctx, err)
}

// beginSignIn makes sure that there is one sign-in at a time.
func (a *Auth) beginSignIn() (at *attempt, end func(), err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case a.life.Err() != nil:
		return nil, nil, fault.New(fault.SignInCancelled)
	case a.attempt != nil:
		return nil, nil, fault.New(fault.SignInUnderWay)
	}
	a.underWay.Add(1)
	a.attempt = &attempt{}
	return a.attempt, func() {
		a.mu.Lock()
		a.attempt = nil
		a.mu.Unlock()
		a.underWay.Done()
	}, nil
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

func (a *Auth) signIn(ctx context.Context, at *attempt, job app.SignInJob) (acc app.Account, err error) {
	clientSecret, err := a.secretOf(ctx, job.App)
	if err != nil {
		return app.Account{}, err
	}
	if err := a.tryKeychain(ctx); err != nil {
		return app.Account{}, err
	}
	r, err := a.open(ctx, at, job, clientSecret)
	if err != nil {
		return app.Account{}, err
	}
	defer func() { r.end(outcomePage(acc, ended(ctx, err))) }()

	g, err := a.walk(ctx, r, job.Show)
	if err != nil {
		return app.Account{}, err
	}
	g.clientID = job.App.ClientID
	if ctx.Err() != nil { // called off while Zoom was making the grant
		a.giveBack(ctx, job.App, clientSecret, g)
		return app.Account{}, ctx.Err()
	}
	if acc, err = a.settle(ctx, r, job, g); err != nil {
		a.giveBack(ctx, job.App, clientSecret, g)
		return app.Account{}, err
	}
	return acc, nil
}

// walk sends the person along the road and waits for the tokens at its end.
func (a *Auth) walk(ctx context.Context, r road, show func(app.SignIn)) (grant, error) {
	ctx, cancel := context.WithTimeout(ctx, r.limit)
	defer cancel()
	r.sign.Deadline, _ = ctx.Deadline()
	show(r.sign)
	g, err := r.grant(ctx)
	return g, ended(ctx, err)
}

// tryKeychain makes sure that the keychain keeps and gives back, before anybody
// is sent to the browser for tokens that could not be kept.
func (a *Auth) tryKeychain(ctx context.Context) (err error) {
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
	defer func() { // also if the person calls it off now
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), quietLimit)
		defer cancel()
		if left := a.cfg.Vault.Delete(ctx, name); err == nil {
			err = left
		}
	}()
	got, found, err := a.cfg.Vault.Get(ctx, name)
	if err == nil && (!found || !got.Equal(want)) {
		err = fault.New(fault.KeychainFailed)
	}
	return err
}
