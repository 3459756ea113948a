package ui

import (
	"fyne.io/fyne/v2"

	"behalf/ui/lang"
)

// nameField is for a name; while it is empty, it shows the usual one, cut to
// its width: a placeholder that is too long would make the field scroll.
type nameField struct {
	entry
	usual string
}

func newNameField(w *window) *nameField {
	f := &nameField{entry: entry{w: w, name: lang.L("home.name")}}
	f.ExtendBaseWidget(f)
	return f
}

// show sets the usual name.
func (f *nameField) show(usual string) {
	f.usual = usual
	room := f.Size().Width - 3*space2
	if placeholder := ellipsized(usual, textBody, fyne.TextStyle{}, room); placeholder != f.PlaceHolder {
		f.SetPlaceHolder(placeholder)
	}
}

// Resize fits the name in again.
func (f *nameField) Resize(size fyne.Size) {
	f.entry.Resize(size)
	f.show(f.usual)
}

// AccessibilityLabel says the usual name while there is no other.
func (f *nameField) AccessibilityLabel() string {
	if f.Text == "" && f.usual != "" {
		return f.name + ": " + f.usual
	}
	return f.entry.AccessibilityLabel()
}
