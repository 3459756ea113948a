package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestWhatDoesNotFitGoesOnBelow(t *testing.T) {
	openWindow(t, ready()) // for the fonts
	long := func() *button { return newButton(plain, "In Zoom öffnen und warten", nil) }
	first, hidden, second, last := long(), long(), long(), newButton(danger, "Stop", nil)
	hidden.Hide()
	c := flowingApart(first, hidden, second, last)
	for width, rows := range map[float32]float32{600: 1, 300: 2} {
		c.Resize(fyne.NewSize(width, c.MinSize().Height))
		if got := c.MinSize().Height; got != rows*heightControl+(rows-1)*flowGap {
			t.Errorf("at %v it is %v high", width, got)
		}
		if below := second.Position().Y > first.Position().Y; below != (rows == 2) {
			t.Errorf("at %v the second is at %v", width, second.Position())
		}
		if edge := last.Position().X + last.Size().Width; edge != width {
			t.Errorf("at %v the last ends at %v", width, edge)
		}
	}
	if c.MinSize().Width >= 300 {
		t.Errorf("it can't be narrower than %v", c.MinSize().Width)
	}
}
