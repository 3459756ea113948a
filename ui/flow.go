package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// flow puts things beside each other, and those that don't fit below: buttons
// whose words are long, in a window that is narrow.
type flow struct {
	apart bool    // the last one stands at the far edge
	width float32 // that rows were made for
	rows  int
}

const flowGap = space2

// flowing lays things out in a flow.
func flowing(cells ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flow{}, Objects: cells}
}

// flowingApart does so with the last one at the far edge.
func flowingApart(cells ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: &flow{apart: true}, Objects: cells}
}

// place finds the position of each visible thing, and how many rows there are.
func (f *flow) place(o []fyne.CanvasObject, width float32, at func(c fyne.CanvasObject, x float32, row int)) (rows int) {
	var x float32
	row := 0
	var last fyne.CanvasObject
	for _, c := range o {
		if c.Visible() {
			last = c
		}
	}
	for _, c := range o {
		if !c.Visible() {
			continue
		}
		least := c.MinSize().Width
		if x > 0 && x+least > width {
			x, row = 0, row+1
		}
		start := x
		if f.apart && c == last {
			start = max(x, width-least)
		}
		at(c, start, row)
		x += least + flowGap
	}
	if last == nil {
		return 0
	}
	return row + 1
}

func (f *flow) Layout(o []fyne.CanvasObject, size fyne.Size) {
	height := f.tallest(o)
	rows := f.place(o, size.Width, func(c fyne.CanvasObject, x float32, row int) {
		c.Move(fyne.NewPos(x, float32(row)*(height+flowGap)))
		c.Resize(fyne.NewSize(min(c.MinSize().Width, size.Width), height))
	})
	changed := rows != f.rows
	f.width, f.rows = size.Width, rows
	if changed && len(o) > 0 {
		canvas.Refresh(o[0]) // whoever holds it learns its new height with the next frame
	}
}

func (f *flow) tallest(o []fyne.CanvasObject) (height float32) {
	for _, c := range o {
		if c.Visible() {
			height = max(height, c.MinSize().Height)
		}
	}
	return height
}

func (f *flow) MinSize(o []fyne.CanvasObject) fyne.Size {
	var width float32
	for _, c := range o {
		if c.Visible() {
			width = max(width, c.MinSize().Width)
		}
	}
	room := f.width
	if room == 0 {
		room = windowWidth
	}
	rows := f.place(o, room, func(fyne.CanvasObject, float32, int) {})
	return fyne.NewSize(width, max(0, float32(rows)*(f.tallest(o)+flowGap)-flowGap))
}
