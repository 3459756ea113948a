package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
)

// settle lets words find their lines, and what holds them its height, as the
// real driver does with each frame.
func settle(w *window) {
	roots := append([]fyne.CanvasObject{w.win.Content()}, w.win.Canvas().Overlays().List()...)
	for range 4 {
		for _, root := range roots {
			walk(root, func(o fyne.CanvasObject) {
				switch o := o.(type) {
				case *fyne.Container:
					if o.Layout != nil {
						o.Layout.Layout(o.Objects, o.Size())
					}
				case fyne.Widget:
					test.WidgetRenderer(o).Layout(o.Size())
				}
			})
		}
	}
}

// box is where something is on the screen.
type box struct{ left, top, right, bottom float32 }

func boxOf(o fyne.CanvasObject) box {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return box{at.X, at.Y, at.X + o.Size().Width, at.Y + o.Size().Height}
}

// comes says whether a person would look at b after a: further right in the
// same row, or in a row below.
func (b box) comes(after box) bool {
	if b.top < after.bottom-1 && after.top < b.bottom-1 { // they share a row
		return b.left >= after.left
	}
	return b.top >= after.bottom-1
}

// focusables lists what the keyboard should reach.
func focusables(w *window) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	root := w.win.Content()
	if top := w.win.Canvas().Overlays().Top(); top != nil {
		root = top
	}
	walk(root, func(o fyne.CanvasObject) {
		_, focusable := o.(fyne.Focusable)
		if off, is := o.(fyne.Disableable); focusable && (!is || !off.Disabled()) {
			all = append(all, o)
		}
	})
	return all
}

func TestTheKeyboardReachesEverythingInTheOrderOfTheEye(t *testing.T) {
	w, p := openWindow(t, ready())
	c := w.win.Canvas()
	for _, s := range scenes() {
		stage(w, p, s)
		settle(w)
		want := focusables(w)
		c.Unfocus()
		var reached []fyne.CanvasObject
		for range want {
			c.FocusNext()
			o, is := c.Focused().(fyne.CanvasObject)
			if !is || slices.Contains(reached, o) {
				break
			}
			reached = append(reached, o)
		}
		for _, o := range want {
			if !slices.Contains(reached, o) {
				t.Errorf("%s: the keyboard does not reach %s", s.name, spokenBy(o))
			}
		}
		page := pageOf(w.win.Content())
		if page != nil {
			page.ScrollToTop()
		}
		for i := 1; i < len(reached); i++ {
			a, b := reached[i-1], reached[i]
			if page != nil && liesOn(page, a) && !liesOn(page, b) {
				continue // from the page to what stays below it
			}
			if !boxOf(b).comes(boxOf(a)) {
				t.Errorf("%s: after %s %v comes %s %v", s.name, spokenBy(a), boxOf(a), spokenBy(b), boxOf(b))
			}
		}
	}
}

func spokenBy(o fyne.CanvasObject) string {
	if a, is := o.(fyne.Accessible); is {
		return a.AccessibilityLabel()
	}
	return "something without a name"
}

func TestWhatHasTheKeyboardIsInView(t *testing.T) {
	w, p := openWindow(t, ready())
	c := w.win.Canvas()
	for _, s := range scenes() {
		stage(w, p, s)
		if w.win.Canvas().Overlays().Top() != nil {
			continue // a question is in view
		}
		w.win.Resize(fyne.NewSize(360, 560))
		settle(w)
		c.Unfocus()
		for range focusables(w) {
			c.FocusNext()
			o, is := c.Focused().(fyne.CanvasObject)
			if !is {
				continue
			}
			room := box{bottom: c.Size().Height}
			if page := pageOf(w.win.Content()); page != nil && liesOn(page, o) {
				room = boxOf(page)
			}
			if b := boxOf(o); b.top < room.top || b.bottom > room.bottom {
				t.Errorf("%s: %s has the keyboard out of sight, at %v", s.name, spokenBy(o), b)
			}
		}
	}
}

// The mouse gives the keyboard to what it presses, too: that must not slip away
// from under it.
func TestThePageStandsStillUnderTheMouse(t *testing.T) {
	w, _ := openWindow(t, with(func(s *app.State) { s.Recent = past(6) }))
	w.win.Resize(fyne.NewSize(360, 400))
	settle(w)
	page := pageOf(w.win.Content())
	low := onScreen[*button](w)
	b := low[len(low)-1]
	b.MouseIn(nil)
	w.win.Canvas().Focus(b)
	if page.Offset.Y != 0 {
		t.Error("the page moves under the mouse")
	}
	w.win.Canvas().Unfocus()
	b.MouseOut()
	w.win.Canvas().Focus(b)
	if page.Offset.Y == 0 {
		t.Error("what has the keyboard stays out of sight")
	}
}

func TestARunThatEndsLetsGoOfTheKeyboard(t *testing.T) {
	w, p := openWindow(t, running(run("r1", app.Event{Phase: app.InMeeting})))
	w.win.Canvas().Focus(w.home().cards["r1"].stop)
	w.render(running(run("r1", app.Event{Phase: app.InMeeting}, app.Event{Phase: app.Ended, Reason: app.ReasonHostEnded})))
	if f := w.win.Canvas().Focused(); f != nil || len(p.wishes) != 0 {
		t.Errorf("the keyboard is at %v", f)
	}
}

func TestFocusComesBackAfterAQuestion(t *testing.T) {
	w, _ := openWindow(t, ready())
	w.visit(atConnection)
	asks := findButton(w, "Disconnect Ada")
	w.win.Canvas().Focus(asks)
	asks.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if w.win.Canvas().Focused() == fyne.Focusable(asks) {
		t.Fatal("the keyboard is not in the question")
	}
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.win.Canvas().Focused() != fyne.Focusable(asks) {
		t.Errorf("the keyboard is at %v", w.win.Canvas().Focused())
	}
}

func TestEscapeLeavesEveryQuestionAndMenu(t *testing.T) {
	w, p := openWindow(t, ready())
	c := w.win.Canvas()
	for _, s := range scenes() {
		stage(w, p, s)
		if c.Overlays().Top() == nil {
			continue
		}
		for i := range focusables(w) {
			stage(w, p, s)
			o := focusables(w)[i]
			c.Focus(o.(fyne.Focusable))
			c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			if c.Overlays().Top() != nil {
				t.Errorf("%s: escape does not leave it from %s", s.name, spokenBy(o))
			}
		}
	}
}
