package ui

import (
	"context"
	"testing"

	"behalf/app"
)

func TestPumpBringsStatesAndTexts(t *testing.T) {
	w, _ := openWindow(t, ready())
	ctx, cancel := context.WithCancel(t.Context())
	tray := &endingTray{end: cancel}
	w.o.Tray, w.trayed = tray, true

	s := ready()
	s.Accounts[0].Name = "Ada King"
	states := make(chan app.State)
	show := make(chan Summons)
	go func() {
		show <- Summons{Text: pasted}
		states <- s
	}()
	w.pump(ctx, states, show, w.render)
	if w.home().composer.field.Text != pasted {
		t.Error("the text is not filled in")
	}
	if !says(w, "Ada King") {
		t.Error("the state is not shown")
	}
}

// endingTray ends the pump with the state that has another name.
type endingTray struct {
	fakeTray
	end context.CancelFunc
}

func (e *endingTray) Show(s app.State) {
	if s.Accounts[0].Name == "Ada King" {
		e.end()
	}
}

func TestSecondsCountOnlyWhileSomethingRuns(t *testing.T) {
	s := ready()
	if countsSeconds(s) {
		t.Error("an idle window ticks")
	}
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.Ended})}
	if countsSeconds(s) {
		t.Error("an ended run ticks")
	}
	s.Runs = append(s.Runs, run("r2", app.Event{Phase: app.WaitingForYou}))
	if !countsSeconds(s) {
		t.Error("a run under way does not tick")
	}
	s = ready()
	s.SignIn = &app.SignIn{}
	if !countsSeconds(s) {
		t.Error("a sign-in does not tick")
	}
}
