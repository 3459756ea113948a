// Command minimal is what the window is measured against: a Fyne program with
// an empty window of the same size.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

func main() {
	w := app.NewWithID("app.behalf.minimal").NewWindow("Minimal")
	w.Resize(fyne.NewSize(440, 640))
	w.ShowAndRun()
}
