package app

import (
	"context"
	"slices"
	"time"

	"behalf/app/fault"
	"behalf/app/meeting"
)

// What lets people into a meeting (its passcode, a registrant's token) is never
// in State, a run or the store. While the program runs it is in memory
// (Core.passcode). The keychain keeps that of the latest meetings beyond it, so
// that they can be sent to again, unless the person does not want it. What is
// kept belongs to the history: it goes with the last run of its meeting.

// passcodesKept is how many meetings the keychain keeps.
const passcodesKept = 10

// opens says whether a meeting holds what lets people into it.
func opens(m meeting.Meeting) bool { return m.HasPasscode() || m.TK != "" }

// withPasscode fills in what is known of a meeting, or remembers it for as long
// as the program runs.
func (c *Core) withPasscode(m meeting.Meeting) meeting.Meeting {
	if opens(m) {
		c.passcode[m.ID] = m
		return m
	}
	if known, ok := c.passcode[m.ID]; ok {
		return known
	}
	return m
}

// recalling gives what looks into the keychain, beside the loop, for a meeting
// of which too little is known. It is asked only for meetings that were sent to
// before, so a first send never waits for it; what goes wrong is in the log.
func (c *Core) recalling(m meeting.Meeting) func(context.Context) (known meeting.Meeting, found bool) {
	_, inMemory := c.passcode[m.ID]
	if opens(m) || inMemory || c.state.Settings.ForgetRecent {
		return func(context.Context) (meeting.Meeting, bool) { return meeting.Meeting{}, false }
	}
	return func(ctx context.Context) (meeting.Meeting, bool) {
		sent, err := c.cfg.Store.Sent(ctx, []string{m.ID})
		if err == nil && len(sent) == 0 {
			return meeting.Meeting{}, false
		}
		var kept []meeting.Meeting
		if err == nil {
			kept, err = c.cfg.Passcodes.Recall(ctx)
		}
		c.logKeeping("recall a passcode", err)
		i := slices.IndexFunc(kept, func(k meeting.Meeting) bool { return k.ID == m.ID })
		if i < 0 {
			return meeting.Meeting{}, false
		}
		return kept[i], true
	}
}

// learn takes over what was recalled.
func (c *Core) learn(known meeting.Meeting, found bool) {
	if _, inMemory := c.passcode[known.ID]; found && !inMemory {
		c.passcode[known.ID] = known
	}
}

// unlearn forgets a passcode that a run has shown to be wrong.
func (c *Core) unlearn(r Run) {
	if f := r.Last().Fault; f != nil && f.Kind == fault.BadPasscode {
		delete(c.passcode, r.MeetingID)
	}
}

// keepPasscode is for a run that got in, or ended: by now the keychain has been
// used, and nobody waits for it any more. A passcode that was wrong is not kept.
func (c *Core) keepPasscode(r Run) {
	m, known := c.passcode[r.MeetingID]
	f := r.Last().Fault
	if !known || c.state.Settings.ForgetRecent || f != nil && f.Action == fault.ActPasscode {
		return
	}
	c.changeKept(context.WithoutCancel(c.ctx), silently, func(kept []meeting.Meeting) []meeting.Meeting {
		kept = slices.DeleteFunc(kept, func(k meeting.Meeting) bool { return k.ID == m.ID })
		kept = slices.Insert(kept, 0, m)
		return kept[:min(len(kept), passcodesKept)]
	}, func(err error) { c.logKeeping("keep a passcode", err) })
}

// forgetPasscodes takes what no run in the history needs any more out of the
// keychain, and out of memory.
func (c *Core) forgetPasscodes(ask patience, done func(error)) {
	ids := make([]string, 0, len(c.passcode))
	for id := range c.passcode {
		ids = append(ids, id)
	}
	var sent []string
	c.async(func(ctx context.Context) (err error) {
		sent, err = c.cfg.Store.Sent(ctx, ids)
		return err
	}, func(err error) {
		if err != nil {
			done(err)
			return
		}
		for _, id := range ids {
			if !slices.Contains(sent, id) {
				delete(c.passcode, id)
			}
		}
		if c.state.Settings.ForgetRecent {
			done(nil) // nothing is kept
			return
		}
		c.changeKept(c.ctx, ask, func(kept []meeting.Meeting) []meeting.Meeting { return kept }, done)
	})
}

// andPasscodes is done, for what has taken runs out of the history.
func (c *Core) andPasscodes(done func(error)) func(error) {
	return func(err error) {
		if err != nil {
			done(err)
			return
		}
		c.forgetPasscodes(asking, done)
	}
}

// forgetAllKept empties the keychain of passcodes.
func (c *Core) forgetAllKept(done func(error)) {
	c.changeKept(c.ctx, asking, func([]meeting.Meeting) []meeting.Meeting { return nil }, done)
}

// patience says whether a change may bring up the keychain's password window.
type patience time.Duration

const (
	silently patience = patience(10 * time.Second)
	asking   patience = patience(2 * time.Minute) // somebody may be typing
)

// changeKept changes what the keychain keeps, one change after the other, and
// lets go of what the history no longer knows. A keychain that is not there has
// nothing to change.
func (c *Core) changeKept(ctx context.Context, p patience, change func([]meeting.Meeting) []meeting.Meeting, after func(error)) {
	work := func(ctx context.Context) error {
		if k := c.cfg.Accounts.Keychain(ctx).State; p == silently && k != KeychainOK && k != KeychainMemory {
			return fault.New(fault.KeychainLocked)
		}
		before, err := c.cfg.Passcodes.Recall(ctx)
		if err != nil {
			return err
		}
		sent, err := c.cfg.Store.Sent(ctx, idsOf(before))
		if err != nil {
			return err
		}
		now := slices.DeleteFunc(slices.Clone(before), func(m meeting.Meeting) bool { return !slices.Contains(sent, m.ID) })
		if now = change(now); slices.Equal(now, before) {
			return nil
		}
		return c.cfg.Passcodes.Keep(ctx, now)
	}
	c.inTurn(ctx, c.keeps, time.Duration(p), work, func(err error) {
		if fault.Is(err, fault.KeychainAbsent) {
			c.logKeeping("passcodes", err)
			err = nil
		}
		after(err)
	})
}

func idsOf(meetings []meeting.Meeting) []string {
	ids := make([]string, 0, len(meetings))
	for _, m := range meetings {
		ids = append(ids, m.ID)
	}
	return ids
}

func (c *Core) logKeeping(what string, err error) {
	if err != nil {
		c.cfg.Log.Warn(what, "kind", fault.From(err).Kind, "cause", fault.From(err).Unwrap())
	}
}
