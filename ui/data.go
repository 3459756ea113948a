package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// dataPart is how long the past is kept and where its files are, what the
// keychain remembers, and the way to be rid of everything.
type dataPart struct {
	w        *window
	cards    []fyne.CanvasObject
	keep     *options[time.Duration]
	place    *text
	remember *toggle
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
	d.keep = newOptions(lang.L("data.keep"), keeps(), keepWords, d.choose)
	d.remember = newToggle(lang.L("data.remember"), lang.L("data.remember.text"), func(on bool) {
		w.set(func(s *app.Settings) { s.ForgetRecent = !on })
	})
	past := newButton(link, lang.L("data.history"), func() { w.visit(atHistory) })
	d.cards = []fyne.CanvasObject{
		card(
			field(lang.L("data.keep"), lang.L("data.keep.text"), d.keep.picker),
			row(0, past), rule(),
			field(lang.L("data.place"), "", d.place),
			row(0, newButton(plain, lang.L("data.open"), func() { w.do(app.OpenFile{}) }))),
		card(d.remember),
	}
	if w.o.Erase != nil {
		d.cards = append(d.cards, card(column(space1, strong(lang.L("erase.heading")), quiet(lang.L("erase.text"))),
			row(0, newButton(danger, lang.L("erase.button"), w.askErase))))
	}
	return d
}

// choose asks before a slip of the hand could cost what was recorded.
func (d *dataPart) choose(keep time.Duration) {
	before := d.w.state.Settings.Keep
	change := func() { d.w.set(func(s *app.Settings) { s.Keep = keep }) }
	if keep == 0 || (before != 0 && keep >= before) {
		change()
		return
	}
	d.show(d.w.state) // until it is answered, nothing has changed
	d.w.ask(lang.L("data.keep.shorter"), lang.L("data.keep.shorter.text"), lang.L("data.keep.shorter.button"), change)
}

func (d *dataPart) show(s app.State) {
	d.keep.show(s.Settings.Keep)
	d.place.set(s.FilesIn)
	d.remember.set(!s.Settings.ForgetRecent)
}
