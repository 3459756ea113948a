package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pressable is what buttons, pickers and places of the navigation have in
// common: pressed by mouse, space or enter, and aware of pointer and keyboard.
type pressable struct {
	widget.BaseWidget
	pressed func()
	escape  func() // what the escape key does; nil: nothing

	focused, hovered, disabled bool
}

var (
	_ fyne.Focusable     = (*pressable)(nil)
	_ fyne.Tappable      = (*pressable)(nil)
	_ fyne.Disableable   = (*pressable)(nil)
	_ desktop.Hoverable  = (*pressable)(nil)
	_ desktop.Cursorable = (*pressable)(nil)
)

func (p *pressable) press() {
	if !p.disabled && p.pressed != nil {
		p.pressed()
	}
}

// Tapped presses it.
func (p *pressable) Tapped(*fyne.PointEvent) { p.press() }

// TypedKey presses it by keyboard.
func (p *pressable) TypedKey(e *fyne.KeyEvent) {
	switch {
	case e.Name == fyne.KeySpace, e.Name == fyne.KeyReturn, e.Name == fyne.KeyEnter:
		p.press()
	case e.Name == fyne.KeyEscape && p.escape != nil:
		p.escape()
	default:
		passOn(e)
	}
}

// TypedRune is of no interest: the keys say it all.
func (p *pressable) TypedRune(rune) {}

// FocusGained and FocusLost show where the keyboard is. What the mouse is about
// to press stays where it is.
func (p *pressable) FocusGained() {
	p.mark(&p.focused, true)
	if !p.hovered {
		bringIntoView()
	}
}

// FocusLost takes the ring away.
func (p *pressable) FocusLost() { p.mark(&p.focused, false) }

// MouseIn shows that it can be pressed.
func (p *pressable) MouseIn(*desktop.MouseEvent) { p.mark(&p.hovered, true) }

// MouseMoved changes nothing.
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tint away.
func (p *pressable) MouseOut() { p.mark(&p.hovered, false) }

// Enable, Disable and Disabled are fyne.Disableable: a disabled one is also
// skipped by the tab key.
func (p *pressable) Enable() { p.mark(&p.disabled, false) }

// Disable switches it off.
func (p *pressable) Disable() { p.mark(&p.disabled, true) }

// Disabled says whether it is off.
func (p *pressable) Disabled() bool { return p.disabled }

func (p *pressable) mark(what *bool, on bool) {
	if *what != on {
		*what = on
		p.Refresh()
	}
}

func (p *pressable) enable(on bool) { p.mark(&p.disabled, !on) }

// Cursor is a hand over what can be pressed.
func (p *pressable) Cursor() desktop.Cursor {
	if p.disabled {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// AccessibilityRole is button, unless the widget knows better.
func (p *pressable) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }
