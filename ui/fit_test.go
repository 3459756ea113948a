package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
)

// foreign words may be as long as they like, and stand in full elsewhere: names
// and paths of a person's own.
func foreign(words string, s scene) bool {
	for _, a := range s.state.Assistants {
		if words == a.Name || len(a.Program) > 0 && len(words) >= len(a.Program) && words[:len(a.Program)] == a.Program {
			return true
		}
	}
	return slices.ContainsFunc(s.state.Accounts, func(a app.Account) bool {
		return words == a.Name || a.Email != "" && len(words) >= len(a.Email) && words[:len(a.Email)] == a.Email
	})
}

// cutOff lists what does not fit where it is, by the words that suffer.
func cutOff(w *window, s scene, report func(what string)) {
	width := w.win.Canvas().Size().Width
	shown := func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *text:
			if o.fit == ellipsis && len(o.lines) > 0 && o.lines[0] != o.words && !foreign(o.words, s) {
				report("shortened: " + o.words)
			}
		case *button:
			if drawn := test.WidgetRenderer(o).(*buttonRenderer).words; o.icon == "" && drawn.Text != o.label {
				report("shortened: " + o.label)
			}
		case *navItem:
			if drawn := test.WidgetRenderer(o).(*navRenderer).words; drawn.Text != o.label {
				report("shortened: " + o.label)
			}
		}
		if a, is := o.(fyne.Accessible); !is || a.AccessibilityRole() == fyne.AccessibleRoleContainer {
			return
		}
		if b := boxOf(o); b.left < -0.5 || b.right > width+0.5 {
			report("beyond the edge: " + spokenBy(o))
		}
		if least := o.MinSize(); o.Size().Height < least.Height-0.5 || o.Size().Width < least.Width-0.5 {
			report("too little room: " + spokenBy(o))
		}
	}
	for _, root := range append([]fyne.CanvasObject{w.win.Content()}, w.win.Canvas().Overlays().List()...) {
		walk(root, shown)
	}
}

// At twice the size, the smallest window shows what it shows at the usual one:
// nothing is shortened, squeezed or beyond the edge.
func TestNothingIsCutOffInASmallWindowAtTwiceTheSize(t *testing.T) {
	w, p := openWindow(t, ready())
	w.win.Canvas().(interface{ SetScale(float32) }).SetScale(2)
	for _, s := range scenes() {
		stage(w, p, s)
		w.win.Resize(fyne.NewSize(360, 560))
		settle(w)
		if least := w.win.Content().MinSize(); least.Width > 360 || least.Height > 560 {
			t.Errorf("%s: the window can't be smaller than %v", s.name, least)
		}
		cutOff(w, s, func(what string) { t.Errorf("%s: %s", s.name, what) })
	}
}
