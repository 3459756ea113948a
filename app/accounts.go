package app

import (
	"context"
	"slices"

	"behalf/app/fault"
	"behalf/app/secret"
)

func (Connect) apply(c *Core, done func(error)) {
	z := c.state.Settings.ZoomApp
	if err := z.Check(); err != nil {
		done(err)
		return
	}
	if c.signIn != nil {
		done(fault.New(fault.SignInUnderWay))
		return
	}
	ctx, cancel := context.WithCancel(c.ctx)
	c.signIn = cancel
	c.state.SignIn = &SignIn{}
	var account Account
	c.async(func(context.Context) (err error) {
		account, err = c.cfg.Accounts.SignIn(ctx, z, func(link SignIn) {
			c.post(func() {
				if c.state.SignIn != nil {
					c.state.SignIn = &link
				}
			})
		})
		return err
	}, func(err error) {
		cancel()
		c.signIn, c.state.SignIn = nil, nil
		if err != nil {
			done(err)
			return
		}
		c.adopt(account, done)
	})
}

// adopt takes a fresh account in, in place of the same Zoom user's former one.
func (c *Core) adopt(a Account, done func(error)) {
	i := slices.IndexFunc(c.state.Accounts, func(old Account) bool { return old.ID == a.ID })
	a.Default = len(c.state.Accounts) == 0 || (i >= 0 && c.state.Accounts[i].Default)
	c.save(func(ctx context.Context) error { return c.cfg.Store.SaveAccount(ctx, a) }, func(err error) {
		if err == nil {
			c.putAccount(a)
		}
		done(err)
	})
}

func (c *Core) putAccount(a Account) {
	i := slices.IndexFunc(c.state.Accounts, func(old Account) bool { return old.ID == a.ID })
	if i >= 0 {
		c.state.Accounts[i] = a
		return
	}
	c.state.Accounts = append(c.state.Accounts, a)
}

func (CancelConnect) apply(c *Core, done func(error)) {
	if c.signIn != nil {
		c.signIn()
	}
	done(nil)
}

func (w Disconnect) apply(c *Core, done func(error)) {
	a, err := c.state.PickAccount(w.Account)
	if err != nil {
		done(err)
		return
	}
	for id, live := range c.jobs {
		if r, _ := c.state.Run(id); r.AccountID == a.ID {
			live.stop(false)
		}
	}
	z := c.state.Settings.ZoomApp
	var revoke error
	c.async(func(ctx context.Context) error {
		revoke = c.cfg.Accounts.SignOut(context.WithoutCancel(ctx), z, a)
		return nil
	}, func(error) {
		c.save(func(ctx context.Context) error { return c.cfg.Store.DeleteAccount(ctx, a.ID) }, func(err error) {
			if err == nil {
				c.dropAccount(a)
				err = revoke
			}
			done(err)
		})
	})
}

func (c *Core) dropAccount(a Account) {
	c.state.Accounts = slices.DeleteFunc(slices.Clone(c.state.Accounts), func(old Account) bool { return old.ID == a.ID })
	if a.Default && len(c.state.Accounts) > 0 {
		next := c.state.Accounts[0]
		next.Default = true
		c.state.Accounts[0] = next
		c.save(func(ctx context.Context) error { return c.cfg.Store.SaveAccount(ctx, next) }, nil)
	}
}

// minter gives a run its tokens, anew for each attempt, and takes from every
// answer what it says about the account.
func (c *Core) minter(a Account, meetingID string) func(context.Context) (Tokens, error) {
	z := c.state.Settings.ZoomApp
	return func(ctx context.Context) (Tokens, error) {
		obf, err := c.cfg.Zoom.OnBehalf(ctx, z, a, meetingID)
		c.post(func() { c.proved(a.ID, err) })
		if err != nil {
			return Tokens{}, err
		}
		tokens := Tokens{OnBehalf: obf}
		if z.Kind == PublicClient {
			tokens.PublicAppKey = z.ClientID
			return tokens, nil
		}
		tokens.SDKJWT, err = c.cfg.Zoom.SDKJWT(ctx, z)
		return tokens, err
	}
}

// TokenKind is a kind of token that can be minted by hand.
type TokenKind string

// The kinds, named as on the command line.
const (
	TokenOnBehalf       TokenKind = "obf"
	TokenZAK            TokenKind = "zak"
	TokenLocalRecording TokenKind = "local-recording"
)

// Mint gives one fresh token to somebody's own bot.
func (c *Core) Mint(ctx context.Context, kind TokenKind, account, meetingID string) (secret.Text, error) {
	s := c.State()
	z := s.Settings.ZoomApp
	if err := z.Check(); err != nil {
		return secret.Text{}, err
	}
	a, err := s.PickAccount(account)
	if err != nil {
		return secret.Text{}, err
	}
	var token secret.Text
	switch kind {
	case TokenZAK:
		token, err = c.cfg.Zoom.ZAK(ctx, z, a)
	case TokenLocalRecording:
		token, err = c.cfg.Zoom.LocalRecording(ctx, z, a, meetingID)
	default:
		token, err = c.cfg.Zoom.OnBehalf(ctx, z, a, meetingID)
	}
	c.post(func() { c.proved(a.ID, err) })
	return token, err
}

// proved takes over what a request to Zoom has shown about an account. Faults
// about the meeting or the weather of a moment leave the state as it is.
func (c *Core) proved(id string, err error) {
	i := slices.IndexFunc(c.state.Accounts, func(a Account) bool { return a.ID == id })
	if i < 0 {
		return
	}
	a := c.state.Accounts[i]
	before := a.State
	if err == nil {
		a.State, a.Fault = Connected, nil
	} else if state, told := stateOf(fault.From(err)); told {
		a.State, a.Fault = state, fault.From(err)
	} else {
		return
	}
	stale := c.cfg.Now().Sub(a.LastProvedAt) > provedEvery
	if err == nil {
		a.LastProvedAt = c.cfg.Now()
	}
	c.state.Accounts[i] = a
	if a.State != before || (err == nil && stale) {
		c.save(func(ctx context.Context) error { return c.cfg.Store.SaveAccount(ctx, a) }, nil)
	}
}

func stateOf(f *fault.Fault) (AccountState, bool) {
	switch f.Exit {
	case fault.ExitSignIn:
		return SignInNeeded, true
	case fault.ExitPermission:
		return PermissionMissing, true
	case fault.ExitMisconfigured:
		return AppMisconfigured, true
	case fault.ExitZoom:
		return Unreachable, true
	}
	return "", false
}
