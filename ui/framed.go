package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// framed draws ground and edge of a field as those of everything else that can
// be worked. Fyne's own, the first two of a field's objects, lie a little inside
// of it and show two lines; the theme takes the room for them away.
type framed struct {
	fyne.WidgetRenderer
	back    *canvas.Rectangle
	focused func() bool
}

func newFramed(inner fyne.WidgetRenderer, focused func() bool) *framed {
	r := &framed{WidgetRenderer: inner, back: canvas.NewRectangle(nil), focused: focused}
	r.paint()
	return r
}

func (r *framed) paint() {
	r.back.FillColor, r.back.CornerRadius = theme.Color(colorCard), radiusControl
	r.back.StrokeColor, r.back.StrokeWidth = theme.Color(colorEdge), hairline
	if r.focused() {
		r.back.StrokeColor, r.back.StrokeWidth = theme.Color(colorAccent), focusRing
	}
}

// Layout covers the whole field.
func (r *framed) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	r.back.Resize(size)
}

// Refresh paints it as the keyboard has it.
func (r *framed) Refresh() {
	r.paint()
	r.back.Refresh()
	r.WidgetRenderer.Refresh()
}

// Objects has ours in the place of Fyne's.
func (r *framed) Objects() []fyne.CanvasObject {
	return slices.Replace(slices.Clone(r.WidgetRenderer.Objects()), 0, 2, fyne.CanvasObject(r.back))
}
