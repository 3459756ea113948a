package app

import (
	"cmp"
	"context"
	"reflect"
	"slices"

	"behalf/app/fault"
)

func (c *Core) putAccount(a Account) {
	i := slices.IndexFunc(c.state.Accounts, func(old Account) bool { return old.ID == a.ID })
	if i >= 0 {
		c.state.Accounts[i] = a
		return
	}
	c.state.Accounts = append(c.state.Accounts, a)
}

func (w SetDefaultAccount) apply(c *Core, done func(error)) {
	a, err := c.state.PickAccount(w.Account)
	if err != nil {
		done(err)
		return
	}
	before, _ := c.state.Account("")
	c.chooseDefault(a.ID)
	a.Default = true
	c.save(func(ctx context.Context) error { return c.cfg.Store.SaveAccount(ctx, a) }, func(err error) {
		if err != nil {
			c.chooseDefault(before.ID)
		}
		done(err)
	})
}

func (c *Core) chooseDefault(id string) {
	for i := range c.state.Accounts {
		c.state.Accounts[i].Default = c.state.Accounts[i].ID == id
	}
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
	z := c.state.Settings.App(a.Cloud)
	c.async(func(ctx context.Context) error {
		return c.cfg.Accounts.SignOut(context.WithoutCancel(ctx), z, a)
	}, func(revoke error) {
		if revoke != nil && fault.From(revoke).Exit == fault.ExitKeychain {
			done(revoke) // the tokens are still there: so is the account, to try again
			return
		}
		c.forget(a, func(err error) { done(cmp.Or(err, revoke)) })
	})
}

// forget removes an account whose tokens are gone: first from State, so that
// nothing that is still on its way writes it down again.
func (c *Core) forget(a Account, done func(error)) {
	c.dropAccount(a)
	c.save(func(ctx context.Context) error { return c.cfg.Store.DeleteAccount(ctx, a.ID) }, done)
}

func (c *Core) dropAccount(a Account) {
	delete(c.granted, a.ID)
	delete(c.written, a.ID)
	c.state.Accounts = slices.DeleteFunc(slices.Clone(c.state.Accounts), func(old Account) bool { return old.ID == a.ID })
	if a.Default && len(c.state.Accounts) > 0 {
		next := c.state.Accounts[0]
		next.Default = true
		c.state.Accounts[0] = next
		c.save(func(ctx context.Context) error { return c.cfg.Store.SaveAccount(ctx, next) }, nil)
	}
}

// proved takes over what a request to Zoom has shown about an account. scope is
// what it took; empty if none. Faults about the meeting or the moment leave the
// state as it is.
func (c *Core) proved(id, scope string, err error) {
	i := slices.IndexFunc(c.state.Accounts, func(a Account) bool { return a.ID == id })
	if i < 0 {
		return
	}
	before := c.state.Accounts[i]
	a := c.withGranted(before)
	f := fault.From(before.stillEnded(err))
	switch {
	case f == nil:
		if scope != "" && !HasScope(a.Scopes, scope) {
			a.Scopes = append(slices.Clone(a.Scopes), scope)
		}
		a = a.atWork()
		a.LastProvedAt = c.cfg.Now()
	case f.Kind == fault.PermissionMissing && scope != "":
		a.Scopes = without(a.Scopes, scope)
		a = a.atWork()
		if scope == ScopeToken {
			a.Fault = f
		}
	default:
		if state, told := stateOf(f); told {
			a.State, a.Fault = state, f
		}
	}
	c.state.Accounts[i] = a
	c.write(before, a)
}

// withGranted takes over what Zoom has granted since it was looked at last: an
// answer to a refresh may name more scopes, or fewer, and another API. What was
// found out after that answer, also before the program started, counts more.
func (c *Core) withGranted(a Account) Account {
	granted, known := c.cfg.Accounts.Granted(a)
	if !known || granted.RenewedAt.Equal(c.granted[a.ID]) {
		return a
	}
	_, looked := c.granted[a.ID]
	c.granted[a.ID] = granted.RenewedAt
	if !looked && !granted.RenewedAt.After(a.LastProvedAt) {
		return a
	}
	a.Scopes, a.APIURL = granted.Scopes, granted.APIURL
	return a
}

// stillEnded keeps the reason why an account lost its tokens: that there are
// none any more says less than why.
func (a Account) stillEnded(err error) error {
	if fault.Is(err, fault.SignInNotKept) && a.State == SignInNeeded && a.Fault != nil {
		return a.Fault
	}
	return err
}

// atWork is the account as its scopes make it, now that Zoom takes its tokens.
func (a Account) atWork() Account {
	a.State, a.Fault = Connected, nil
	if !HasScope(a.Scopes, ScopeToken) {
		a.State, a.Fault = PermissionMissing, MissingScope(ScopeToken, nil)
	}
	return a
}

// write saves an account if there is something to save. When it was proved good
// last is exact only in memory, and written down now and then.
func (c *Core) write(before, after Account) {
	stale := after.LastProvedAt.Sub(c.written[after.ID]) > provedEvery
	if !stale && sameBut(before, after) {
		return
	}
	c.written[after.ID] = after.LastProvedAt
	c.save(func(ctx context.Context) error { return c.cfg.Store.SaveAccount(ctx, after) }, nil)
}

// sameBut compares all but the time of the last proof.
func sameBut(a, b Account) bool {
	a.LastProvedAt = b.LastProvedAt
	reason := func(f *fault.Fault) string {
		if f == nil {
			return ""
		}
		return f.Error()
	}
	same := reason(a.Fault) == reason(b.Fault)
	a.Fault, b.Fault = nil, nil
	return same && reflect.DeepEqual(a, b)
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
