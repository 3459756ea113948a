package app

import (
	"context"
	"slices"

	"behalf/app/fault"
)

// KeychainWaits is told, by whoever keeps the keychain, that something has been
// waiting for it for a while, and that nothing does any more.
func (c *Core) KeychainWaits(waiting bool) {
	c.post(func() { c.state.Keychain.Waiting = waiting })
}

func (CancelKeychain) apply(c *Core, done func(error)) {
	c.cfg.Accounts.CancelKeychain()
	done(nil)
}

func (KeepInMemory) apply(c *Core, done func(error)) {
	c.cfg.Accounts.KeepInMemory()
	Look{}.apply(c, done)
}

// Look finds out how the keychain, the accounts' tokens in it, and the
// assistants are now.
func (Look) apply(c *Core, done func(error)) {
	assistants, accounts, settings := slices.Clone(c.state.Assistants), slices.Clone(c.state.Accounts), c.state.Settings
	var keychain Keychain
	unready, gone := map[string]*fault.Fault{}, map[string]error{}
	c.async(func(ctx context.Context) error {
		keychain = c.cfg.Accounts.Keychain(ctx)
		for _, a := range assistants {
			unready[a.Name] = fault.From(c.cfg.Bots.Check(a))
		}
		if keychain.State != KeychainOK && keychain.State != KeychainMemory {
			return nil // to look would ask for a password, or in vain
		}
		for _, a := range accounts {
			gone[a.ID] = c.cfg.Accounts.Held(ctx, settings.App(a.Cloud), a)
		}
		return nil
	}, func(error) {
		keychain.Waiting = c.state.Keychain.Waiting
		c.state.Keychain = keychain
		for i, a := range c.state.Assistants {
			if f, looked := unready[a.Name]; looked {
				c.state.Assistants[i].Fault = f
			}
		}
		for id, err := range gone {
			c.held(id, err)
		}
		if c.keeper.untidy && keychain.State == KeychainOK {
			c.tidyKept()
		}
		done(nil)
	})
}

// held takes over whether an account's tokens are where they belong. Nothing is
// proved by that, but an account without any is not connected.
func (c *Core) held(id string, err error) {
	f := fault.From(err)
	for i, a := range c.state.Accounts {
		switch {
		case a.ID != id:
		case f != nil && f.Exit == fault.ExitSignIn && a.State != SignInNeeded:
			c.proved(id, "", err)
		case f == nil && a.Fault != nil && fault.Is(a.Fault, fault.AppChanged, fault.SignInNotKept):
			back := a.atWork() // the former app, or keychain, is here again
			c.state.Accounts[i] = back
			c.write(a, back)
		}
	}
}
