package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// modal is a question over the window.
type modal struct {
	*widget.PopUp
	rows *fyne.Container
}

const modalWidth float32 = 296

func newModal(c fyne.Canvas, question, explanation string) *modal {
	rows := column(space3, lead(question), body(explanation).in(colorSecondary))
	width := canvas.NewRectangle(color.Transparent)
	width.SetMinSize(fyne.NewSize(modalWidth, 0))
	m := &modal{rows: rows}
	m.PopUp = widget.NewModalPopUp(inset4(space3, container.NewStack(width, rows)), c)
	return m
}

func (m *modal) add(o fyne.CanvasObject) { m.rows.Add(o) }
