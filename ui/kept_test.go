package ui

import (
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
