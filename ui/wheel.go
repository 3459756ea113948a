package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// wheel lies over a field and turns the page with the mouse wheel. Fyne's
// fields keep the wheel for themselves, so a page of fields would stand still
// whenever the pointer is over one. Everything else goes through to the field.
type wheel struct {
	widget.BaseWidget
	w *window
}

var _ fyne.Scrollable = (*wheel)(nil)

// turning puts a wheel over a field of one line.
func turning(w *window, field fyne.CanvasObject) *fyne.Container {
	over := &wheel{w: w}
	over.ExtendBaseWidget(over)
	return container.NewStack(field, over)
}

// Scrolled turns the page that is shown.
func (o *wheel) Scrolled(e *fyne.ScrollEvent) {
	root := o.w.page().root()
	if framed, is := root.(*fyne.Container); is {
		root = framed.Objects[0]
	}
	if page, ok := root.(fyne.Scrollable); ok {
		page.Scrolled(e)
	}
}

func (o *wheel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}
