package app_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// tickFor lets minutes pass.
func (w *world) tickFor(minutes int) {
	for range minutes {
		<-time.After(time.Minute) // of the test's own time
		w.tick <- time.Now()
		synctest.Wait()
	}
}

func (f *fakeAccounts) keptAlive() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.kept)
}

func TestGrantsAreKeptAlive(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		saved := several()
		saved.Accounts[1].State = app.SignInNeeded // nothing is left to keep
		w := newWorld(t, saved)
		defer w.Close(t.Context())
		w.tickFor(1)
		if got := w.auth.keptAlive(); !slices.Equal(got, []string{"ada", "gov"}) {
			t.Errorf("at the start: %v", got)
		}
		w.tickFor(59)
		if got := len(w.auth.keptAlive()); got != 2 {
			t.Errorf("within the hour: %d", got)
		}
		w.tickFor(1)
		if got := len(w.auth.keptAlive()); got != 4 {
			t.Errorf("after an hour: %d", got)
		}
	})
}

// F62: eight hours asleep are one look, not eight.
func TestF62ANightAsleepIsOneLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, settled())
		defer w.Close(t.Context())
		w.tickFor(1)
		<-time.After(8 * time.Hour)
		w.tick <- time.Now()
		w.tick <- time.Now() // a ticker may have one left over
		synctest.Wait()
		if got := len(w.auth.keptAlive()); got != 2 {
			t.Errorf("%d looks", got)
		}
	})
}

func TestWhatKeepingAliveShows(t *testing.T) {
	for kind, want := range map[fault.Kind]app.AccountState{
		fault.SignInEnded:     app.SignInNeeded,
		fault.ZoomUnreachable: app.Unreachable,
		fault.ClientRefused:   app.AppMisconfigured,
		fault.KeychainLocked:  app.Connected, // says nothing about the account
	} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, settled())
			defer w.Close(t.Context())
			w.auth.with(func() { w.auth.errs = map[string]error{"keep alive": fault.New(kind)} })
			w.tickFor(1)
			if got := w.State().Accounts[0].State; got != want {
				t.Errorf("%s: %s, want %s", kind, got, want)
			}
		})
	}
}

func TestARefreshThatShowsFewerScopes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		saved := settled()
		saved.Accounts[0].Scopes = []string{app.ScopeToken}
		w := newWorld(t, saved)
		defer w.Close(t.Context())
		w.auth.with(func() {
			w.auth.granted = map[string]app.Granted{"ada": {Scopes: []string{app.ScopeUser}, RenewedAt: time.Now()}}
		})
		w.tickFor(1)
		if a := w.State().Accounts[0]; a.State != app.PermissionMissing || a.LastProvedAt != saved.Accounts[0].LastProvedAt {
			t.Errorf("%+v", a)
		}
	})
}

// A state that the weather made does not outlast it, and Zoom is asked less and
// less often.
func TestUnreachableIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		saved := settled()
		saved.Accounts[0].State, saved.Accounts[0].Scopes = app.Unreachable, []string{app.ScopeToken}
		w := newWorld(t, saved)
		defer w.Close(t.Context())
		w.zoom.with(func() { w.zoom.away = fault.New(fault.ZoomUnreachable) })
		w.tickFor(30)
		if n := w.zoom.reaches(); n < 3 || n > 6 {
			t.Errorf("asked %d times in half an hour", n)
		}
		if got := w.State().Accounts[0].State; got != app.Unreachable {
			t.Errorf("state %s", got)
		}
		w.zoom.with(func() { w.zoom.away = nil })
		w.tickFor(31)
		if got := w.State().Accounts[0].State; got != app.Connected {
			t.Errorf("Zoom is back, and it is %s", got)
		}
	})
}

// F54: the network may come after the log-in. Nobody is told of that but by the
// state, and minutes later all is well by itself.
func TestF54TheNetworkComesAfterTheLogIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, several())
		defer w.Close(t.Context())
		w.auth.with(func() { w.auth.errs = map[string]error{"keep alive": fault.New(fault.ZoomUnreachable)} })
		w.zoom.with(func() { w.zoom.away = fault.New(fault.ZoomUnreachable) })
		w.tickFor(3)
		s := w.State()
		for _, a := range s.Accounts {
			if a.State != app.Unreachable {
				t.Errorf("%s: %s", a.ID, a.State)
			}
		}
		if n := w.zoom.reaches(); n > 2 || s.Notice != nil {
			t.Errorf("asked %d times, and said %+v", n, s.Notice)
		}
		w.zoom.with(func() { w.zoom.away = nil })
		w.tickFor(3)
		for _, a := range w.State().Accounts {
			if a.State == app.Unreachable {
				t.Errorf("%s: the network is here, and it is %s", a.ID, a.State)
			}
		}
	})
}
