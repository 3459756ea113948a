package app

import (
	"context"

	"behalf/app/fault"
	"behalf/app/meeting"
)

func (w OpenInZoom) apply(c *Core, done func(error)) { c.openInZoom(w.Meeting, done) }

func (c *Core) openInZoom(m meeting.Meeting, done func(error)) {
	m = c.withPasscode(m)
	recall := c.recalling(m)
	c.async(func(ctx context.Context) error {
		if known, found := recall(ctx); found {
			m = known
		}
		return c.cfg.OpenInZoom(ctx, m)
	}, done)
}

// openedNot says, in the run and where the window shows it, that the person has
// to open Zoom themselves. The assistant is on its way all the same.
func (c *Core) openedNot(run string, err error) {
	if err == nil {
		return
	}
	f := fault.From(err)
	c.cfg.Log.Warn("open in Zoom", "run", run, "code", f.Code, "cause", f.Unwrap())
	if r, there := c.state.Run(run); there && !r.Over() {
		last := r.Last()
		if len(r.Events) == 0 {
			last.Phase = WaitingForYou
		}
		c.record(run, Event{Phase: last.Phase, Attempt: last.Attempt, NextTryAt: last.NextTryAt, Note: f.Title + " " + f.Advice})
	}
	c.notice(f, nil)
}
