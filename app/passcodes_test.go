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
	foreign  bool // something lies there that can't be read
	err      error
	recalled int
	asked    chan struct{} // told when it is read, once; nil: nobody
	answer   chan struct{} // which then waits for it

	forgetting chan struct{} // told when it is emptied, once, which then takes as long as it may
}

func (f *fakePasscodes) with(do func()) { f.mu.Lock(); defer f.mu.Unlock(); do() }

func (f *fakePasscodes) Recall(ctx context.Context) (kept []meeting.Meeting, err error) {
	var told chan struct{}
	f.with(func() {
		f.recalled++
		kept, err = slices.Clone(f.kept), f.err
		told, f.asked = f.asked, nil
	})
	if told != nil {
		told <- struct{}{}
		<-f.answer
	}
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

func (f *fakePasscodes) Forget(ctx context.Context) (err error) {
	var told chan struct{}
	f.with(func() { told, f.forgetting = f.forgetting, nil })
	if told != nil {
		told <- struct{}{}
		<-ctx.Done()
	}
	f.with(func() {
		if err = errors.Join(f.err, ctx.Err()); err == nil {
			f.kept, f.foreign = nil, false
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
	w.auth.keychain = app.KeychainOK
	return w
}

func (w *world) locked(is bool) {
	state, err := app.KeychainOK, error(nil)
	if is {
		state, err = app.KeychainLocked, fault.New(fault.KeychainLocked)
	}
	w.auth.with(func() { w.auth.keychain = state })
	w.codes.with(func() { w.codes.err = err })
}

var forgetRecent = app.ChangeSettings{Change: func(s *app.Settings) { s.ForgetRecent = true }}

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
	w.auth.keychain = app.KeychainLocked
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
		"a wrong passcode":  {wrong, func(*world) {}},
		"against the will":  {left, func(w *world) { w.ask(t, forgetRecent) }},
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

// An earlier start may have kept what turns out to be wrong now.
func TestAWrongPasscodeIsForgottenInTheKeychainToo(t *testing.T) {
	wrong := app.Event{Phase: app.Failed, Attempt: 1, Reason: app.ReasonRefused, Fault: fault.New(fault.BadPasscode)}
	w := remembering(t, past("r-0", time.Now(), 1))
	w.attend(t, "r-1", bare(web), wrong)
	w.ask(t, app.Send{RunID: "r-2", Meeting: bare(web)})
	if run := <-w.bots.jobs; run.job.Meeting.HasPasscode() {
		t.Error("it comes back")
	}
	w.Close(t.Context())
	want(t, "kept", w.codes.ids())

	w = remembering(t, past("r-0", time.Now(), 1))
	w.attend(t, "r-1", meeting.Meeting{ID: web.ID, PasscodePlain: "a slip"}, wrong)
	w.Close(t.Context())
	want(t, "kept, since it was another one", w.codes.ids(), web.ID)
}

func TestForgettingEmptiesTheKeychain(t *testing.T) {
	w := remembering(t, past("r-1", time.Now(), 1))
	defer w.Close(t.Context())
	w.ask(t, forgetRecent)
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

// What a later version keeps, or is out of sight, goes as well.
func TestForgettingErasesWhatCannotBeRead(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.codes.foreign = true
	w.ask(t, forgetRecent)
	if w.codes.foreign {
		t.Error("it is still there")
	}
}

// A keychain that can't be asked now is told of, and emptied as soon as it can.
func TestWhatCouldNotBeForgottenIsForgottenLater(t *testing.T) {
	for name, err := range map[string]error{"locked": fault.New(fault.KeychainLocked), "absent": fault.New(fault.KeychainAbsent)} {
		t.Run(name, func(t *testing.T) {
			w := remembering(t, past("r-1", time.Now(), 1))
			w.codes.err = err
			wantFault(t, w.Ask(t.Context(), forgetRecent), fault.PasscodesStay)
			if !w.State().Settings.ForgetRecent || !w.store.saved.Settings.ForgetRecent {
				t.Error("the wish is lost")
			}
			w.locked(false)
			w.ask(t, app.Look{})
			w.Close(t.Context())
			want(t, "kept after a look", w.codes.ids())
		})
	}
	saved := settled()
	saved.Settings.ForgetRecent = true
	for state, ids := range map[app.KeychainState][]string{app.KeychainOK: nil, app.KeychainLocked: {web.ID}, app.KeychainMemory: {web.ID}} {
		w := newWorld(t, saved)
		w.codes.kept, w.auth.keychain = []meeting.Meeting{web}, state
		w.ask(t, app.Sweep{})
		w.Close(t.Context())
		want(t, "kept after a start with the keychain "+string(state), w.codes.ids(), ids...)
	}
}

// The program may end while the keychain asks for its password.
func TestCloseForgetsSilentlyWhatWasBeingAsked(t *testing.T) {
	w := remembering(t, past("r-1", time.Now(), 1))
	forgetting := make(chan struct{})
	w.codes.forgetting = forgetting
	w.Do(forgetRecent)
	<-forgetting
	w.Close(t.Context())
	want(t, "kept", w.codes.ids())
	if !w.store.saved.Settings.ForgetRecent {
		t.Error("the wish is lost")
	}
}

func TestAPasscodeGoesWithTheLastRunOfItsMeeting(t *testing.T) {
	one, two := past("r-1", time.Now(), 1), past("r-2", time.Now(), 2)
	w := remembering(t, one, two)
	w.ask(t, app.DeleteRun{RunID: "r-1"})
	w.Close(t.Context())
	want(t, "kept with a run left", w.codes.ids(), web.ID)

	for _, wish := range []app.Wish{app.DeleteRun{RunID: "r-2"}, app.ClearHistory{}} {
		w = remembering(t, two)
		w.ask(t, wish)
		w.Close(t.Context())
		want(t, "kept without any", w.codes.ids())
	}

	w = newWorld(t, settled())
	defer w.Close(t.Context())
	w.attend(t, "r-3", web, left)
	w.ask(t, app.ClearHistory{})
	w.ask(t, app.Send{RunID: "r-4", Meeting: bare(web)})
	if run := <-w.bots.jobs; run.job.Meeting.HasPasscode() {
		t.Error("it is still in memory")
	}
}

// Whoever deletes from the history does not wait for the keychain. A locked one
// is tidied by the next start that finds it unlocked.
func TestTheHistoryGoesWithoutTheKeychain(t *testing.T) {
	for _, wish := range []app.Wish{app.ClearHistory{}, app.DeleteRun{RunID: "r-1"}} {
		w := remembering(t, past("r-1", time.Now(), 1))
		w.locked(true)
		w.ask(t, wish)
		w.Close(t.Context())
		if w.codes.recalled != 0 {
			t.Error("a locked keychain was asked")
		}
		want(t, "kept", w.codes.ids(), web.ID)

		later := remembering(t)
		later.ask(t, app.Sweep{})
		later.Close(t.Context())
		want(t, "kept after the next start", later.codes.ids())
	}
}

// While the keychain is waited for, the assistant may go.
func TestASendTakesTheAssistantThatIsThereInTheEnd(t *testing.T) {
	w := remembering(t, past("r-1", time.Now(), 1))
	defer w.Close(t.Context())
	asked := make(chan struct{})
	w.codes.asked, w.codes.answer = asked, make(chan struct{})
	refused := make(chan error, 1)
	go func() { refused <- w.Ask(t.Context(), app.Send{Meeting: bare(web), Assistant: bot.Name}) }()
	<-asked
	w.ask(t, app.RemoveAssistant{Name: bot.Name})
	close(w.codes.answer)
	wantFault(t, <-refused, fault.UnknownAssistant)
	if n := len(w.State().Runs); n != 0 {
		t.Errorf("%d runs began", n)
	}
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
