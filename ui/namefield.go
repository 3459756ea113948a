package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// nameField is for a name; while it is empty, it shows the usual one, cut to
// its width: a placeholder that is too long would make the field scroll.
type nameField struct {
	widget.Entry
	usual string
}

func newNameField() *nameField {
	f := &nameField{}
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
	f.Entry.Resize(size)
	f.show(f.usual)
}
