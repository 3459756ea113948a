package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
)

// fakeTray is a tray of which a test says whether it is shown.
type fakeTray struct {
	possible, shown bool
	installed       int
	states          []app.State
	quit            func()
}

func (f *fakeTray) Probe() (bool, bool) { return f.possible, f.shown }

func (f *fakeTray) Show(s app.State) { f.states = append(f.states, s) }

func (f *fakeTray) Install(_ fyne.App, _ func(app.Wish), _ func(string), _, quit func()) {
	f.installed++
	f.quit = quit
}

func TestF51ClosingHidesOnlyWhereTheIconIsShown(t *testing.T) {
	for name, c := range map[string]struct {
		tray       *fakeTray
		wantHidden bool
	}{
		"shown":     {&fakeTray{possible: true, shown: true}, true},
		"no host":   {&fakeTray{possible: true}, false},
		"no bus":    {&fakeTray{}, false},
		"host died": {&fakeTray{possible: true, shown: true}, false},
	} {
		w, _ := openWindow(t, ready())
		w.o.Tray = c.tray
		w.placeTray(w.probeTray())
		if name == "host died" {
			c.tray.shown = false
		}
		quits := 0
		w.quit = func() { quits++ }
		w.closing()
		if hidden := quits == 0; hidden != c.wantHidden {
			t.Errorf("%s: hidden is %v", name, hidden)
		}
		if (c.tray.installed == 1) != c.tray.possible {
			t.Errorf("%s: installed %d times", name, c.tray.installed)
		}
	}
}

func TestTrayGetsEveryState(t *testing.T) {
	w, _ := openWindow(t, ready())
	tray := &fakeTray{possible: true, shown: true}
	w.o.Tray = tray
	w.placeTray(w.probeTray())
	w.render(ready())
	if len(tray.states) != 2 {
		t.Errorf("the tray has seen %d states", len(tray.states))
	}
}

func TestF51HiddenStartOpensWhereNobodyShowsTheIcon(t *testing.T) {
	for shown, tray := range map[bool]*fakeTray{true: {possible: true, shown: true}, false: {}} {
		p := &program{state: ready()}
		started := false
		w := newWindow(test.NewTempApp(t), p, Options{Hidden: true, Tray: tray, Started: func() { started = true }}, about{Name: "Behalf"})
		t.Cleanup(w.win.Close)
		w.beside = func(slow, after func()) {
			slow()
			after()
		}
		w.placeTray(w.probeTray())
		w.startHidden()
		if opened := w.frame != nil; opened == shown || !started {
			t.Errorf("icon shown %v: window opened %v", shown, opened)
		}
	}
}

// Whoever opens the window while a hidden start still looks for an icon must not
// have it jump to the front of something else later.
func TestF51AHiddenStartLeavesAnOpenedWindowAlone(t *testing.T) {
	w := newWindow(test.NewTempApp(t), &program{state: ready()}, Options{Hidden: true, Tray: &fakeTray{}}, about{Name: "Behalf"})
	t.Cleanup(w.win.Close)
	var found func() // that there is none
	w.beside = func(_, after func()) { found = after }
	w.startHidden()
	end := found
	w.open("")
	w.win.Canvas().Unfocus() // opening it again would put the keyboard into the field
	if end(); w.win.Canvas().Focused() != nil {
		t.Error("it came to the front again")
	}
}

func TestALinkIsShownAlsoByAHiddenStart(t *testing.T) {
	for hides, o := range map[bool]Options{
		true: {Hidden: true, Tray: &fakeTray{}}, false: {Hidden: true, Tray: &fakeTray{}, Summons: Summons{Text: pasted}},
	} {
		if o.hides() != hides {
			t.Errorf("with the link %q it hides: %v", o.Link, !hides)
		}
	}
}

// A hidden Behalf is a program of a Mac's menu bar alone.
func TestTheDockFollowsTheWindow(t *testing.T) {
	var dock []bool
	o := Options{Hidden: true, Tray: &fakeTray{possible: true, shown: true}, Dock: func(shown bool) { dock = append(dock, shown) }}
	w := newWindow(test.NewTempApp(t), &program{state: ready()}, o, about{Name: "Behalf"})
	t.Cleanup(w.win.Close)
	w.beside = func(slow, after func()) {
		slow()
		after()
	}
	w.placeTray(w.probeTray())
	w.startHidden()
	w.open("")
	w.open("") // it is there already
	w.hide()
	if want := []bool{false, true, false}; !slices.Equal(dock, want) {
		t.Errorf("in the Dock: %v, want %v", dock, want)
	}
}
