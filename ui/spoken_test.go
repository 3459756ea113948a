package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// children are what an object is made of.
func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	case *fyne.Container:
		return o.Objects
	}
	return nil
}

// mute lists what is shown without a spoken name.
func mute(o fyne.CanvasObject, report func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	if a, is := o.(fyne.Accessible); is && a.AccessibilityRole() != fyne.AccessibleRoleContainer {
		if a.AccessibilityLabel() == "" || a.AccessibilityRole() == "" {
			report(o)
		}
		if field, is := o.(*pasteField); is {
			mute(field.ActionItem, report)
		}
		return // it speaks for all that it is made of
	}
	switch is := o.(type) {
	case *widget.PopUpMenu:
		return // Fyne's menus say nothing of themselves
	case *canvas.Text:
		if is.Text != "" {
			report(o)
		}
	case *canvas.Image, *widget.Icon:
		report(o)
	case fyne.Focusable:
		report(o)
	}
	for _, child := range children(o) {
		mute(child, report)
	}
}

func TestEverythingHasASpokenName(t *testing.T) {
	w, p := openWindow(t, ready())
	for _, s := range scenes() {
		stage(w, p, s)
		roots := append([]fyne.CanvasObject{w.win.Content()}, w.win.Canvas().Overlays().List()...)
		for _, root := range roots {
			mute(root, func(o fyne.CanvasObject) { t.Errorf("%s: %T %v is not spoken", s.name, o, o.Position()) })
		}
	}
}

func TestSpokenNamesSayWhatIsThere(t *testing.T) {
	w, _ := openWindow(t, ready())
	c := w.home().composer
	for _, want := range []struct {
		of    fyne.Accessible
		words string
	}{
		{c.field, "Meeting"},
		{c.name, "Name in the meeting: Notes for Ada"},
		{c.assistant, "Assistant: Notes"},
		{c.more, "More ways to send"},
		{newDot(done), "Done"},
		{newDot(toCome), "Still to come"},
		{w.header.state, "Connected to Zoom"},
		{w.nav[atHistory], "History"},
	} {
		if got := want.of.AccessibilityLabel(); got != want.words {
			t.Errorf("%T says %q, not %q", want.of, got, want.words)
		}
	}
	c.name.SetText("Scribe")
	if got := c.name.AccessibilityLabel(); got != "Name in the meeting: Scribe" {
		t.Errorf("the name says %q", got)
	}
	w.visit(atSettings)
	secret := newSecretEntry(w, "Client secret")
	secret.SetText("ZZTESTSECRET")
	if got := secret.AccessibilityLabel(); got != "Client secret" {
		t.Errorf("a secret says %q", got)
	}
}
