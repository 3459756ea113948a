package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"slices"
	"strings"

	"behalf/app/fault"
	"behalf/app/meeting"
)

// runIDBytes make an id unguessable enough to be unique.
const runIDBytes = 4

// NewRunID makes an id for a run.
func NewRunID() string {
	var b [runIDBytes]byte
	_, _ = rand.Read(b[:]) // never fails: it would have ended the program
	return "r-" + hex.EncodeToString(b[:])
}

// IsRunID says whether a name is one that NewRunID makes.
func IsRunID(name string) bool {
	number, is := strings.CutPrefix(name, "r-")
	b, err := hex.DecodeString(number)
	return is && err == nil && len(b) == runIDBytes && number == strings.ToLower(number)
}

// job is the live side of a run.
type job struct {
	meeting meeting.Meeting // as the assistant was told
	cancel  context.CancelFunc
	tryNow  chan struct{}
	kill    chan struct{}
	killed  bool
}

// endedRunsShown is how many ended runs stay in State.Runs.
const endedRunsShown = 3

// recentKept is how many past runs State.Recent holds.
const recentKept = 50

func (w Send) apply(c *Core, done func(error)) {
	_, assistant, err := c.whoAndWhat(w)
	if err != nil {
		done(err)
		return
	}
	recall := c.recalling(w.Meeting)
	var known meeting.Meeting
	var found bool
	c.async(func(ctx context.Context) error {
		if err := c.cfg.Bots.Check(assistant); err != nil {
			return err
		}
		known, found = recall(ctx)
		return nil
	}, func(err error) {
		c.learn(known, found)
		if err != nil {
			done(err)
			return
		}
		account, assistant, err := c.whoAndWhat(w) // once more: the keychain may have been waited for
		if err == nil {
			err = c.launch(w, account, assistant)
		}
		done(err)
	})
}

func (c *Core) whoAndWhat(w Send) (Account, Assistant, error) {
	account, err := c.state.AccountFor(w.Account, w.Meeting.Host)
	if err != nil {
		return Account{}, Assistant{}, err
	}
	if CloudOf(w.Meeting.Host) == CloudGov && account.Cloud != CloudGov {
		return Account{}, Assistant{}, fault.New(fault.WrongCloud)
	}
	assistant, err := c.state.PickAssistant(w.Assistant)
	return account, assistant, err
}

// CloudOf is the cloud that a meeting's host belongs to.
func CloudOf(host string) Cloud {
	if host == "zoomgov.com" || strings.HasSuffix(host, ".zoomgov.com") {
		return CloudGov
	}
	return CloudZoom
}

// launch runs in the loop, so of two sends at once the second finds the first.
func (c *Core) launch(w Send, account Account, assistant Assistant) error {
	if c.closing { // since the check of the program began
		return fault.New(fault.Stopped)
	}
	if _, taken := c.state.Run(w.RunID); taken { // the same wish twice
		return fault.New(fault.AlreadyOnTheWay)
	}
	for _, r := range c.state.Active() {
		if !w.Again && r.MeetingID == w.Meeting.ID && r.AccountID == account.ID {
			return fault.New(fault.AlreadyOnTheWay)
		}
	}
	c.yieldLook()
	if w.RunID == "" {
		w.RunID = NewRunID()
	}
	if w.Patience <= 0 {
		w.Patience = c.state.Settings.Patience
	}
	if w.Pace == nil {
		w.Pace = &c.state.Settings.Pace
	}
	run := Run{
		ID: w.RunID, MeetingID: w.Meeting.ID, Host: w.Meeting.Host,
		Assistant: assistant.Name, BotName: c.state.BotName(w.As, assistant, account),
		AccountID: account.ID, Account: account.Name, AsYou: w.AsYou, StartedAt: c.cfg.Now(),
	}
	c.trimEnded()
	c.state.Runs = append(c.state.Runs, run)
	c.save(func(ctx context.Context) error { return c.cfg.Store.SaveRun(ctx, run) }, nil)
	c.start(run, Job{
		RunID: run.ID, Meeting: c.withPasscode(w.Meeting), BotName: run.BotName,
		Assistant: assistant, Patience: w.Patience, Pace: *w.Pace, Arriving: w.JoinInZoom,
		Mint: c.minter(errand{
			zoomApp: c.state.Settings.App(account.Cloud), account: account, meetingID: w.Meeting.ID,
			asYou: w.AsYou, record: assistant.Record,
		}),
	})
	if w.JoinInZoom {
		c.openInZoom(w.Meeting, func(err error) { c.openedNot(run.ID, err) })
	}
	return nil
}

func (c *Core) start(run Run, j Job) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(c.ctx))
	live := &job{meeting: j.Meeting, cancel: cancel, tryNow: make(chan struct{}, 1), kill: make(chan struct{})}
	j.TryNow, j.Kill = live.tryNow, live.kill
	c.jobs[run.ID] = live
	c.work.Add(1)
	go func() {
		c.cfg.Bots.Run(ctx, j, func(e Event) { c.post(func() { c.record(run.ID, e) }) })
		c.post(func() {
			defer c.work.Done()
			cancel()
			delete(c.jobs, run.ID)
		})
	}()
}

// record adds a step to a run's timeline.
func (c *Core) record(id string, e Event) {
	i := slices.IndexFunc(c.state.Runs, func(r Run) bool { return r.ID == id })
	if i < 0 {
		return
	}
	run := &c.state.Runs[i]
	if run.Over() {
		return
	}
	if e.At.IsZero() {
		e.At = c.cfg.Now()
	}
	if last := run.Last(); e.Artifact != (Artifact{}) && e.Phase == last.Phase {
		e.NextTryAt = last.NextTryAt // something was saved; the wait goes on
	}
	run.Events = append(run.Events, e)
	if e.Phase == InMeeting && run.JoinedAt.IsZero() {
		run.JoinedAt = e.At
	}
	if e.Phase.Over() {
		run.EndedAt = e.At
		c.state.Recent = append([]Run{*run}, c.state.Recent...)
		c.state.Recent = c.state.Recent[:min(len(c.state.Recent), recentKept)]
	}
	c.cfg.Log.Info("run", "run", id, "phase", e.Phase, "attempt", e.Attempt, "reason", e.Reason)
	now := *run
	c.unlearn(now)
	c.save(func(ctx context.Context) error { return c.cfg.Store.AddEvent(ctx, id, e) }, nil)
	if e.Phase.Over() || now.JoinedAt.Equal(e.At) {
		c.save(func(ctx context.Context) error { return c.cfg.Store.SaveRun(ctx, now) }, func(err error) {
			if err != nil {
				c.notice(err, nil)
			}
			c.keepPasscode(now) // not before: what no run in the history needs is not kept
			if e.Phase.Over() {
				c.state.Changes++ // only now the store has it
			}
		})
	}
}

func (c *Core) trimEnded() {
	for ended := len(c.state.Runs) - len(c.state.Active()); ended > endedRunsShown; ended-- {
		i := slices.IndexFunc(c.state.Runs, Run.Over)
		c.state.Runs = slices.Delete(slices.Clone(c.state.Runs), i, i+1)
	}
}

func (w Stop) apply(c *Core, done func(error)) {
	live, ok := c.jobs[w.RunID]
	if !ok {
		done(fault.New(fault.UnknownRun, "run", w.RunID))
		return
	}
	live.stop(w.Now)
	done(nil)
}

func (w StopAll) apply(c *Core, done func(error)) {
	c.stopAll(w.Now)
	done(nil)
}

func (c *Core) stopAll(now bool) {
	for _, live := range c.jobs {
		live.stop(now)
	}
}

func (j *job) stop(now bool) {
	if now && !j.killed {
		j.killed = true
		close(j.kill)
	}
	j.cancel()
}

func (w TryNow) apply(c *Core, done func(error)) {
	live, ok := c.jobs[w.RunID]
	if !ok {
		done(fault.New(fault.UnknownRun, "run", w.RunID))
		return
	}
	select {
	case live.tryNow <- struct{}{}:
	default: // asked for already
	}
	done(nil)
}

func (w Dismiss) apply(c *Core, done func(error)) {
	c.state.Runs = slices.DeleteFunc(slices.Clone(c.state.Runs), func(r Run) bool { return r.ID == w.RunID && r.Over() })
	done(nil)
}
