package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// bringIntoView scrolls the page so far that what has the keyboard can be seen:
// Fyne moves the keyboard on, but not the page.
func bringIntoView() {
	for _, win := range fyne.CurrentApp().Driver().AllWindows() {
		o, focused := win.Canvas().Focused().(fyne.CanvasObject)
		page := pageOf(win.Content())
		if !focused || page == nil || !liesOn(page, o) {
			continue
		}
		place := fyne.CurrentApp().Driver().AbsolutePositionForObject
		top := place(o).Y - place(page).Y
		bottom := top + o.Size().Height
		switch room := page.Size().Height; {
		case top < focusMargin:
			page.ScrollToOffset(page.Offset.AddXY(0, top-focusMargin))
		case bottom > room-focusMargin:
			page.ScrollToOffset(page.Offset.AddXY(0, bottom-room+focusMargin))
		}
	}
}

// leaveFields takes the keyboard away from the screen that is left, where it
// would go on typing unseen. The navigation keeps it.
func (w *window) leaveFields() {
	c := w.win.Canvas()
	if _, stays := c.Focused().(*navItem); !stays && c.Overlays().Top() == nil {
		c.Unfocus()
	}
}

// letGo takes the keyboard off buttons that are not there any more: it would
// press them unseen.
func (w *window) letGo(buttons ...*button) {
	c := w.win.Canvas()
	for _, b := range buttons {
		if c.Focused() == fyne.Focusable(b) {
			c.Unfocus()
		}
	}
}

// focusMargin is what stays visible around what has the keyboard: its ring.
const focusMargin = space2

// pageOf finds the page that is shown.
func pageOf(o fyne.CanvasObject) *container.Scroll {
	if o == nil || !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *container.Scroll:
		return o
	case *fyne.Container:
		for _, child := range o.Objects {
			if page := pageOf(child); page != nil {
				return page
			}
		}
	}
	return nil
}

// liesOn says whether something moves along when a page is scrolled.
func liesOn(page *container.Scroll, o fyne.CanvasObject) bool {
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject
	before, offset := place(o).Y, page.Offset
	step := float32(1)
	if offset.Y >= 1 {
		step = -1
	}
	page.ScrollToOffset(offset.AddXY(0, step))
	moved := place(o).Y != before
	page.ScrollToOffset(offset)
	return moved
}
