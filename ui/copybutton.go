package ui

import "behalf/ui/lang"

// newCopyButton copies words to the clipboard, never secret ones, and says so.
func newCopyButton(w *window, kind buttonKind, label string, words func() string) *button {
	b := newButton(kind, label, nil)
	b.pressed = func() {
		w.app.Clipboard().SetContent(words())
		b.set(lang.L("copy.done"), b.pressed)
	}
	return b
}
