package app

import (
	"context"
	"maps"
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
	turn := make(chan struct{})
	c.keeps.put(func() { close(turn) }) // what was just shown to be wrong goes first
	return func(ctx context.Context) (meeting.Meeting, bool) {
		sent, err := c.cfg.Store.Sent(ctx, []string{m.ID})
		if err == nil && len(sent) == 0 {
			return meeting.Meeting{}, false
		}
		var kept []meeting.Meeting
		if err == nil {
			<-turn
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

// unlearn forgets a passcode that a run has shown to be wrong, also in the
// keychain, where an earlier start may have left it. Another one that is kept for
// the meeting stays.
func (c *Core) unlearn(r Run) {
	live, under := c.jobs[r.ID]
	if f := r.Last().Fault; !under || f == nil || f.Kind != fault.BadPasscode {
		return
	}
	if opensAlike(c.passcode[r.MeetingID], live.meeting) {
		delete(c.passcode, r.MeetingID)
	}
	c.changeKept("forget a wrong passcode", func(kept []meeting.Meeting) []meeting.Meeting {
		return slices.DeleteFunc(kept, func(k meeting.Meeting) bool { return opensAlike(k, live.meeting) })
	})
}

func opensAlike(a, b meeting.Meeting) bool {
	return a.ID == b.ID && a.PasscodeParam == b.PasscodeParam && a.PasscodePlain == b.PasscodePlain && a.TK == b.TK
}

// keepPasscode is for a run that got in, or ended: by now the keychain has been
// used, and nobody waits for it any more. A passcode that was wrong is not kept.
func (c *Core) keepPasscode(r Run) {
	m, known := c.passcode[r.MeetingID]
	f := r.Last().Fault
	if !known || f != nil && f.Action == fault.ActPasscode {
		return
	}
	c.changeKept("keep a passcode", func(kept []meeting.Meeting) []meeting.Meeting {
		kept = slices.DeleteFunc(kept, func(k meeting.Meeting) bool { return k.ID == m.ID })
		kept = slices.Insert(kept, 0, m)
		return kept[:min(len(kept), passcodesKept)]
	})
}

// tidyPasscodes lets go of what no run in the history needs any more: in memory,
// and then it is done, and in the keychain, for which nobody waits.
func (c *Core) tidyPasscodes(done func()) {
	ids := slices.Collect(maps.Keys(c.passcode))
	var sent []string
	c.save(func(ctx context.Context) (err error) {
		sent, err = c.cfg.Store.Sent(ctx, ids)
		return err
	}, func(err error) {
		c.logKeeping("forget passcodes", err)
		for _, id := range ids {
			if err == nil && !slices.Contains(sent, id) {
				delete(c.passcode, id)
			}
		}
		done()
		c.tidyKept()
	})
}

// tidyKept leaves in the keychain what belongs there: nothing, if the person does
// not want it. Every sweep does it, so that what an earlier start found locked
// goes with the first that does not.
func (c *Core) tidyKept() {
	if c.state.Settings.ForgetRecent {
		c.forgetKept(silently, func(err error) { c.logKeeping("forget all passcodes", err) })
		return
	}
	c.changeKept("forget passcodes", func(kept []meeting.Meeting) []meeting.Meeting { return kept })
}

// patience says whether the keychain's password window may come up. What is done
// silently is done even while the program ends.
type patience time.Duration

const (
	silently patience = patience(10 * time.Second)
	asking   patience = patience(2 * time.Minute) // somebody may be typing
)

// changeKept changes what the keychain keeps, silently and one change after the
// other, and lets go of what the history no longer knows.
func (c *Core) changeKept(what string, change func([]meeting.Meeting) []meeting.Meeting) {
	if c.state.Settings.ForgetRecent {
		return // nothing is kept
	}
	c.inTurn(context.WithoutCancel(c.ctx), c.keeps, time.Duration(silently), func(ctx context.Context) error {
		if _, err := c.quiet(ctx); err != nil {
			return err
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
	}, func(err error) {
		c.keeper.untidy = err != nil
		c.logKeeping(what, err)
	})
}

// forgetKept deletes all that is kept, also what Recall can't read. Close cuts
// short what asks: then it is done silently.
func (c *Core) forgetKept(p patience, done func(error)) {
	ctx := c.ctx
	if p == silently {
		ctx = context.WithoutCancel(ctx)
	}
	c.inTurn(ctx, c.keeps, time.Duration(p), func(ctx context.Context) error {
		if p == silently {
			// What is in memory ends by itself, and what lies in the system's
			// store beside it was not to be asked for.
			if state, err := c.quiet(ctx); err != nil || state == KeychainMemory {
				return err
			}
		}
		return c.cfg.Passcodes.Forget(ctx)
	}, func(err error) {
		if err != nil && p == asking && c.closing {
			c.forgetKept(silently, done)
			return
		}
		c.keeper.untidy = err != nil
		done(err)
	})
}

// quiet refuses a keychain that can't be asked without a person.
func (c *Core) quiet(ctx context.Context) (KeychainState, error) {
	switch state := c.cfg.Accounts.Keychain(ctx).State; state {
	case KeychainOK, KeychainMemory:
		return state, nil
	case KeychainAbsent:
		return state, fault.New(fault.KeychainAbsent)
	default:
		return state, fault.New(fault.KeychainLocked)
	}
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
