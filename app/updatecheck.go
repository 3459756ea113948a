package app

import (
	"context"
	"errors"
	"time"

	"behalf/app/fault"
)

// look is one for a newer version, under way.
type look struct {
	cancel context.CancelFunc
	asked  []func(error) // of those who wait for it; none: Behalf looks by itself
}

func (CheckForUpdates) apply(c *Core, done func(error)) {
	u := &c.state.Updates
	switch {
	case u.Source.Brings():
		done(nil)
		return
	case !u.Source.Able:
		u.Fault = fault.New(fault.UpdateNoKey, "page", u.Source.Home)
		done(nil)
		return
	case c.look == nil:
		c.beginLook()
	}
	c.look.asked = append(c.look.asked, done)
	u.Looking, u.Fault = true, nil
}

func (CancelUpdateCheck) apply(c *Core, done func(error)) {
	c.giveUpLook()
	done(nil)
}

// giveUpLook lets go of the look under way: whoever asks now gets a new one.
func (c *Core) giveUpLook() {
	if c.look != nil {
		c.look.cancel()
		c.look, c.state.Updates.Looking = nil, false
	}
}

func (c *Core) beginLook() {
	l := &look{}
	c.look = l
	var ctx context.Context
	ctx, l.cancel = context.WithCancel(c.ctx)
	var found Release
	c.async(func(context.Context) (err error) {
		found, err = c.cfg.Releases.Latest(ctx)
		return err
	}, func(err error) {
		l.cancel()
		if c.look == l {
			c.look, c.state.Updates.Looking = nil, false
		}
		c.endLook(l, found, err)
		if !errors.Is(err, context.Canceled) {
			err = nil // it is shown
		}
		for _, done := range l.asked {
			done(err)
		}
	})
}

// endLook shows a failure only to somebody who has asked.
func (c *Core) endLook(l *look, found Release, err error) {
	if err == nil {
		err = c.believe(found)
	}
	switch {
	case errors.Is(err, context.Canceled):
	case err != nil:
		f := fault.From(err)
		c.cfg.Log.Warn("no newer version could be looked for", "code", f.Code, "kind", f.Kind, "cause", f.Unwrap())
		if len(l.asked) > 0 {
			c.state.Updates.Fault = f
		}
	default:
		c.remember(found, len(l.asked) > 0)
	}
}

// remember tells of a release, and does so also if it can't be written down.
func (c *Core) remember(r Release, asked bool) {
	u := &c.state.Updates
	u.Seen = SeenRelease{
		Signer: r.Signer, Version: r.Version, Released: r.Released, Page: r.Page, At: c.cfg.Now(),
		Told: asked || (u.Seen.Told && u.Seen.Version == r.Version),
	}
	u.Newer, u.Fault = c.isNewer(r.Version), nil
	c.saveSeen(asked)
}

func (DismissUpdate) apply(c *Core, done func(error)) {
	if c.state.Updates.News() {
		c.state.Updates.Seen.Told = true
		c.saveSeen(true)
	}
	done(nil)
}

// saveSeen writes down what was seen. That it could not be is said to somebody
// who has asked: then an older file could pass after the next start.
func (c *Core) saveSeen(asked bool) {
	seen := c.state.Updates.Seen
	c.save(func(ctx context.Context) error { return c.cfg.Store.SaveSeenRelease(ctx, seen) }, func(err error) {
		if err == nil {
			return
		}
		c.cfg.Log.Error("the newest release seen can't be written down", "err", err)
		if asked {
			c.notice(err, nil)
		}
	})
}

// When Behalf looks by itself, if it may: not right after a start, when a
// person wants something else, and not soon again if it went wrong.
const (
	lookEvery   = 7 * 24 * time.Hour
	lookAgain   = 6 * time.Hour
	lookNotNear = 2 * time.Minute // to the start
)

// lookByItself is a part of lookAfter.
func (c *Core) lookByItself(now time.Time) {
	u, k := c.state.Updates, &c.keeper
	switch {
	case !c.state.Settings.LookWeekly, !u.Looks(), c.look != nil, len(c.state.Active()) > 0:
	case now.Sub(k.began).Abs() < lookNotNear, now.Sub(k.looked).Abs() < lookAgain, now.Sub(u.Seen.At).Abs() < lookEvery:
	default:
		k.looked = now
		c.beginLook()
	}
}

// yieldLook gives a look up that nobody has asked for: a send has the network
// for itself.
func (c *Core) yieldLook() {
	if c.look != nil && len(c.look.asked) == 0 {
		c.giveUpLook()
		c.keeper.looked = time.Time{} // it is done afterwards
	}
}
