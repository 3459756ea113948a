package ui

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"behalf/app/fault"
	"behalf/ui/lang"
)

// The widest that words may be: a button that stands beside others, one that has
// a row, and a place of the navigation in a window of 320,
// and a menu beside the main button in a window of 360.
const (
	besideOthers float32 = 200
	wholeRow     float32 = 296
	navPlace     float32 = 320.0 / 4
	wholeMenu    float32 = 328
)

// TestWordsFitTheirButtons builds every screen in every language, in the fonts
// and sizes that are drawn.
func TestWordsFitTheirButtons(t *testing.T) {
	for _, language := range lang.Languages() {
		t.Run(language, func(t *testing.T) {
			t.Cleanup(func() { _ = lang.Use("en") })
			if err := lang.Use(language); err != nil {
				t.Fatal(err)
			}
			told := map[string]bool{}
			complain := func(where, what string, width, limit float32) {
				if width > limit && !told[what] {
					told[what] = true
					t.Errorf("%s: %q takes %.0f of %.0f", where, what, width, limit)
				}
			}
			everywhere(t, oneOfEachAction(), func(w *window, where string) {
				for _, b := range onScreen[*button](w) {
					if b.icon == "" && !b.gives {
						complain(where, b.label, b.MinSize().Width, room(w, b))
					}
				}
				for _, menu := range onScreen[*widget.PopUpMenu](w) {
					complain(where, "menu", menu.MinSize().Width, wholeMenu)
				}
				for _, n := range w.nav {
					complain(where, n.label, textWidth(n.label, theme.Size(sizeQuiet), fyne.TextStyle{Bold: true}), navPlace-space2)
				}
				complain(where, fmt.Sprint("place ", w.at), w.win.Content().MinSize().Width, windowWidth)
			})
		})
	}
}

// oneOfEachAction are faults that have all the buttons which faults can have.
func oneOfEachAction() (kinds []fault.Kind) {
	seen := map[fault.Action]bool{}
	for _, kind := range fault.Kinds() {
		if action := fault.New(kind).Action; !seen[action] {
			seen[action] = true
			kinds = append(kinds, kind)
		}
	}
	return append(kinds, fault.AlreadyOnTheWay) // has a second one
}

// room is what a button may take: the answers to a question stand below each
// other, and the main button of a screen has its row to itself.
func room(w *window, b *button) float32 {
	if b.kind == primary {
		return wholeRow
	}
	if top := w.win.Canvas().Overlays().Top(); top != nil {
		inside := false
		walk(top, func(o fyne.CanvasObject) { inside = inside || o == fyne.CanvasObject(b) })
		if inside {
			return modalWidth
		}
	}
	return besideOthers
}
