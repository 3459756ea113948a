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

// keeper looks after a program that stays: a grant that nobody uses must not
// lapse, a state that the weather made must not outlast it, and what is past
// must not pile up, and who wants to hear of newer versions shall.
type keeper struct {
	began   time.Time // the program
	looked  time.Time // when a newer version was looked for last
	swept   time.Time // when what is old was deleted last
	untidy  bool      // the keychain could not be asked to forget passcodes
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

// lookAfter runs in the loop. It goes by the clock on the wall, since the other
// one stands still while the machine sleeps: a night asleep is one look.
func (c *Core) lookAfter() {
	k, now := &c.keeper, c.cfg.Now().Round(0)
	if c.closing {
		return
	}
	if now.Sub(k.swept).Abs() >= sweepEvery {
		Sweep{}.apply(c, func(error) {}) // it has logged what went wrong
	}
	c.lookByItself(now)
	if k.busy {
		return
	}
	lost := c.unreachable()
	switch {
	case now.Sub(k.kept).Abs() >= keepEvery: // backwards, too: then the clock was wrong
		k.kept = now
		c.keepAlive()
	case len(lost) == 0:
		k.wait = 0
	case k.wait == 0:
		k.wait, k.retryAt = firstRetry, now.Add(firstRetry)
	case !now.Before(k.retryAt), k.retryAt.Sub(now) > longestRetry:
		k.wait = min(2*k.wait, longestRetry)
		k.retryAt = now.Add(k.wait)
		c.tryAgain(lost)
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
	c.keeping(func(ctx context.Context) {
		for _, a := range accounts {
			results[a.ID] = c.cfg.Accounts.KeepAlive(ctx, settings.App(a.Cloud), a)
		}
	}, func() {
		for id, err := range results {
			c.renewed(id, err)
		}
	})
}

// renewed takes over what a refresh has shown, if there was one: it is a proof.
// A keychain that can't be read in silence says nothing about the account.
func (c *Core) renewed(id string, err error) {
	a, _ := c.state.Account(id)
	granted, _ := c.cfg.Accounts.Granted(a)
	switch {
	case err != nil && fault.From(err).Exit == fault.ExitKeychain:
	case err != nil, granted.RenewedAt.After(a.LastProvedAt):
		c.proved(id, "", err)
	}
}

// tryAgain finds out whether Zoom is back, cloud by cloud, and then, where no
// keychain has to ask for a password, whether it takes the accounts' tokens.
func (c *Core) tryAgain(lost []Account) {
	settings, there := c.state.Settings, map[Cloud]bool{}
	c.keeping(func(ctx context.Context) {
		for _, a := range lost {
			z := settings.App(a.Cloud)
			if _, asked := there[a.Cloud]; !asked {
				_, err := c.cfg.Zoom.Reach(ctx, z)
				there[a.Cloud] = err == nil
			}
			if k := c.cfg.Accounts.Keychain(ctx).State; there[a.Cloud] && (k == KeychainOK || k == KeychainMemory) {
				_, _ = c.mint(ctx, TokenOnBehalf, z, a, checkMeeting) // what it shows is what it is for
			}
		}
	}, func() {
		if len(c.unreachable()) < len(lost) {
			c.keeper.wait = 0
		}
	})
}

// keeping is slow work of the keeper, which does one thing at a time.
func (c *Core) keeping(slow func(ctx context.Context), after func()) {
	c.keeper.busy = true
	c.async(func(ctx context.Context) error {
		slow(ctx)
		return nil
	}, func(error) {
		c.keeper.busy = false
		after()
	})
}
