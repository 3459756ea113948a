package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"behalf/app/fault"
)

// sweepEvery is how often a program that stays looks for what has grown old.
const sweepEvery = 24 * time.Hour

func (w OpenFile) apply(c *Core, done func(error)) {
	c.async(func(ctx context.Context) error { return c.cfg.Files.Open(ctx, w.Path) }, done)
}

func (w ShowFile) apply(c *Core, done func(error)) {
	c.async(func(ctx context.Context) error { return c.cfg.Files.Show(ctx, w.Path) }, done)
}

func (w DeleteRun) apply(c *Core, done func(error)) {
	if _, live := c.jobs[w.RunID]; live {
		done(fault.New(fault.StillUnderWay))
		return
	}
	this := func(r Run) bool { return r.ID == w.RunID }
	c.remove(func(l Left) bool { return l.RunID == w.RunID }, func(err error) {
		if err != nil {
			done(err)
			return
		}
		c.save(func(ctx context.Context) error { return c.cfg.Store.DeleteRun(ctx, w.RunID) }, c.forgetting(this, done))
	})
}

func (w ClearHistory) apply(c *Core, done func(error)) {
	clear := func(err error) {
		if err != nil { // the list stays, so that it can be tried again
			done(err)
			return
		}
		c.save(c.cfg.Store.ClearRuns, c.forgetting(Run.Over, done))
	}
	if !w.Files {
		clear(nil)
		return
	}
	c.remove(func(Left) bool { return true }, clear)
}

// forgetting takes runs out of State once the store has forgotten them, and then
// the passcodes that were theirs.
func (c *Core) forgetting(gone func(Run) bool, done func(error)) func(error) {
	return func(err error) {
		if err != nil {
			done(err)
			return
		}
		c.state.Recent = slices.DeleteFunc(slices.Clone(c.state.Recent), gone)
		c.state.Runs = slices.DeleteFunc(slices.Clone(c.state.Runs), gone)
		c.state.Changes++
		c.tidyPasscodes(func() { done(nil) })
	}
}

// apply forgets the runs that are older than the person wants them kept, and
// removes what they left behind, and what is empty. What has no place in the
// history, which a crash or a full disk can have cost it, goes by its own age: a
// recording is worth more than its line in a list. What goes wrong is in the
// log, and is tried again with the next sweep.
func (Sweep) apply(c *Core, done func(error)) {
	var oldest time.Time // of what is kept; zero: everything is
	if keep := c.state.Settings.Keep; keep > 0 {
		oldest = c.cfg.Now().Add(-keep)
	}
	c.keeper.swept = c.cfg.Now().Round(0)
	after := func(err error) {
		if err != nil {
			c.cfg.Log.Warn("sweep", "kind", fault.From(err).Kind, "cause", fault.From(err).Unwrap())
		}
		done(nil)
	}
	var gone, known map[string]bool // a long history is not to be gone through for each folder
	c.save(func(ctx context.Context) error {
		old, err := c.cfg.Store.DeleteRunsBefore(ctx, oldest)
		if err != nil {
			return err
		}
		all, err := c.cfg.Store.RunIDs(ctx)
		gone, known = setOf(old), setOf(all)
		return err
	}, c.forgetting(func(r Run) bool { return r.Over() && r.EndedAt.Before(oldest) }, func(err error) {
		if err != nil {
			after(err)
			return
		}
		c.remove(func(l Left) bool {
			return l.Empty || gone[l.RunID] || (!known[l.RunID] && l.Changed.Before(oldest))
		}, after)
	}))
}

func setOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// remove removes what is left of runs, where it is wanted and they are not
// under way. Whether they are is asked after the list was made: what begins
// later is not in it.
func (c *Core) remove(wanted func(Left) bool, after func(error)) {
	var left []Left
	c.async(func(ctx context.Context) (err error) {
		left, err = c.cfg.Files.Left(ctx)
		return err
	}, func(err error) {
		if err != nil {
			after(err)
			return
		}
		left = slices.DeleteFunc(left, func(l Left) bool {
			_, live := c.jobs[l.RunID]
			return live || !wanted(l)
		})
		c.async(func(ctx context.Context) error { return c.removeAll(ctx, left) }, after)
	})
}

func (c *Core) removeAll(ctx context.Context, left []Left) error {
	var failed []error
	for _, l := range left {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := c.cfg.Files.Remove(ctx, l); err != nil {
			failed = append(failed, err)
			continue
		}
		c.cfg.Log.Info("what a run left is deleted", "run", l.RunID)
	}
	return errors.Join(failed...)
}
