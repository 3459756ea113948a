package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// dataPart is how long the past is kept, and where its files are.
type dataPart struct {
	w     *window
	root  fyne.CanvasObject
	keep  *picker
	place *text
}

const oneDay = 24 * time.Hour

// keeps are the times to choose from, the longest last.
func keeps() []time.Duration { return []time.Duration{30 * oneDay, 90 * oneDay, 365 * oneDay, 0} }

func keepWords(d time.Duration) string {
	switch d {
	case 0:
		return lang.L("data.forever")
	case 365 * oneDay:
		return lang.L("data.year")
	}
	return lang.N("data.days", int(d/oneDay))
}

func newDataPart(w *window) *dataPart {
	d := &dataPart{w: w, place: quiet("").mono()}
	d.keep = newPicker(lang.L("data.keep"), func(chosen string) {
		for _, keep := range keeps() {
			if keepWords(keep) == chosen {
				d.choose(keep)
			}
		}
	})
	d.root = card(
		field(lang.L("data.keep"), lang.L("data.keep.text"), d.keep), rule(),
		field(lang.L("data.place"), "", d.place),
		row(0, newButton(plain, lang.L("data.open"), func() { w.do(app.OpenFile{}) })))
	return d
}

// choose asks before a slip of the hand could cost what was recorded.
func (d *dataPart) choose(keep time.Duration) {
	before := d.w.state.Settings.Keep
	change := func() { d.w.do(app.ChangeSettings{Change: func(s *app.Settings) { s.Keep = keep }}) }
	if keep == 0 || (before != 0 && keep >= before) {
		change()
		return
	}
	d.show(d.w.state) // until it is answered, nothing has changed
	d.w.ask(lang.L("data.keep.shorter"), lang.L("data.keep.shorter.text"), lang.L("data.keep.shorter.button"), change)
}

func (d *dataPart) show(s app.State) {
	var choices []string
	for _, keep := range keeps() {
		choices = append(choices, keepWords(keep))
	}
	d.keep.set(choices, keepWords(s.Settings.Keep))
	d.place.set(s.FilesIn)
}
