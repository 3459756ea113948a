package ui

import (
	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"behalf/app/fault"
	"behalf/ui/lang"
)

// ShowFault explains, in a small window of its own, why Behalf could not
// start. It blocks, on the main goroutine, until the window is closed.
func ShowFault(metadata []byte, f *fault.Fault) {
	about, err := useMetadata(metadata)
	if err != nil {
		about.ID, about.Name = "behalf", "Behalf"
	}
	_ = lang.Use("") // the settings may be what can't be read
	a := fyneapp.NewWithID(about.ID)
	a.SetIcon(windowIcon())
	a.Settings().SetTheme(newLook(""))
	win := a.NewWindow(about.Name)
	win.SetPadded(false)
	end := newButton(primary, lang.L("fault.close"), a.Driver().Quit)
	end.escape = a.Driver().Quit
	win.SetContent(faultPage(f, end))
	win.Resize(fyne.NewSize(windowWidth, 260))
	win.CenterOnScreen()
	win.Show()
	win.Canvas().Focus(end)
	a.Run()
}

func faultPage(f *fault.Fault, end *button) fyne.CanvasObject {
	words := column(space3, lead(lang.Title(f)), body(lang.Advice(f)), quiet(f.Code))
	return container.NewBorder(nil, inset4(space4, end), nil, nil, page(inset4(space2, words)))
}
