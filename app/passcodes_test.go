package app_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
)

// fakePasscodes is the keychain's list, which counts how often it is read.
type fakePasscodes struct {
	mu       sync.Mutex
	kept     []meeting.Meeting
	err      error
	recalled int
}

func (f *fakePasscodes) with(do func()) { f.mu.Lock(); defer f.mu.Unlock(); do() }

func (f *fakePasscodes) Recall(ctx context.Context) (kept []meeting.Meeting, err error) {
	f.with(func() { f.recalled++; kept, err = slices.Clone(f.kept), f.err })
	return kept, errors.Join(err, ctx.Err())
}

func (f *fakePasscodes) Keep(_ context.Context, meetings []meeting.Meeting) (err error) {
	f.with(func() {
		if err = f.err; err == nil {
			f.kept = slices.Clone(meetings)
		}
	})
	return err
}

func (f *fakePasscodes) ids() (ids []string) {
	f.with(func() {
		for _, m := range f.kept {
			ids = append(ids, m.ID)
		}
	})
	return ids
}

// bare is what history knows of a meeting.
func bare(m meeting.Meeting) meeting.Meeting { return meeting.Meeting{ID: m.ID, Host: m.Host} }

// attend sends to a meeting and ends the run after it has got in.
func (w *world) attend(t *testing.T, id string, m meeting.Meeting, last app.Event) {
	t.Helper()
	w.ask(t, app.Send{RunID: id, Meeting: m})
	run := <-w.bots.jobs
	if last.Phase != app.Failed {
		run.report(app.Event{Phase: app.InMeeting, Attempt: 1})
	}
	run.report(last)
	close(run.over)
	w.until(t, func(s app.State) bool { r, _ := s.Run(id); return r.Over() })
}

var left = app.Event{Phase: app.Ended, Attempt: 1, Reason: app.ReasonLeft}

// remembering is a world whose keychain knows a meeting from an earlier start.
func remembering(t *testing.T, runs ...app.Run) *world {
	t.Helper()
	saved := settled()
	saved.Recent = runs
	w := newWorld(t, saved)
	w.codes.kept = []meeting.Meeting{web}
	return w
}

func TestSendAgainAfterARestartKnowsThePasscode(t *testing.T) {
	w := newWorld(t, settled())
	w.attend(t, "r-1", web, left)
	w.Close(t.Context())
	want(t, "kept", w.codes.ids(), web.ID)

	later := remembering(t, past("r-1", time.Now(), 1))
	defer later.Close(t.Context())
	later.ask(t, app.OpenInZoom{Meeting: bare(web)})
	if got := <-later.opened; got != web {
		t.Errorf("Zoom was opened for %#v", got)
	}
	later.ask(t, app.Send{Meeting: bare(web)})
	if run := <-later.bots.jobs; run.job.Meeting.PasscodeParam != web.PasscodeParam || run.job.Meeting != web {
		t.Errorf("sent to %#v", run.job.Meeting)
	}
}

func TestARunThatTheEndStopsKeepsItsPasscode(t *testing.T) {
	w := newWorld(t, settled())
	w.ask(t, app.Send{RunID: "r-1", Meeting: web})
	<-w.bots.jobs
	w.Close(t.Context())
	want(t, "kept", w.codes.ids(), web.ID)
}

// A start must not bring up the keychain's password window, and a first send
// must not wait for it.
func TestTheKeychainIsAskedForPasscodesOnlyWhenOneIsMissing(t *testing.T) {
	w := remembering(t, past("r-0", time.Now(), 1))
	defer w.Close(t.Context())
	w.ask(t, app.Look{})
	w.ask(t, app.Sweep{})
	w.ask(t, app.Send{RunID: "r-1", Meeting: meeting.Meeting{ID: "91234567890"}}) // never been there
	<-w.bots.jobs
	w.ask(t, app.Send{RunID: "r-2", Meeting: web}) // all is known
	<-w.bots.jobs
	w.ask(t, app.Send{RunID: "r-3", Meeting: bare(web), Again: true}) // still in memory
	<-w.bots.jobs
	w.codes.with(func() {
		if w.codes.recalled != 0 {
			t.Errorf("it was read %d times", w.codes.recalled)
		}
	})
}

func TestTenPasscodesAreKept(t *testing.T) {
	w := newWorld(t, settled())
	var ids []string
	for n := range 12 {
		m := meeting.Meeting{ID: fmt.Sprint(81234567800 + n), PasscodePlain: "code"}
		w.attend(t, "r-"+m.ID, m, left)
		ids = append(ids, m.ID)
	}
	w.attend(t, "r-again", meeting.Meeting{ID: ids[5], PasscodePlain: "code"}, left)
	w.Close(t.Context())
	want(t, "kept", w.codes.ids(), ids[5], ids[11], ids[10], ids[9], ids[8], ids[7], ids[6], ids[4], ids[3], ids[2])
}

func TestWhatIsNotKept(t *testing.T) {
	wrong := app.Event{Phase: app.Failed, Attempt: 1, Reason: app.ReasonRefused, Fault: fault.New(fault.BadPasscode)}
	for name, c := range map[string]struct {
		last   app.Event
		change func(w *world)
	}{
		"a wrong passcode": {wrong, func(*world) {}},
		"against the will": {left, func(w *world) {
			w.ask(t, app.ChangeSettings{Change: func(s *app.Settings) { s.ForgetRecent = true }})
		}},
		"a locked keychain": {left, func(w *world) { w.auth.with(func() { w.auth.keychain = app.KeychainLocked }) }},
		"none at all":       {left, func(w *world) { w.codes.with(func() { w.codes.err = fault.New(fault.KeychainAbsent) }) }},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, settled())
			c.change(w)
			w.attend(t, "r-1", web, c.last)
			w.ask(t, app.Send{RunID: "r-2", Meeting: bare(web)})
			if run := <-w.bots.jobs; run.job.Meeting.HasPasscode() != (c.last.Phase == app.Ended) {
				t.Errorf("sent to %#v", run.job.Meeting)
			}
			w.Close(t.Context())
			want(t, "kept", w.codes.ids())
			if n := w.State().Notice; n != nil {
				t.Errorf("nobody asked, but is told %v", n.Fault)
			}
		})
	}
}

func TestForgettingEmptiesTheKeychain(t *testing.T) {
	w := remembering(t, past("r-1", time.Now(), 1))
	defer w.Close(t.Context())
	forget := app.ChangeSettings{Change: func(s *app.Settings) { s.ForgetRecent = !s.ForgetRecent }}

	w.codes.with(func() { w.codes.err = fault.New(fault.KeychainLocked) })
	wantFault(t, w.Ask(t.Context(), forget), fault.KeychainLocked)
	if w.State().Settings.ForgetRecent || w.store.saved.Settings.ForgetRecent {
		t.Error("it looks as if they were gone")
	}
	w.codes.with(func() { w.codes.err = nil })
	w.ask(t, forget)
	want(t, "kept", w.codes.ids())
	if !w.store.saved.Settings.ForgetRecent {
		t.Error("the setting is not saved")
	}

	w.codes.with(func() { w.codes.kept = []meeting.Meeting{web} }) // another Behalf's
	w.ask(t, app.Send{RunID: "r-2", Meeting: bare(web)})
	if run := <-w.bots.jobs; run.job.Meeting.HasPasscode() {
		t.Error("the keychain was asked all the same")
	}
}

func TestAPasscodeGoesWithTheLastRunOfItsMeeting(t *testing.T) {
	one, two := past("r-1", time.Now(), 1), past("r-2", time.Now(), 2)
	w := remembering(t, one, two)
	defer w.Close(t.Context())
	w.ask(t, app.DeleteRun{RunID: "r-1"})
	want(t, "kept with a run left", w.codes.ids(), web.ID)
	w.ask(t, app.DeleteRun{RunID: "r-2"})
	want(t, "kept without any", w.codes.ids())

	w = remembering(t, one, two)
	defer w.Close(t.Context())
	w.ask(t, app.ClearHistory{})
	want(t, "kept after all", w.codes.ids())

	w = newWorld(t, settled())
	defer w.Close(t.Context())
	w.attend(t, "r-3", web, left)
	w.ask(t, app.ClearHistory{})
	w.ask(t, app.Send{RunID: "r-4", Meeting: bare(web)})
	if run := <-w.bots.jobs; run.job.Meeting.HasPasscode() {
		t.Error("it is still in memory")
	}
}

// What an erased history had is deleted, or the person is told that it is not.
func TestAKeychainThatKeepsAPasscodeIsToldOf(t *testing.T) {
	w := remembering(t, past("r-1", time.Now(), 1))
	defer w.Close(t.Context())
	w.codes.with(func() { w.codes.err = fault.New(fault.KeychainLocked) })
	wantFault(t, w.Ask(t.Context(), app.ClearHistory{}), fault.KeychainLocked)
	w.codes.with(func() { w.codes.err = fault.New(fault.KeychainAbsent) }) // nothing can be in it
	w.ask(t, app.ClearHistory{})
}

// A sweep asks nobody for a password: it tries again the next time.
func TestSweepTakesPasscodesAlong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, kept(30, past("r-1", time.Now(), 31)))
		defer w.Close(t.Context())
		w.codes.kept = []meeting.Meeting{web}
		sweep := func(k app.KeychainState) {
			w.auth.with(func() { w.auth.keychain = k })
			w.ask(t, app.Sweep{})
			synctest.Wait()
		}
		sweep(app.KeychainLocked)
		if w.codes.recalled != 0 {
			t.Error("a locked keychain was asked")
		}
		sweep(app.KeychainOK)
		want(t, "kept", w.codes.ids())
	})
}
