package ui

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// outside is what the window has asked of the system.
type outside struct{ opened []string }

// onStage is a window for many scenes, with a browser that only remembers.
func onStage(t *testing.T) (*window, *program, *outside) {
	t.Helper()
	w, p := openWindow(t, ready())
	o := &outside{}
	w.o.OpenURL = func(u string) error { o.opened = append(o.opened, u); return nil }
	w.quit = func() { p.wishes = append(p.wishes, nil) }
	w.about.Website = "https://example.com"
	return w, p, o
}

// print is everything that a press can change: wishes, screens, questions, the
// clipboard, the browser, what is written on the screen and where the keyboard is.
func print(w *window, p *program, o *outside) string {
	var words strings.Builder
	fmt.Fprintln(&words, len(p.wishes), w.at, len(w.win.Canvas().Overlays().List()), w.app.Clipboard().Content(), o.opened)
	for _, t := range onScreen[*text](w) {
		words.WriteString(t.words + "\n")
	}
	for _, b := range onScreen[*button](w) {
		words.WriteString(b.label + "\n")
	}
	for _, s := range onScreen[*toggle](w) {
		words.WriteString(s.AccessibilityLabel() + "\n")
	}
	if w.played.on() {
		fmt.Fprintf(&words, "%p %d", w.played, len(w.played.program.(*program).wishes))
	}
	if page := pageOf(w.win.Content()); page != nil {
		fmt.Fprintln(&words, page.Offset)
	}
	for _, f := range onScreen[*pasteField](w) {
		words.WriteString(f.Text)
	}
	fmt.Fprintf(&words, "%p", w.win.Canvas().Focused())
	return words.String()
}

// pressables lists what can be pressed, with what is spoken of it.
func pressables(w *window) []presser {
	var all []presser
	for _, o := range focusables(w) {
		if p, is := o.(presser); is {
			all = append(all, p)
		}
	}
	return all
}

// presser is what is made of a pressable.
type presser interface {
	fyne.Accessible
	press()
}

func TestEveryButtonDoesSomething(t *testing.T) {
	w, p, o := onStage(t)
	pressed := map[string]bool{}
	for _, s := range scenes() {
		stage(w, p, s)
		for i, b := range pressables(w) {
			if _, nav := b.(*navItem); nav {
				continue // TestNavigationBuildsScreensWhenWanted presses those
			}
			if b, is := b.(*button); is && b.chosen {
				continue // it has been pressed
			}
			which := fmt.Sprint(s.at, b.AccessibilityLabel())
			if pressed[which] && s.at != atHome {
				continue // there the same words always do the same
			}
			pressed[which] = true
			stage(w, p, s)
			w.win.Canvas().Unfocus()
			before := print(w, p, o)
			pressables(w)[i].press()
			if print(w, p, o) == before {
				t.Errorf("%s: nothing follows a press of %q", s.name, b.AccessibilityLabel())
			}
		}
	}
}

// Wherever a fault shows, its words do, and the button of its action.
func TestEveryFaultShowsItsWordsAndItsActionDoesSomething(t *testing.T) {
	w, p, o := onStage(t)
	for i, kind := range fault.Kinds() {
		f := fault.New(kind)
		failed := running(run("r1", app.Event{Phase: app.Failed, Reason: app.ReasonRefused, Fault: f, Note: "a line"}))
		failed.Recent = failed.Runs
		for name, s := range map[string]app.State{
			"of a run":      failed,
			"as a notice":   with(func(s *app.State) { s.Notice = &app.Notice{Seq: i + 1, Fault: f} }),
			"of an account": with(func(s *app.State) { s.Accounts[0].State, s.Accounts[0].Fault = app.SignInNeeded, f }),
		} {
			clearStage(w)
			w.visit(atHome)
			w.render(s)
			if !says(w, f.Title) || !says(w, f.Code) || f.Advice != "" && !says(w, f.Advice) {
				t.Errorf("%s %s: its words are not shown", kind, name)
			}
			if f.Action == fault.ActNone {
				continue
			}
			b := remedyButton(w)
			if b == nil {
				t.Errorf("%s %s: there is no button for %q", kind, name, f.Action)
				continue
			}
			w.win.Canvas().Unfocus()
			before := print(w, p, o)
			if b.press(); print(w, p, o) == before {
				t.Errorf("%s %s: nothing follows %q", kind, name, b.label)
			}
		}
	}
}

// remedyButton is the button of the fault that is shown.
func remedyButton(w *window) *button {
	for _, box := range onScreen[*faultBox](w) {
		if box.remedy.Visible() && !box.remedy.Disabled() {
			return box.remedy
		}
	}
	return nil
}

// Every action of the catalogue has its words.
func TestEveryActionHasWords(t *testing.T) {
	openWindow(t, ready())
	for _, kind := range fault.Kinds() {
		action := fault.New(kind).Action
		if action == fault.ActNone || action == fault.ActKeep {
			continue // that one is called keep_in_memory
		}
		if _, found := lang.Find("action." + string(action)); !found {
			t.Errorf("%s: %q has no words", kind, action)
		}
	}
}
