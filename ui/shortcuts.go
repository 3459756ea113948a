package ui

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"behalf/ui/lang"
)

// shortcut is something that one key does, wherever the keyboard is.
type shortcut struct {
	key      fyne.KeyName
	command  bool   // with Ctrl, on a Mac with Cmd
	does     string // key of the words that say what it does
	act      func(*window)
	anywhere bool // also while a question or a menu is open
}

// shortcuts is the only place that says what there is: the window listens to
// this table, and the list that a person can read is made of it.
func shortcuts() []shortcut {
	to := func(p place) func(*window) { return func(w *window) { w.visit(p) } }
	return []shortcut{
		{key: fyne.KeyV, command: true, does: "shortcut.paste", act: (*window).paste},
		{key: fyne.KeyReturn, command: true, does: "shortcut.send", act: (*window).submit},
		{key: fyne.KeyL, command: true, does: "shortcut.field", act: (*window).toPaste},
		{key: fyne.Key1, command: true, does: "nav.send", act: to(atHome)},
		{key: fyne.Key2, command: true, does: "nav.history", act: to(atHistory)},
		{key: fyne.Key3, command: true, does: "nav.connection", act: to(atConnection)},
		{key: fyne.Key4, command: true, does: "nav.settings", act: to(atSettings)},
		{key: fyne.KeyComma, command: true, does: "nav.settings", act: to(atSettings)},
		{key: fyne.KeyF1, does: "shortcut.list", act: (*window).showShortcuts},
		{key: fyne.KeyW, command: true, does: "shortcut.close", act: func(w *window) { w.closing() }, anywhere: true},
		{key: fyne.KeyQ, command: true, does: "shortcut.quit", act: (*window).askQuit, anywhere: true},
	}
}

// event is what Fyne makes of the keys; nil if it makes none of a single key.
func (s shortcut) event() fyne.Shortcut {
	switch {
	case !s.command:
		return nil
	case s.key == fyne.KeyV:
		return &fyne.ShortcutPaste{}
	}
	return &desktop.CustomShortcut{KeyName: s.key, Modifier: fyne.KeyModifierShortcutDefault}
}

// keys names them as they are printed on the keyboards of this system.
func (s shortcut) keys() string { return s.keysOn(runtime.GOOS) }

func (s shortcut) keysOn(system string) string {
	name := string(s.key)
	mac := system == "darwin"
	switch {
	case s.key == fyne.KeyReturn && mac:
		name = "↩"
	case s.key == fyne.KeyReturn:
		name = lang.L("key.enter")
	}
	switch {
	case !s.command:
		return name
	case mac:
		return "⌘" + name
	}
	return strings.Join([]string{lang.L("key.ctrl"), name}, "+")
}

// listen lets the window hear its shortcuts while no field has the keyboard.
func (w *window) listen() {
	c := w.win.Canvas()
	for _, s := range shortcuts() {
		if event := s.event(); event != nil {
			c.AddShortcut(event, func(typed fyne.Shortcut) { w.shortcut(typed) })
		}
	}
	c.AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyEnter, Modifier: fyne.KeyModifierShortcutDefault},
		func(typed fyne.Shortcut) { w.shortcut(typed) })
	c.SetOnTypedKey(w.typedKey)
}

// shortcut does what a shortcut is for and says whether it is one of ours. A
// question or a menu that is open keeps all but a few from what it covers.
func (w *window) shortcut(typed fyne.Shortcut) bool {
	for _, s := range shortcuts() {
		if event := s.event(); event != nil && event.ShortcutName() == mainEnter(typed).ShortcutName() {
			w.perform(s)
			return true
		}
	}
	return false
}

// typedKey is for the shortcuts of one key, and leaves with Escape what was
// opened on a screen.
func (w *window) typedKey(e *fyne.KeyEvent) {
	if h, is := w.screens[w.at].(*history); is && e.Name == fyne.KeyEscape && w.win.Canvas().Overlays().Top() == nil {
		h.escape()
	}
	for _, s := range shortcuts() {
		if !s.command && s.key == e.Name {
			w.perform(s)
		}
	}
}

func (w *window) perform(s shortcut) {
	if s.anywhere || w.win.Canvas().Overlays().Top() == nil {
		s.act(w)
	}
}

// mainEnter takes the enter key of the number pad for the other one.
func mainEnter(typed fyne.Shortcut) fyne.Shortcut {
	if s, is := typed.(*desktop.CustomShortcut); is && s.KeyName == fyne.KeyEnter {
		return &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: s.Modifier}
	}
	return typed
}

// passOn gives a key that a widget has no use for to the one window, which by
// itself hears only what is typed while nothing has the keyboard.
func passOn(e *fyne.KeyEvent) {
	for _, win := range fyne.CurrentApp().Driver().AllWindows() {
		if typed := win.Canvas().OnTypedKey(); typed != nil {
			typed(e)
		}
	}
}
