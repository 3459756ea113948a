package ui

import (
	"fyne.io/fyne/v2"

	"behalf/ui/lang"
)

// showShortcuts lists what the keyboard can do.
func (w *window) showShortcuts() {
	c := w.win.Canvas()
	if c.Overlays().Top() != nil {
		return // one question at a time
	}
	pop := newModal(c, lang.L("shortcut.title"), "")
	rows := column(space2)
	for _, s := range shortcuts() {
		rows.Add(spread(body(lang.L(s.does)), quiet(s.keys()).in(colorText).fixed()))
	}
	end := newButton(plain, lang.L("fault.close"), pop.Hide)
	end.escape = pop.Hide
	pop.add(rows)
	pop.add(end)
	pop.Show()
	c.Focus(fyne.Focusable(end))
}
