package app_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

// fakeAutostart is a system, whose settings the person can open, too.
type fakeAutostart struct {
	mu    sync.Mutex
	state app.LoginState
	fail  error
	sets  []bool
	hold  chan struct{} // switching waits for it
}

func (f *fakeAutostart) Look(context.Context) app.Login {
	f.mu.Lock()
	defer f.mu.Unlock()
	return app.Login{State: f.state}
}

func (f *fakeAutostart) Set(_ context.Context, on bool) error {
	if f.hold != nil {
		<-f.hold
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sets = append(f.sets, on)
	switch {
	case f.fail != nil:
		return f.fail
	case on:
		f.state = app.LoginOn
	default:
		f.state = app.LoginOff
	}
	return nil
}

func (f *fakeAutostart) become(s app.LoginState) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.state = s
}

func login(is app.LoginState) func(app.State) bool {
	return func(s app.State) bool { return s.Login.State == is }
}

func TestTheStartAtLoginIsAsTheSystemSays(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	if is := w.State().Login; is != (app.Login{}) {
		t.Errorf("before anybody has looked: %+v", is)
	}
	w.ask(t, app.LookAtLogin{})
	w.until(t, login(app.LoginOff))
	w.ask(t, app.StartAtLogin{On: true})
	w.until(t, login(app.LoginOn))
	w.login.become(app.LoginSwitchedOff)
	w.ask(t, app.LookAtLogin{})
	w.until(t, login(app.LoginSwitchedOff))
	w.ask(t, app.StartAtLogin{})
	w.until(t, login(app.LoginOff))
}

// What was refused is said, and what is shown is what is.
func TestARefusedSwitchShowsWhatIs(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.login.fail = fault.New(fault.LoginNotChanged, "place", "the folder")
	w.Do(app.StartAtLogin{On: true})
	s := w.until(t, func(s app.State) bool { return s.Notice != nil })
	if s.Login.State != app.LoginOff || s.Notice.Fault.Kind != fault.LoginNotChanged {
		t.Errorf("%+v, %+v", s.Login, s.Notice)
	}
}

// Two presses in a row end as the second one says.
func TestSwitchesComeInTurn(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.login.hold = make(chan struct{})
	w.Do(app.StartAtLogin{On: true})
	w.Do(app.StartAtLogin{On: false})
	w.login.hold <- struct{}{}
	w.login.hold <- struct{}{}
	w.ask(t, app.LookAtLogin{})
	w.until(t, login(app.LoginOff))
	if !slices.Equal(w.login.sets, []bool{true, false}) {
		t.Errorf("%v", w.login.sets)
	}
}

// F54: a program that was moved takes over, but not from another one, and not
// against the person's word; and if it can't, it floods nobody.
func TestF54OnlyALostProgramIsHealed(t *testing.T) {
	for _, is := range []app.LoginState{
		app.LoginUnknown, app.LoginOff, app.LoginOn, app.LoginElsewhere, app.LoginUnread, app.LoginGone, app.LoginSwitchedOff,
		app.LoginUnapproved, app.LoginSandboxed, app.LoginImpossible,
	} {
		w := newWorld(t, settled())
		w.login.become(is)
		want := is
		if is == app.LoginGone {
			want = app.LoginOn
		}
		w.ask(t, app.HealLogin{})
		if s := w.until(t, login(want)); s.Notice != nil {
			t.Errorf("%s: %v", is, s.Notice.Fault)
		}
		if healed := len(w.login.sets) > 0; healed != (is == app.LoginGone) {
			t.Errorf("%s: healed %v", is, healed)
		}
		w.Close(t.Context())
	}
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.login.become(app.LoginGone)
	w.login.fail = fault.New(fault.LoginNotChanged)
	w.Do(app.HealLogin{})
	w.until(t, login(app.LoginGone))
	w.ask(t, app.LookAtLogin{}) // what is told comes before the answer to this
	if s := w.State(); s.Notice != nil {
		t.Errorf("somebody is told: %v", s.Notice.Fault)
	}
}

// A rehearsal has nothing that could start at login.
func TestWithoutAutostartNothingIsKnown(t *testing.T) {
	core, err := app.Start(t.Context(), app.Config{Store: &memoryStore{}, Files: newFakeFiles(), Releases: newFakeReleases()})
	if err != nil {
		t.Fatal(err)
	}
	defer core.Close(t.Context())
	for _, wish := range []app.Wish{app.LookAtLogin{}, app.StartAtLogin{On: true}, app.HealLogin{}} {
		if err := core.Ask(t.Context(), wish); err != nil {
			t.Errorf("%T: %v", wish, err)
		}
	}
	if is := core.State().Login; is != (app.Login{}) {
		t.Errorf("%+v", is)
	}
}
