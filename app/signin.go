package app

import (
	"context"

	"behalf/app/fault"
)

// signIn is the live side of a sign-in.
type signIn struct {
	cancel context.CancelFunc
	answer chan bool // to the question of State.SignIn.Other
}

func (w Connect) apply(c *Core, done func(error)) {
	job := SignInJob{App: c.state.Settings.ZoomApp, Road: w.Road, Limit: w.Limit}
	if w.Account != "" {
		a, err := c.state.PickAccount(w.Account)
		if err != nil {
			done(err)
			return
		}
		job.App = c.state.Settings.App(a.Cloud)
		if a.UserID == "" { // nobody knows who that was
			job.Replaces = a.ID
		} else {
			job.Expected = a
		}
	}
	if err := job.App.Check(); err != nil {
		done(err)
		return
	}
	if c.signIn != nil {
		done(fault.New(fault.SignInUnderWay))
		return
	}
	c.beginSignIn(job, done)
}

func (c *Core) beginSignIn(job SignInJob, done func(error)) {
	ctx, cancel := context.WithCancel(c.ctx)
	live := &signIn{cancel: cancel, answer: make(chan bool, 1)}
	c.signIn = live
	c.state.SignIn = &SignIn{Expected: job.Expected.ID}
	job.Show = func(s SignIn) {
		c.post(func() {
			if c.signIn == live {
				s.Expected = job.Expected.ID
				c.state.SignIn = &s
			}
		})
	}
	job.Other = func(ctx context.Context, a Account) bool { return c.askAboutOther(ctx, live, a) }
	var account Account
	c.async(func(context.Context) (err error) {
		if account, err = c.cfg.Accounts.SignIn(ctx, job); err != nil {
			return err
		}
		return c.stillKept(job, account)
	}, func(err error) {
		cancel()
		c.signIn, c.state.SignIn = nil, nil
		if err != nil {
			c.doubt(job.Expected, err)
			done(err)
			return
		}
		c.adopt(account, job, done)
	})
}

// stillKept makes sure that nobody has disconnected the account while the
// browser was told that it is connected.
func (c *Core) stillKept(job SignInJob, a Account) error {
	err := c.cfg.Accounts.Held(c.ctx, job.App, a)
	if fault.Is(err, fault.SignInNotKept) {
		return fault.Wrap(fault.SignInCancelled, err)
	}
	return nil // a keychain that is slow now has kept it all the same
}

// doubt is for the account that a sign-in lost to the weather was to renew: Zoom
// may have ended its former grant already. The keeper finds out.
func (c *Core) doubt(a Account, err error) {
	if a.ID != "" && fault.From(err).Exit == fault.ExitZoom {
		c.proved(a.ID, "", err)
	}
}

// askAboutOther lets the person decide about somebody they did not mean to sign
// in. One who is connected already just gets new tokens: the old ones are dead.
func (c *Core) askAboutOther(ctx context.Context, live *signIn, a Account) bool {
	c.post(func() {
		if c.signIn != live {
			return
		}
		if _, known := c.state.Account(a.ID); known {
			live.answer <- true
			return
		}
		s := *c.state.SignIn
		s.Other = &a
		c.state.SignIn = &s
	})
	select {
	case keep := <-live.answer:
		return keep
	case <-ctx.Done():
		return false
	}
}

func (w AnswerSignIn) apply(c *Core, done func(error)) {
	if c.signIn == nil || c.state.SignIn.Other == nil {
		done(fault.New(fault.NoSignIn))
		return
	}
	s := *c.state.SignIn
	s.Other = nil
	c.state.SignIn = &s
	c.signIn.answer <- w.Keep // Other was set once, so there is room
	done(nil)
}

func (w PasteCallback) apply(c *Core, done func(error)) { done(c.cfg.Accounts.Callback(w.Address)) }

func (CancelConnect) apply(c *Core, done func(error)) {
	if c.signIn != nil {
		c.signIn.cancel()
	}
	done(nil)
}

// adopt takes a fresh account in, in place of the same Zoom user's former one.
func (c *Core) adopt(a Account, job SignInJob, done func(error)) {
	old, known := c.state.Account(a.ID)
	replaced, _ := c.state.Account(job.Replaces)
	a.Default = len(c.state.Accounts) == 0 || (known && old.Default) || (job.Replaces != "" && replaced.Default)
	c.save(func(ctx context.Context) error { return c.cfg.Store.SaveAccount(ctx, a) }, func(err error) {
		if err != nil {
			done(err)
			return
		}
		c.putAccount(a)
		c.state.SignedIn = a.ID
		if job.Replaces != "" && job.Replaces != a.ID {
			replaced.Default = false // the new one is in its place
			c.forget(replaced, nil)
		}
		if known && job.Expected.ID != "" && job.Expected.ID != a.ID {
			err = fault.New(fault.OtherUser, "name", a.Name, "expected", job.Expected.Name)
		}
		done(err)
	})
}
