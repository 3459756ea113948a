package ui

import (
	"reflect"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"behalf/app"
	"behalf/ui/lang"
)

// ctrl is a key with Ctrl, on a Mac with Cmd.
func ctrl(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

// strike brings the keys of a shortcut to where the driver would: to what has
// the keyboard if that knows shortcuts, else to the window.
func strike(w *window, s shortcut) {
	c := w.win.Canvas()
	event := s.event()
	if _, pastes := event.(*fyne.ShortcutPaste); pastes {
		event = &fyne.ShortcutPaste{Clipboard: w.app.Clipboard()}
	}
	switch focused, knows := c.Focused().(fyne.Shortcutable); {
	case event == nil && c.Focused() != nil:
		c.Focused().TypedKey(&fyne.KeyEvent{Name: s.key})
	case event == nil:
		c.OnTypedKey()(&fyne.KeyEvent{Name: s.key})
	case knows:
		focused.TypedShortcut(event)
	default:
		inner := reflect.ValueOf(c).Elem().FieldByName("WindowlessCanvas") // which hides that it knows shortcuts
		inner.Interface().(fyne.Shortcutable).TypedShortcut(event)
	}
}

// shortcutOf finds one of the table by its key.
func shortcutOf(t *testing.T, key fyne.KeyName) shortcut {
	t.Helper()
	for _, s := range shortcuts() {
		if s.key == key {
			return s
		}
	}
	t.Fatalf("there is no shortcut with %s", key)
	return shortcut{}
}

// effects are what each shortcut has to bring about, by its key.
func effects() map[fyne.KeyName]func(*window, *program, *int) bool {
	at := func(p place) func(*window, *program, *int) bool {
		return func(w *window, _ *program, _ *int) bool { return w.at == p }
	}
	ended := func(_ *window, _ *program, quits *int) bool { return *quits == 1 }
	return map[fyne.KeyName]func(*window, *program, *int) bool{
		fyne.KeyV:      func(w *window, _ *program, _ *int) bool { return w.home().composer.meeting.ID == "98765432101" },
		fyne.KeyReturn: func(_ *window, p *program, _ *int) bool { return len(p.wishes) == 1 },
		fyne.KeyL: func(w *window, _ *program, _ *int) bool {
			return w.win.Canvas().Focused() == fyne.Focusable(w.home().composer.field)
		},
		fyne.Key1: at(atHome), fyne.Key2: at(atHistory), fyne.Key3: at(atConnection), fyne.Key4: at(atSettings), fyne.KeyComma: at(atSettings),
		fyne.KeyF1: func(w *window, _ *program, _ *int) bool { return says(w, lang.L("settings.keyboard")) },
		fyne.KeyW:  ended, fyne.KeyQ: ended,
	}
}

func TestEveryShortcutWorksWhereverTheKeyboardIs(t *testing.T) {
	focuses := map[string]func(*window) fyne.Focusable{
		"nowhere":      func(*window) fyne.Focusable { return nil },
		"a button":     func(w *window) fyne.Focusable { return w.home().composer.send },
		"the field":    func(w *window) fyne.Focusable { return w.home().composer.field },
		"the name":     func(w *window) fyne.Focusable { return w.home().composer.name },
		"a navigation": func(w *window) fyne.Focusable { return w.nav[atHistory] },
	}
	w, p := openWindow(t, ready())
	for _, s := range shortcuts() {
		effect := effects()[s.key]
		if effect == nil {
			t.Fatalf("%s: no test says what it does", s.keys())
		}
		for name, focus := range focuses {
			if s.key == fyne.KeyV && name == "the name" {
				continue // it pastes a name there
			}
			stage(w, p, scene{state: ready()})
			quits := 0
			w.quit = func() { quits++ }
			w.home().composer.fill(pasted)
			if s.key == fyne.KeyV {
				w.home().composer.field.SetText("")
			}
			w.app.Clipboard().SetContent("https://zoom.us/j/98765432101")
			w.win.Canvas().Unfocus()
			if f := focus(w); f != nil {
				w.win.Canvas().Focus(f)
			}
			strike(w, s)
			if !effect(w, p, &quits) {
				t.Errorf("%s with the keyboard at %s does not do what it is for", s.keys(), name)
			}
		}
	}
}

func TestPasteFromAnotherScreenGoesHome(t *testing.T) {
	w, p := openWindow(t, ready())
	strike(w, shortcutOf(t, fyne.Key3)) // the keyboard was in the field
	w.app.Clipboard().SetContent(pasted)
	strike(w, shortcutOf(t, fyne.KeyV))
	if w.at != atHome || w.home().composer.field.Text != pasted || len(p.wishes) != 0 {
		t.Errorf("at %d, %q, %d wishes", w.at, w.home().composer.field.Text, len(p.wishes))
	}
}

func TestPasteIntoAnotherFieldStaysThere(t *testing.T) {
	w, _ := openWindow(t, ready())
	field := settingsOf(w, atZoomApp).zoomApp.clientID
	field.SetText("")
	w.win.Canvas().Focus(field)
	w.app.Clipboard().SetContent("another")
	field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: w.app.Clipboard()})
	if w.at != atSettings || field.Text != "another" {
		t.Errorf("at %d the field has %q", w.at, field.Text)
	}
}

func TestAQuestionKeepsShortcutsFromWhatItCovers(t *testing.T) {
	s := ready()
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.InMeeting})}
	w, _ := openWindow(t, s)
	w.askQuit()
	for _, s := range shortcuts() {
		if !s.anywhere {
			strike(w, s)
		}
	}
	if w.at != atHome || len(w.win.Canvas().Overlays().List()) != 1 {
		t.Errorf("at %d, %d questions", w.at, len(w.win.Canvas().Overlays().List()))
	}
}

func TestSendKnowsTheNumberPad(t *testing.T) {
	w, p := openWindow(t, ready())
	w.home().composer.fill(pasted)
	w.home().composer.field.TypedShortcut(ctrl(fyne.KeyEnter))
	last[app.Send](t, p)
}

func TestShortcutsAreNamedAsOnTheKeyboard(t *testing.T) {
	openWindow(t, ready()) // for the words
	for _, c := range []struct {
		key         fyne.KeyName
		system, are string
	}{
		{fyne.KeyReturn, "linux", "Ctrl+Enter"},
		{fyne.KeyReturn, "darwin", "⌘↩"},
		{fyne.KeyV, "windows", "Ctrl+V"},
		{fyne.KeyComma, "darwin", "⌘,"},
		{fyne.KeyF1, "darwin", "F1"},
	} {
		if got := shortcutOf(t, c.key).keysOn(c.system); got != c.are {
			t.Errorf("on %s: %q, not %q", c.system, got, c.are)
		}
	}
}
