package app

import (
	"context"
	"slices"
	"time"

	"behalf/app/fault"
)

// keepEvery is how often the accounts' grants are looked at: often enough that
// twenty days without a refresh are never missed by much.
const keepEvery = time.Hour

// The wait before Zoom is tried again after it could not be reached.
const (
	firstRetry   = time.Minute
	longestRetry = 30 * time.Minute
)

// keeper looks after the accounts of a program that stays: a grant that nobody
// uses must not lapse, and a state that the weather made must not outlast it.
// It goes by the wall clock, so a night asleep is one tick with one look.
type keeper struct {
	kept    time.Time // when the grants were looked at last
	retryAt time.Time
	wait    time.Duration
	busy    bool
}

func (c *Core) watchClock(tick <-chan time.Time) {
	for {
		select {
		case <-tick:
			c.post(c.lookAfter)
		case <-c.ctx.Done():
			return
		}
	}
}

// lookAfter runs in the loop.
func (c *Core) lookAfter() {
	k, now := &c.keeper, c.cfg.Now()
	if k.busy || c.closing {
		return
	}
	unreachable := c.unreachable()
	switch {
	case k.kept.IsZero() || now.Sub(k.kept) >= keepEvery || now.Before(k.kept):
		k.kept = now
		c.keepAlive()
	case len(unreachable) == 0:
		k.wait = 0
	case k.wait == 0:
		k.wait, k.retryAt = firstRetry, now.Add(firstRetry)
	case !now.Before(k.retryAt):
		k.wait = min(2*k.wait, longestRetry)
		k.retryAt = now.Add(k.wait)
		c.tryAgain(unreachable[0])
	}
}

func (c *Core) unreachable() (found []Account) {
	for _, a := range c.state.Accounts {
		if a.State == Unreachable {
			found = append(found, a)
		}
	}
	return found
}

// keepAlive has the grants renewed that need it, one after the other.
func (c *Core) keepAlive() {
	settings, results := c.state.Settings, map[string]error{}
	accounts := slices.DeleteFunc(slices.Clone(c.state.Accounts), func(a Account) bool { return a.State == SignInNeeded })
	c.keeping(func(ctx context.Context) error {
		for _, a := range accounts {
			results[a.ID] = c.cfg.Accounts.KeepAlive(ctx, settings.App(a.Cloud), a)
		}
		return nil
	}, func(error) {
		for id, err := range results {
			c.renewed(id, err)
		}
	})
}

// renewed takes over what a refresh has shown, if there was one. A keychain
// that can't be read in silence says nothing about the account.
func (c *Core) renewed(id string, err error) {
	if err != nil {
		if fault.From(err).Exit != fault.ExitKeychain {
			c.proved(id, "", err)
		}
		return
	}
	for i, before := range c.state.Accounts {
		if before.ID != id {
			continue
		}
		a := c.withGranted(before)
		if !changed(before, a) {
			return
		}
		a = a.atWork()
		c.state.Accounts[i] = a
		c.save(func(ctx context.Context) error { return c.cfg.Store.SaveAccount(ctx, a) }, nil)
	}
}

// tryAgain finds out whether Zoom is back. One account stands for all.
func (c *Core) tryAgain(a Account) {
	z := c.state.Settings.App(a.Cloud)
	c.keeping(func(ctx context.Context) error {
		_, err := c.cfg.Zoom.Reach(ctx, z)
		return err
	}, func(err error) {
		if err != nil {
			return
		}
		c.keeper.wait = 0
		for i, a := range c.state.Accounts {
			if a.State == Unreachable && a.Cloud == z.Cloud {
				c.state.Accounts[i] = a.atWork()
			}
		}
	})
}

// keeping is slow work of the keeper, which does one thing at a time.
func (c *Core) keeping(slow func(ctx context.Context) error, after func(error)) {
	c.keeper.busy = true
	c.async(slow, func(err error) {
		c.keeper.busy = false
		after(err)
	})
}
