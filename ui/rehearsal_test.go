package ui

import (
	"context"
	"errors"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// playing gives a rehearsal with that program.
func playing(p *program) func(context.Context) (*Rehearsal, error) {
	return func(context.Context) (*Rehearsal, error) { return &Rehearsal{Program: p, Link: pasted}, nil }
}

// rehearsing is a window in the middle of a rehearsal, with both programs.
func rehearsing(t *testing.T, s app.State) (w *window, own, played *program) {
	t.Helper()
	w, own = openWindow(t, s)
	w.home().composer.fill(pasted) // as it was before
	played = &program{state: app.State{Ready: true, Rehearsal: true}}
	w.o.Rehearse = playing(played)
	w.rehearse()
	return w, own, played
}

// play shows the state of a rehearsal with a run.
func play(w *window, events ...app.Event) {
	w.state = app.State{Rehearsal: true, Runs: []app.Run{run("played", events...)}}
	w.show()
}

// Wishes go to the rehearsal and to nothing else; it ends where it began.
func TestARehearsalKeepsOutOfThePersonsOwn(t *testing.T) {
	w, own, played := rehearsing(t, ready())
	if sent := last[app.Send](t, played); sent.Meeting.ID != "81234567890" || sent.RunID == "" {
		t.Errorf("played %+v", sent)
	}
	play(w, app.Event{Phase: app.WaitingForYou})
	if !says(w, "Rehearsal · nothing reaches Zoom") || w.bar.Visible() || w.header.Visible() {
		t.Error("it does not say that this is a rehearsal, or shows the person's own")
	}
	press(t, w, "Stop")
	if last[app.Stop](t, played).RunID != "played" || len(own.wishes) != 0 {
		t.Errorf("the person's own program was asked for %T", own.wishes)
	}
	w.submit()
	if _, sent := played.wishes[len(played.wishes)-1].(app.Send); sent || len(own.wishes) != 0 {
		t.Error("the shortcut sends what was typed before")
	}
	press(t, w, "End the rehearsal")
	if w.played != nil || says(w, "Rehearsal · nothing reaches Zoom") || !w.bar.Visible() {
		t.Error("it does not end")
	}
	w.do(app.Look{})
	last[app.Look](t, own)
}

// What was typed, where the person was, and what has happened meanwhile.
func TestARehearsalEndsWhereItBegan(t *testing.T) {
	s := ready()
	w, own := openWindow(t, s)
	w.home().composer.fill(pasted)
	w.visit(atConnection)
	w.o.Rehearse = playing(&program{state: app.State{Rehearsal: true}})
	w.screen(atConnection).(*connection).checkup.rehearse.press()
	tray := &fakeTray{}
	w.o.Tray, w.trayed = tray, true
	s.Accounts[0].Name = "Ada King"
	w.render(s)
	if says(w, "Ada King") || !w.state.Rehearsal || len(tray.states) != 1 || tray.states[0].Rehearsal {
		t.Error("a state of the person's own stands in the rehearsal, or the tray does not see it")
	}
	w.endRehearsal()
	if w.at != atConnection || !says(w, "Ada King") || w.home().composer.field.Text != pasted {
		t.Error("it is not as it was")
	}
	if len(own.wishes) != 0 {
		t.Errorf("asked for %T", own.wishes)
	}
}

// Each moment says what it is in a real meeting, and the end leads out.
func TestARehearsalExplainsItself(t *testing.T) {
	w, _, played := rehearsing(t, ready())
	r := w.played
	waited := app.Event{Phase: app.WaitingForYou}
	seen := map[string]bool{}
	for _, events := range [][]app.Event{
		{{Phase: app.Minting}},
		{waited},
		{waited, {Phase: app.InMeeting}},
		{waited, {Phase: app.Ended, Reason: app.ReasonHostEnded}},
		{waited, {Phase: app.StoppedByYou}},
		{{Phase: app.Failed, Fault: fault.New(fault.BotCrashed)}},
	} {
		play(w, events...)
		if seen[r.meaning.words] || r.meaning.words == "" {
			t.Errorf("%v says %q", events, r.meaning.words)
		}
		seen[r.meaning.words] = true
		over := events[len(events)-1].Phase.Over()
		if (findButton(w, "Done") != nil) != over || (findButton(w, "End the rehearsal") != nil) == over {
			t.Errorf("%v: the way out is missing", events)
		}
		if findButton(w, "Open in Zoom") != nil || findButton(w, "Send again") != nil {
			t.Errorf("%v: there is a way to the real thing", events)
		}
	}
	press(t, w, "Once more")
	again := last[app.Send](t, played)
	if again.Meeting.ID != "81234567890" || indexOf[app.Dismiss](played.wishes) < 0 {
		t.Errorf("played %+v", played.wishes)
	}
	press(t, w, "Done")
	if w.played != nil {
		t.Error("it does not end")
	}
}

// Who has stopped one run of a rehearsal stops the next one politely, too.
func TestARehearsalOnceMoreForgetsTheStop(t *testing.T) {
	w, _, played := rehearsing(t, ready())
	play(w, app.Event{Phase: app.WaitingForYou})
	press(t, w, "Stop")
	play(w, app.Event{Phase: app.WaitingForYou}) // before it has stopped
	if findButton(w, "Stop at once") == nil {
		t.Fatal("there is no way to be quicker")
	}
	play(w, app.Event{Phase: app.StoppedByYou})
	press(t, w, "Once more")
	w.state.Runs = []app.Run{run("again", app.Event{Phase: app.WaitingForYou, NextTryAt: noon.Add(time.Second)})}
	w.show()
	if says(w, lang.L("run.stopping")) || findButton(w, "Try now") == nil {
		t.Error("the new run looks as if it were being stopped")
	}
	press(t, w, "Stop")
	if s := last[app.Stop](t, played); s.RunID != "again" || s.Now {
		t.Errorf("asked for %+v", s)
	}
}

func TestARehearsalThatCannotBegin(t *testing.T) {
	w, own := openWindow(t, ready())
	w.o.Rehearse = func(context.Context) (*Rehearsal, error) { return nil, fault.New(fault.DiskFull) }
	w.rehearse()
	if !says(w, fault.New(fault.DiskFull).Title) || w.state.Rehearsal {
		t.Error("it is not explained")
	}
	press(t, w, "End the rehearsal")
	if w.played != nil || len(own.wishes) != 0 {
		t.Error("it can't be left")
	}
}

// Who leaves before it has begun gets nothing of it, and what was made goes.
func TestARehearsalLeftBeforeItBegins(t *testing.T) {
	w, own := openWindow(t, ready())
	var arrive func()
	w.beside = func(slow, after func()) {
		arrive = func() {
			slow()
			after()
		}
	}
	ended := errors.New("not asked for")
	w.o.Rehearse = func(ctx context.Context) (*Rehearsal, error) {
		ended = ctx.Err()
		return &Rehearsal{Program: &program{state: app.State{Rehearsal: true}}, Link: pasted}, nil
	}
	w.rehearse()
	press(t, w, "End the rehearsal")
	arrive()
	if !errors.Is(ended, context.Canceled) || w.played != nil || w.state.Rehearsal || len(own.wishes) != 0 {
		t.Errorf("it goes on: %v", ended)
	}
}

// Whoever turns to the real thing, also from outside, ends the rehearsal.
func TestTheRealThingEndsARehearsal(t *testing.T) {
	for name, turn := range map[string]func(*window){
		"a link from outside":     func(w *window) { w.open(pasted) },
		"a screen":                func(w *window) { w.visit(atHistory) },
		"the tray":                func(w *window) { w.o.Tray.(*doingTray).do(app.StopAll{}) },
		"a paste without a field": func(w *window) { w.app.Clipboard().SetContent(pasted); w.paste() },
	} {
		w, own := openWindow(t, ready())
		w.o.Tray = &doingTray{fakeTray: fakeTray{possible: true}}
		w.placeTray(w.probeTray())
		played := &program{state: app.State{Rehearsal: true}}
		w.o.Rehearse = playing(played)
		w.rehearse()
		before := len(played.wishes)
		turn(w)
		if w.played != nil || w.state.Rehearsal || len(played.wishes) != before {
			t.Errorf("%s: it goes on", name)
		}
		if name == "the tray" {
			last[app.StopAll](t, own)
		}
	}
}

// doingTray can be asked for something.
type doingTray struct {
	fakeTray
	do func(app.Wish)
}

func (d *doingTray) Install(_ fyne.App, do func(app.Wish), _ func(string), _, _ func()) {
	d.do = do
}

// Quitting asks about the person's own runs alone.
func TestQuittingARehearsal(t *testing.T) {
	w, _, _ := rehearsing(t, ready())
	play(w, app.Event{Phase: app.InMeeting})
	quits := 0
	w.quit = func() { quits++ }
	w.closing()
	if quits != 1 {
		t.Error("it asks about a run that is only played")
	}
}

// Two programs number their notices alike.
func TestANoticeOfTheRehearsalDoesNotHideThePersonsOwn(t *testing.T) {
	s := ready()
	w, _, _ := rehearsing(t, s)
	w.state = app.State{Rehearsal: true, Notice: &app.Notice{Seq: 1, Fault: fault.New(fault.DiskFull)}}
	w.show()
	s.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.ZoomUnreachable)}
	w.render(s)
	w.endRehearsal()
	if !says(w, s.Notice.Fault.Title) || says(w, fault.New(fault.DiskFull).Title) {
		t.Error("the person's own notice is not shown")
	}
}

func TestAHiddenRehearsalWaits(t *testing.T) {
	w, _, _ := rehearsing(t, ready())
	played := func(p app.Phase) app.State {
		return app.State{Rehearsal: true, Runs: []app.Run{run("played", app.Event{Phase: p})}}
	}
	w.visible = false
	w.played.render(played(app.InMeeting))
	if w.played.card.run.ID != "" {
		t.Error("what nobody sees is drawn")
	}
	w.open("")
	if w.played.card.run.Phase() != app.InMeeting {
		t.Error("it is not up to date when it is opened")
	}
	w.played.render(played(app.Ended))
	if w.played.card.run.Phase() != app.Ended {
		t.Error("what is seen is not drawn")
	}
}
