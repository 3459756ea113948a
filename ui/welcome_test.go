package ui

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/app/fault"
)

// saves hands back the settings as the latest wish changes them.
func saves(t *testing.T, p *program, s app.Settings) app.Settings {
	t.Helper()
	last[app.ChangeSettings](t, p).Change(&s)
	return s
}

// The whole first start, in the window itself, one button after the other.
func TestTheFirstStart(t *testing.T) {
	s := fresh()
	w, p := openWindow(t, s)
	w.o.Rehearse = playing(&program{state: app.State{Rehearsal: true}})
	w.show()
	if w.bar.Visible() || !says(w, "What leaves this computer") {
		t.Error("it does not begin with what Behalf does")
	}
	press(t, w, "Set it up")
	v := w.screens[atWelcome].(*welcome)
	if w.win.Canvas().Focused() != fyne.Focusable(v.app.clientID) || !says(w, "Step 1 of 4") {
		t.Error("the keyboard is not where the client ID goes")
	}
	test.Type(v.app.clientID, "client")
	v.app.clientID.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	s.Settings.ZoomApp = last[app.SetZoomApp](t, p).App
	if s.Settings.ZoomApp != ready().Settings.ZoomApp {
		t.Errorf("entered %+v", s.Settings.ZoomApp)
	}
	w.render(s)

	press(t, w, "Connect to Zoom")
	last[app.Connect](t, p)
	w.render(signingIn(s, func(in *app.SignIn) { in.Deadline = noon.Add(65 * time.Second) }))
	if !says(w, "https://zoom.us/oauth/authorize?x=y") || !says(w, "1:05 left") || findButton(w, "Connect to Zoom") != nil {
		t.Error("the sign-in is not shown")
	}
	if w.win.Canvas().Focused() != fyne.Focusable(v.signIn.open) {
		t.Error("the keyboard is not at the way to Zoom's page")
	}
	w.tick(noon.Add(time.Second))
	if !says(w, "1:04 left") {
		t.Error("the time does not run")
	}
	s.Accounts = ready().Accounts
	w.render(s)

	v.assistant.name.SetText("Notes")
	v.assistant.program.SetText("/opt/notes")
	press(t, w, "Add")
	s.Assistants = append(s.Assistants, last[app.SetAssistant](t, p).Assistant)
	w.render(s)

	press(t, w, "Start the rehearsal")
	if w.played == nil {
		t.Error("there is no rehearsal")
	}
	press(t, w, "End the rehearsal")
	if findButton(w, "Go to the start page") != nil || findButton(w, "Start the rehearsal") == nil {
		t.Error("a rehearsal that was left passes for one that was seen")
	}
	press(t, w, "Start the rehearsal")
	play(w, app.Event{Phase: app.Ended, Reason: app.ReasonLeft})
	press(t, w, "Done")
	press(t, w, "Go to the start page")
	s.Settings = saves(t, p, s.Settings)
	w.render(s)
	if !s.Settings.Welcomed || findButton(w, "Send assistant to meeting") == nil || !w.bar.Visible() {
		t.Error("it does not come to its end")
	}
	if w.win.Canvas().Focused() != fyne.Focusable(w.home().composer.field) {
		t.Error("the keyboard is not where a link is pasted")
	}
}

// A rehearsal that never ran is none.
func TestARehearsalThatCannotBeginIsNotTicked(t *testing.T) {
	w, _ := openWindow(t, fresh())
	w.o.Rehearse = func(context.Context) (*Rehearsal, error) { return nil, fault.New(fault.DiskFull) }
	w.show()
	v := w.page().(*welcome)
	press(t, w, "Try it without Zoom")
	w.endRehearsal()
	v.used = true
	w.render(ready())
	if v.steps[setupRehearsal].line.dot.state == done || findButton(w, "Start the rehearsal") == nil {
		t.Error("it looks as if it were done")
	}
}

// It can be left at each step, and then home shows, with what is missing; what
// was entered is there still, and a next time begins at what is missing.
func TestTheFirstStartCanBeLeft(t *testing.T) {
	withApp, withAccount := fresh(), fresh()
	withApp.Settings.ZoomApp = ready().Settings.ZoomApp
	withAccount.Settings.ZoomApp, withAccount.Accounts = withApp.Settings.ZoomApp, ready().Accounts
	for words, s := range map[string]app.State{
		"Set it up": fresh(), "Connect to Zoom": withApp, "Add": withAccount,
	} {
		w, p := openWindow(t, s)
		if findButton(w, words) == nil {
			t.Errorf("it does not go on with %q", words)
		}
		press(t, w, "Not now")
		left := s
		left.Settings = saves(t, p, s.Settings)
		if left.Settings.ZoomApp != s.Settings.ZoomApp || !left.Settings.Welcomed {
			t.Errorf("%s: leaving changes %+v", words, left.Settings)
		}
		w.render(left)
		if findButton(w, "Send assistant to meeting") == nil {
			t.Errorf("%s: there is no home", words)
		}
		again, _ := openWindow(t, left)
		if findButton(again, "Send assistant to meeting") == nil {
			t.Errorf("%s: it comes back though it was left", words)
		}
	}
}

func TestWhoIsSetUpSeesNoFirstStart(t *testing.T) {
	w, _ := openWindow(t, ready())
	if findButton(w, "Send assistant to meeting") == nil {
		t.Error("the first start is in the way")
	}
	s := fresh()
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.Minting})}
	w, _ = openWindow(t, s)
	if findButton(w, "Stop") == nil {
		t.Error("a run under way can't be seen")
	}
}

// The Zoom app can be looked at again, and put right, without losing anything.
func TestBackToTheZoomApp(t *testing.T) {
	s := fresh()
	s.Settings.ZoomApp = ready().Settings.ZoomApp
	w, p := openWindow(t, s)
	press(t, w, "Change")
	v := w.screens[atWelcome].(*welcome)
	if v.app.clientID.Text != "client" || !v.app.clientID.Visible() {
		t.Error("what was entered is not shown")
	}
	v.app.clientID.SetText("better")
	press(t, w, "Save the Zoom app")
	s.Settings.ZoomApp = last[app.SetZoomApp](t, p).App
	w.render(s)
	if s.Settings.ZoomApp.ClientID != "better" || findButton(w, "Connect to Zoom") == nil {
		t.Error("it does not go on after the change")
	}
	s.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.ClientRefused)}
	w.render(s)
	press(t, w, "Open settings")
	if w.at != atHome || !v.app.save.Visible() {
		t.Error("a fault leads out of the first start")
	}
	press(t, w, "Keep it as it is")
	if findButton(w, "Connect to Zoom") == nil {
		t.Error("there is no way on without a change")
	}
}

// Which Zoom it is for is asked only of those whose Zoom is not the usual one.
func TestTheFirstStartForZoomGov(t *testing.T) {
	w, p := openWindow(t, fresh())
	press(t, w, "Set it up")
	v := w.screens[atWelcome].(*welcome)
	if v.app.which.Visible() {
		t.Error("everybody is asked for their Zoom")
	}
	press(t, w, "It is for ZoomGov")
	v.app.clientID.SetText("gov")
	press(t, w, "Save the Zoom app")
	if z := last[app.SetZoomApp](t, p).App; z.Cloud != app.CloudGov || !v.app.which.Visible() {
		t.Errorf("entered %+v", z)
	}
}

// Over a stand-in the rehearsal assistant will do; over the real Zoom it would
// join nothing.
func TestTheRehearsalAssistantInTheFirstStart(t *testing.T) {
	s := ready()
	s.Assistants = nil
	w, p := openWindow(t, s)
	if findButton(w, "Add the rehearsal assistant") != nil {
		t.Error("it is offered over the real Zoom")
	}
	s.TestServer = true
	w.render(s)
	press(t, w, "Add the rehearsal assistant")
	if last[app.SetAssistant](t, p).Assistant.Kind != app.RehearsalAssistant {
		t.Error("that is no rehearsal assistant")
	}
}

// What was set up elsewhere, as in a terminal, does not hold anybody up here.
func TestSetUpElsewhere(t *testing.T) {
	s := fresh()
	s.Settings.ZoomApp, s.Assistants = ready().Settings.ZoomApp, ready().Assistants
	w, _ := openWindow(t, s)
	if findButton(w, "Connect to Zoom") == nil {
		t.Error("the first start does not show")
	}
	s.Accounts = ready().Accounts
	w.render(s)
	if findButton(w, "Send assistant to meeting") == nil {
		t.Error("it stays for a rehearsal that nobody has asked for")
	}
}

// Who comes with a link sees what it is, and what is missing.
func TestALinkPassesTheFirstStart(t *testing.T) {
	w, p := openWindow(t, fresh())
	w.open(pasted)
	if !says(w, "812 3456 7890") || len(p.wishes) != 0 {
		t.Error("the link is not shown")
	}
	again, _ := openWindow(t, fresh())
	if findButton(again, "Set it up") == nil {
		t.Error("the first start does not come back")
	}
}

// A file says what it is, or why it is nothing; and the way to the field leads
// to one that shows.
func TestAFilePassesTheFirstStart(t *testing.T) {
	invitation := "BEGIN:VEVENT\nLOCATION:" + pasted + "\nEND:VEVENT\n"
	for content, words := range map[string]string{invitation: "812 3456 7890", "Milk, eggs": "No meeting was found in this text."} {
		w, _ := openWindow(t, fresh())
		dropFile(t, w, "dropped.ics", content)
		if !says(w, words) {
			t.Errorf("%q: it does not say %q", content, words)
		}
	}
	w, _ := openWindow(t, fresh())
	w.toPaste()
	if f := w.home().composer.field; w.page() != w.screens[atHome] || w.win.Canvas().Focused() != fyne.Focusable(f) {
		t.Error("the field that has the keyboard does not show")
	}
}

// What is pasted goes to the client ID, also while the keyboard is elsewhere.
func TestPastingInTheFirstStart(t *testing.T) {
	w, _ := openWindow(t, fresh())
	press(t, w, "Set it up")
	w.win.Canvas().Unfocus()
	w.app.Clipboard().SetContent(" AbC_dEf123 \n")
	w.paste()
	v := w.page().(*welcome)
	if v.app.clientID.Text != "AbC_dEf123" {
		t.Errorf("it says %q", v.app.clientID.Text)
	}
	w.app.Clipboard().SetContent(pasted)
	w.paste()
	if w.page() != w.screens[atHome] || w.home().composer.field.Text != pasted {
		t.Error("a meeting is not taken for one")
	}
}

// pasteAway pastes while no field has the keyboard.
func pasteAway(w *window, text string) {
	w.win.Canvas().Unfocus()
	w.app.Clipboard().SetContent(text)
	w.paste()
}

// Only a meeting leads out of it; what else is pasted goes to the field of the
// step, and what is for none is left alone.
func TestPastingStaysInTheFirstStart(t *testing.T) {
	const callback = "http://127.0.0.1/callback?code=c&state=s"
	account, assistant, all := fresh(), ready(), ready()
	account.Settings.ZoomApp = ready().Settings.ZoomApp
	assistant.Assistants = nil
	command := assistant
	command.Presets = []app.Preset{{Title: "Native", Kind: app.ProcessAssistant, Programs: []string{"/native"}}}
	other := func(in *app.SignIn) { in.Other = &app.Account{Name: "Grace Hopper"} }
	clientID := func(v *welcome) *entry { return v.app.clientID }
	address := func(v *welcome) *entry { return v.signIn.address }
	program := func(v *welcome) *entry { return v.assistant.program }
	for name, c := range map[string]struct {
		s     app.State
		text  string
		field func(*welcome) *entry
		takes bool
	}{
		"a client ID before it begins":  {fresh(), " AbC_dEf123\n", clientID, true},
		"nothing":                       {fresh(), " \n", clientID, false},
		"a whole page":                  {fresh(), "Client ID\nAbC_dEf123", clientID, false},
		"before the sign-in":            {account, callback, address, false},
		"a callback":                    {signingIn(account, shown), callback, address, true},
		"a callback to nobody":          {signingIn(account, func(in *app.SignIn) { in.UserCode = "AB" }), callback, address, false},
		"somebody else has signed in":   {signingIn(account, other), callback, address, false},
		"a program":                     {assistant, "/opt/notes", program, true},
		"a program nobody asks for":     {command, "/opt/notes", program, false},
		"a text when all there is done": {all, "/opt/notes", program, false},
	} {
		w, _ := openWindow(t, fresh())
		v := w.page().(*welcome)
		v.used = true
		w.render(c.s)
		if name == "a program nobody asks for" {
			v.assistant.kind.choose("Native")
		}
		field, begun := c.field(v), v.shown
		pasteAway(w, c.text)
		if v.shown != begun && !c.takes {
			t.Errorf("%s: it begins", name)
		}
		if w.page() != screen(v) {
			t.Errorf("%s: it leads out of the first start", name)
		}
		if got, want := field.Text, strings.TrimSpace(c.text); c.takes && (got != want || w.win.Canvas().Focused() != fyne.Focusable(field)) || !c.takes && got != "" {
			t.Errorf("%s: the field says %q", name, got)
		}
		pasteAway(w, pasted)
		if w.page() != w.screens[atHome] || w.home().composer.field.Text != pasted {
			t.Errorf("%s: a meeting is not taken for one", name)
		}
	}
}

// Whoever has left it with an account finds it again while something is missing.
func TestTheWayBackToTheFirstStartWithAnAccount(t *testing.T) {
	const back = "Set up step by step"
	s := ready()
	s.Assistants, s.Settings.Welcomed = nil, true
	w, p := openWindow(t, s)
	w.visit(atConnection)
	press(t, w, back)
	s.Settings = saves(t, p, s.Settings)
	w.render(s)
	if v, is := w.page().(*welcome); !is || v.at != setupAssistant {
		t.Error("it does not go on at what is missing")
	}
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.Minting})}
	for name, s := range map[string]app.State{"all is there": ready(), "a sign-in": signingIn(with(func(s *app.State) { s.Assistants = nil }), shown), "a run": s} {
		w, _ := openWindow(t, s)
		w.visit(atConnection)
		if findButton(w, back) != nil {
			t.Errorf("%s: it is offered", name)
		}
	}
}
