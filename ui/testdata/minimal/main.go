// Command minimal is what the window is measured against: a Fyne program with
// an empty window of the same size, which -hidden hides at once.
package main

import (
	"flag"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

func main() {
	hidden := flag.Bool("hidden", false, "hide the window at once")
	flag.Parse()
	a := app.NewWithID("app.behalf.minimal")
	w := a.NewWindow("Minimal")
	w.Resize(fyne.NewSize(440, 640))
	if *hidden {
		a.Lifecycle().SetOnStarted(w.Hide)
	}
	w.ShowAndRun()
}
