package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/ui/lang"
)

// pasteField takes whole invitations; Tab moves on. The button in it pastes
// while it is empty and clears it after that.
type pasteField struct {
	entry
	action *button
	digest func(string) // takes what is too long to be shown
}

// mostShown is the longest text, in bytes, that the field shows as it is: an
// Entry takes seconds for what is much longer.
const mostShown = 8 << 10

// twoRows is about what the field shows without scrolling, in bytes.
const twoRows = 100

func newPasteField(w *window, changed func(string), digest func(string)) *pasteField {
	f := &pasteField{entry: entry{w: w, name: lang.L("home.meeting")}, digest: digest}
	f.MultiLine, f.Wrapping = true, fyne.TextWrapWord
	f.PlaceHolder = lang.L("home.paste")
	f.action = newButton(link, lang.L("home.paste.button"), w.paste)
	f.ActionItem = inset(0, space3, container.NewCenter(f.action))
	f.ExtendBaseWidget(f)
	f.SetMinRowsVisible(2)
	f.OnChanged = func(text string) {
		f.offer()
		changed(text)
	}
	return f
}

// offer names the button for what it does now.
func (f *pasteField) offer() {
	label, do := lang.L("home.paste.button"), f.w.paste
	if f.Text != "" {
		label, do = lang.L("home.clear"), f.clear
	}
	if f.action.label != label {
		f.action.set(label, do)
		f.Refresh() // the words have another width
	}
}

func (f *pasteField) clear() {
	f.SetText("")
	f.w.win.Canvas().Focus(f)
}

// AcceptsTab is false: the keyboard must get out again.
func (f *pasteField) AcceptsTab() bool { return false }

// TypedShortcut keeps a long paste short, and shows one from its beginning.
func (f *pasteField) TypedShortcut(s fyne.Shortcut) {
	paste, pasted := s.(*fyne.ShortcutPaste)
	if pasted {
		if content := paste.Clipboard.Content(); len(f.Text)+len(content) > mostShown {
			f.digest(content)
			return
		}
	}
	empty := f.Text == ""
	f.entry.TypedShortcut(s)
	if pasted && empty && (strings.Contains(f.Text, "\n") || len(f.Text) > twoRows) {
		f.showTop()
	}
}

// showTop scrolls to the first line, by which people know an invitation.
func (f *pasteField) showTop() {
	f.CursorRow, f.CursorColumn = 0, 0
	f.Refresh()
}
