package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// entry is a field to type into. It has a name for a screen reader, lets the
// window's shortcuts through, which Fyne's fields swallow, and can be left with
// the escape key where there is something to leave.
type entry struct {
	widget.Entry
	w      *window
	name   string
	escape func() // nil: nothing to leave

	focused bool
}

func newEntry(w *window, name string) *entry {
	e := &entry{w: w, name: name}
	e.ExtendBaseWidget(e)
	return e
}

// newSecretEntry shows dots for what is typed.
func newSecretEntry(w *window, name string) *entry {
	e := &entry{w: w, name: name}
	e.Password = true
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer gives it our edge.
func (e *entry) CreateRenderer() fyne.WidgetRenderer {
	return newFramed(e.Entry.CreateRenderer(), func() bool { return e.focused })
}

// FocusGained shows the field, also if it is further down.
func (e *entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
	bringIntoView()
}

// FocusLost paints the edge as it was.
func (e *entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
}

// TypedShortcut asks the window first, but for those of editing.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	if _, custom := s.(*desktop.CustomShortcut); custom && e.w.shortcut(s) {
		return
	}
	e.Entry.TypedShortcut(s)
}

// TypedKey knows escape, and the keys that the window knows.
func (e *entry) TypedKey(key *fyne.KeyEvent) {
	switch {
	case key.Name == fyne.KeyEscape && e.escape != nil:
		e.escape()
	case key.Name == fyne.KeyF1:
		passOn(key)
	default:
		e.Entry.TypedKey(key)
	}
}

func (e *entry) text() string { return e.Text }

// AccessibilityLabel is the name and, unless it is secret, what was typed.
func (e *entry) AccessibilityLabel() string {
	if e.Text == "" || e.Password {
		return e.name
	}
	return e.name + ": " + e.Text
}

// AccessibilityRole is text: Fyne knows none for fields.
func (e *entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }
