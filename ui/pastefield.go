package ui

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pasteField takes whole invitations; Ctrl+Enter sends, Tab moves on.
type pasteField struct {
	widget.Entry
	submit func()
	digest func(string)
}

// mostShown is the longest text, in bytes, that the field shows as it is: an
// Entry takes seconds for what is much longer.
const mostShown = 8 << 10

// twoRows is about what the field shows without scrolling, in bytes.
const twoRows = 120

func newPasteField(placeholder string, changed func(string), submit func(), digest func(string)) *pasteField {
	f := &pasteField{submit: submit, digest: digest}
	f.MultiLine, f.Wrapping = true, fyne.TextWrapWord
	f.PlaceHolder, f.OnChanged = placeholder, changed
	f.ExtendBaseWidget(f)
	f.SetMinRowsVisible(2)
	return f
}

// AcceptsTab is false: the keyboard must get out again.
func (f *pasteField) AcceptsTab() bool { return false }

// TypedShortcut knows one more than an Entry, which would swallow it.
func (f *pasteField) TypedShortcut(s fyne.Shortcut) {
	if s.ShortcutName() == sendShortcut().ShortcutName() {
		f.submit()
		return
	}
	if paste, ok := s.(*fyne.ShortcutPaste); ok && len(paste.Clipboard.Content()) > mostShown {
		f.digest(paste.Clipboard.Content())
		return
	}
	empty := f.Text == ""
	f.Entry.TypedShortcut(s)
	if _, pasted := s.(*fyne.ShortcutPaste); pasted && empty && (strings.Contains(f.Text, "\n") || len(f.Text) > twoRows) {
		f.showTop()
	}
}

// showTop scrolls to the first line, by which people know an invitation.
func (f *pasteField) showTop() {
	f.CursorRow, f.CursorColumn = 0, 0
	f.Refresh()
}

// sendShortcut is Ctrl+Enter, on a Mac Cmd+Enter.
func sendShortcut() *desktop.CustomShortcut {
	modifier := fyne.KeyModifierControl
	if runtime.GOOS == "darwin" {
		modifier = fyne.KeyModifierSuper
	}
	return &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: modifier}
}
