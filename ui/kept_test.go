package ui

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
)

// wantKept says that the keyboard is still at a button that is on the screen.
func wantKept(t *testing.T, w *window, what string, b *button) {
	t.Helper()
	if w.win.Canvas().Focused() != fyne.Focusable(b) || findButton(w, b.label) != b {
		t.Errorf("%s: the keyboard is at %v", what, w.win.Canvas().Focused())
	}
}

func TestAnAccountKeepsTheKeyboard(t *testing.T) {
	s := ready()
	w, _ := openWindow(t, s)
	w.visit(atConnection)
	b := findButton(w, "Disconnect Ada")
	w.win.Canvas().Focus(b)
	w.now = func() time.Time { return noon.Add(time.Hour) }
	w.render(s)
	wantKept(t, w, "an hour later", b)
	if !says(w, "Last proved good: 1 hour ago") {
		t.Error("the time stands still")
	}
	s = two()
	w.render(s)
	wantKept(t, w, "with another account", b)
	s.SignIn = &app.SignIn{}
	w.render(s)
	wantKept(t, w, "during a sign-in", b)
	s = two()
	s.Accounts[0].State = app.SignInNeeded
	w.render(s)
	wantKept(t, w, "that needs a sign-in", b)
	s = two()
	s.Accounts = s.Accounts[1:]
	w.render(s)
	if w.win.Canvas().Focused() != nil {
		t.Error("the keyboard is at what is gone")
	}
}

func TestWhatAnAccountNoLongerOffersLetsGoOfTheKeyboard(t *testing.T) {
	s := two()
	w, p := openWindow(t, s)
	w.visit(atConnection)
	for _, label := range []string{"Use first", "Try again"} {
		b := findButton(w, label)
		w.win.Canvas().Focus(b)
		b.press()
		if len(p.wishes) == 0 {
			t.Fatalf("%q does nothing", label)
		}
		s = two()
		s.Accounts[0].Default, s.Accounts[1].Default = false, true
		s.Accounts[1].Fault = nil
		w.render(s)
		if w.win.Canvas().Focused() != nil || findButton(w, "Try again") != nil {
			t.Errorf("the keyboard is at %q, which is hidden", label)
		}
		w.render(two())
	}
}

func TestTheAssistantsKeepTheKeyboard(t *testing.T) {
	s := with(func(s *app.State) {
		s.Assistants = append(s.Assistants, app.Assistant{Name: "Other", Kind: app.ProcessAssistant, Program: "/x"})
	})
	w, _ := openWindow(t, s)
	w.toSettingsPage(atAssistants)
	part := w.screen(atSettings).(*settings).assistants
	test := part.buttons.all["test Other"]
	w.win.Canvas().Focus(test)
	for _, step := range []*app.Checkup{{Of: "Other", Running: "starts"}, {Of: "Other", Running: "speaks"}, {Of: "Other"}} {
		s.Test = step
		w.render(s)
		if w.win.Canvas().Focused() != fyne.Focusable(test) || !slices.Contains(onScreen[*button](w), test) {
			t.Fatalf("%+v: the keyboard is at %v", step, w.win.Canvas().Focused())
		}
	}
	hide := findButton(w, "Hide the result")
	w.win.Canvas().Focus(hide)
	hide.press()
	if w.win.Canvas().Focused() != nil {
		t.Error("the keyboard is at a result that is gone")
	}
	prefer := part.buttons.all["prefer Other"]
	w.win.Canvas().Focus(prefer)
	s.Settings.DefaultAssistant = "Other"
	w.render(s)
	if w.win.Canvas().Focused() != nil {
		t.Error("the keyboard is at a button that is hidden")
	}
}

func TestTheLastMeetingsKeepTheKeyboard(t *testing.T) {
	s := with(func(s *app.State) { s.Recent = past(3) })
	w, _ := openWindow(t, s)
	id := s.Recent[0].MeetingID
	b := w.home().sendAgain.all[id]
	w.win.Canvas().Focus(b)
	w.now = func() time.Time { return noon.AddDate(0, 0, 3) }
	w.render(s)
	wantKept(t, w, "another day", b)
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.Minting})}
	s.Runs[0].MeetingID = id
	w.render(s)
	if w.win.Canvas().Focused() != nil {
		t.Error("the keyboard is at a meeting that is gone")
	}
}
