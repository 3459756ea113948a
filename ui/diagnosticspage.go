package ui

import (
	"runtime/debug"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// diagnosticsPart shows what would help somebody to help, before it is copied.
type diagnosticsPart struct {
	w     *window
	rows  []fyne.CanvasObject
	words *text
	copy  *button

	machine *machine // nil: not known yet
}

func newDiagnosticsPart(w *window) *diagnosticsPart {
	d := &diagnosticsPart{w: w, words: quiet(lang.L("diagnostics.collecting")).in(colorText)}
	d.copy = newCopyButton(w, primary, lang.L("diagnostics.copy"), func() string { return d.words.words })
	d.copy.Disable()
	d.rows = []fyne.CanvasObject{quiet(lang.L("diagnostics.text")), soft(d.words), d.copy}
	return d
}

func (d *diagnosticsPart) show(s app.State) {
	if d.machine == nil {
		return
	}
	if words := diagnostics(s, *d.machine); words != d.words.words {
		d.words.set(words)
		d.copy.set(lang.L("diagnostics.copy"), d.copy.pressed) // these are not copied yet
		d.copy.Enable()
	}
}

// ask finds out about the machine beside everything else: the desktop may be
// slow to answer. It is asked anew whenever the page is opened, as panels come and
// go.
func (d *diagnosticsPart) ask() {
	m := machine{version: d.w.version(), commit: commit(debug.ReadBuildInfo()), tray: "none", language: lang.Current()}
	d.w.beside(func() {
		if d.w.o.System != nil {
			m.system = d.w.o.System()
		}
		if d.w.o.Tray != nil {
			m.tray = trayFact(d.w.o.Tray.Probe())
		}
	}, func() {
		d.machine = &m
		d.show(d.w.state)
	})
}

func trayFact(possible, shown bool) string {
	switch {
	case shown:
		return "shown"
	case possible:
		return "possible, but nobody shows it"
	}
	return "not possible"
}
