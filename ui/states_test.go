package ui

import (
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2/widget"

	"behalf/app"
	"behalf/app/fault"
)

// scene is a main state of a screen: what the program is like, and what the
// person has done since. Masters, walks and pictures are made of these.
type scene struct {
	name  string
	at    place
	state app.State
	then  func(*window) // nil: nothing
}

// openScene opens a window on a scene.
func openScene(t *testing.T, s scene) (*window, *program) {
	t.Helper()
	w, p := openWindow(t, s.state)
	stage(w, p, s)
	return w, p
}

// stage furnishes a window anew for a scene. That is much quicker than to open
// another one, which loads its fonts again.
func stage(w *window, p *program, s scene) {
	restage(w, p, s.state)
	w.visit(s.at)
	if s.then != nil {
		s.then(w)
	}
}

// restage brings a window to its beginning, in a state.
func restage(w *window, p *program, s app.State) {
	clearStage(w)
	w.frame, w.screens, w.connects, w.played, w.passed = nil, [atWelcome + 1]screen{}, false, nil, false
	w.state, w.own, p.state, p.wishes = s, s, s, nil
	w.at, w.settingsAt = atHome, 0
	w.open("")
}

// clearStage takes away what a scene has left.
func clearStage(w *window) {
	c := w.win.Canvas()
	for c.Overlays().Top() != nil {
		c.Overlays().Remove(c.Overlays().Top())
	}
	c.Unfocus()
	w.app.Clipboard().SetContent("")
}

// scenes are all of them, screen by screen.
func scenes() []scene {
	var all []scene
	for _, part := range [][]scene{firstScenes(), composerScenes(), runScenes(), endScenes(), everywhereScenes(), historyScenes(), connectionScenes(), checkScenes(), settingsScenes()} {
		all = append(all, part...)
	}
	return all
}

// with is the state in which everything is set up, changed.
func with(change func(*app.State)) app.State {
	s := ready()
	change(&s)
	return s
}

// fresh is the state of the very first start.
func fresh() app.State {
	return with(func(s *app.State) {
		s.Accounts, s.Assistants, s.Settings.ZoomApp = nil, nil, app.ZoomApp{}
	})
}

// atSignIn is a sign-in under way, with a link that could be Zoom's.
func atSignIn() *app.SignIn {
	return &app.SignIn{
		URL:      "https://zoom.us/oauth/authorize?response_type=code&client_id=client&redirect_uri=http%3A%2F%2F127.0.0.1%3A40001%2Fcallback",
		Redirect: app.DefaultRedirect, Deadline: noon.Add(4*time.Minute + 30*time.Second),
	}
}

// fromAcme is the state of the very first start of what a company has set up.
func fromAcme() app.State {
	return with(func(s *app.State) {
		s.Accounts = nil
		s.Vendor = app.Vendor{Company: "Acme", ZoomApp: s.Settings.ZoomApp}
	})
}

// rehearse is in the middle of a rehearsal that the window plays.
func rehearse(events ...app.Event) func(*window) {
	return func(w *window) {
		w.o.Rehearse = playing(&program{state: app.State{Rehearsal: true}})
		w.rehearse()
		play(w, events...)
	}
}

// past are ended runs of several meetings, newest first.
func past(n int) []app.Run {
	ends := []app.Event{
		{Phase: app.Ended, Reason: app.ReasonYouLeft},
		{Phase: app.Ended, Reason: app.ReasonHostEnded},
		{Phase: app.Failed, Reason: app.ReasonRefused, Fault: fault.New(fault.BadPasscode)},
		{Phase: app.Failed, Reason: app.ReasonGaveUp, Fault: fault.New(fault.GaveUpWaiting)},
		{Phase: app.StoppedByYou, Reason: app.ReasonStopped},
	}
	var runs []app.Run
	for i := range n {
		end := ends[i%len(ends)]
		steps := []app.Event{{Phase: app.Minting}, {Phase: app.Starting}, {Phase: app.InMeeting}, end}
		if end.Phase == app.Failed { // it never got in
			steps[2].Phase = app.Connecting
		}
		r := run("past"+strconv.Itoa(i), steps...)
		r.MeetingID = strconv.Itoa(84512340000 + 111111*i)
		back := time.Duration(i) * 19 * time.Hour
		r.StartedAt = r.StartedAt.Add(-back - time.Hour)
		for j := range r.Events {
			r.Events[j].At = r.Events[j].At.Add(-back - time.Hour)
		}
		if !r.JoinedAt.IsZero() {
			r.JoinedAt = r.Events[2].At
		}
		r.Events[3].At = r.Events[2].At.Add(time.Duration(31+i%40) * time.Minute)
		r.EndedAt = r.Events[3].At
		runs = append(runs, r)
	}
	return runs
}

// called is after another start, and after the moment in which nothing can be sent.
func called(s Summons) func(*window) {
	return func(w *window) {
		w.later = func(_ time.Duration, run func()) { run() }
		w.summon(s)
	}
}

// running is the state with some runs, the newest last.
func running(runs ...app.Run) app.State {
	return with(func(s *app.State) { s.Runs = runs })
}

// ended is a run that was in the meeting for a while.
func ended(id string, last app.Event) app.Run {
	r := run(id, app.Event{Phase: app.Minting}, app.Event{Phase: app.Starting}, app.Event{Phase: app.InMeeting}, last)
	r.MeetingID = "84512340000"
	return r
}

// updates is the state after a newer version was found, changed.
func updates(change func(*app.Updates)) app.State {
	return with(func(s *app.State) {
		s.Updates.Newer = true
		s.Updates.Seen = app.SeenRelease{
			Version: "1.10.0", Released: noon.Add(-40 * oneDay), Page: "https://behalf.app/releases/1.10.0", At: noon.Add(-3 * time.Minute), Told: true,
		}
		change(&s.Updates)
	})
}

func TestScenesAreNamedOnceAndShowTheirScreen(t *testing.T) {
	w, p := openWindow(t, ready())
	seen := map[string]bool{}
	for _, s := range scenes() {
		if seen[s.name] {
			t.Errorf("two scenes are called %q", s.name)
		}
		seen[s.name] = true
		stage(w, p, s)
		if w.at != s.at || len(onScreen[*text](w))+len(onScreen[*widget.Label](w)) == 0 {
			t.Errorf("%s: at %d, nothing is shown", s.name, w.at)
		}
	}
}
