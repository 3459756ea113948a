package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// eraseLimit is how long erasing may take: Zoom is told of each account, and a
// keychain may ask for its password.
const eraseLimit = 2 * time.Minute

// askErase erases everything, after a question, and quits. What could not be
// erased is said before that. Once begun it can't be left: the program is to be
// used no more.
func (w *window) askErase() {
	c := w.win.Canvas()
	pop := newModal(c, lang.L("erase.title"), lang.L("erase.question"))
	cancel := newButton(plain, lang.L("ask.cancel"), pop.Hide)
	accept := newButton(danger, lang.L("erase.accept"), nil)
	way := column(space2, accept, cancel)
	accept.set(accept.label, func() {
		way.Hide()
		cancel.escape, accept.escape = nil, nil
		c.Unfocus()
		pop.add(body(lang.L("erase.underway")).in(colorSecondary))
		w.erase(pop.Hide)
	})
	cancel.escape, accept.escape = pop.Hide, pop.Hide
	pop.add(way)
	pop.Show()
	c.Focus(cancel)
}

// erase does it, and says what came of it after it has cleared the question.
func (w *window) erase(clear func()) {
	var unrevoked []app.Account
	var erased bool
	var err error
	w.beside(func() {
		ctx, cancel := context.WithTimeout(context.Background(), eraseLimit)
		defer cancel()
		unrevoked, erased, err = w.o.Erase(ctx)
	}, func() {
		clear()
		if erased {
			w.sayErased(unrevoked, err)
		} else {
			w.sayKept(err)
		}
	})
}

// sayKept explains why all is as it was.
func (w *window) sayKept(err error) {
	m := newModal(w.win.Canvas(), lang.L("erase.nothing"), "")
	m.add(explained(fault.From(err)))
	cancel := newButton(plain, lang.L("ask.cancel"), m.Hide)
	cancel.escape = m.Hide
	m.add(cancel)
	m.Show()
	w.win.Canvas().Focus(cancel)
}

// explained is a fault in a question, where there is nothing to press for it.
func explained(f *fault.Fault) fyne.CanvasObject {
	return column(space1, strong(lang.Title(f)), body(lang.Advice(f)), quiet(f.Code))
}

// sayErased quits, once the person knows what is left to them.
func (w *window) sayErased(unrevoked []app.Account, err error) {
	if err == nil && len(unrevoked) == 0 {
		w.quit()
		return
	}
	m := newModal(w.win.Canvas(), lang.L("erase.left"), "")
	if f := fault.From(err); f != nil {
		m.add(explained(f))
	}
	for _, a := range unrevoked {
		m.add(body(lang.L("erase.unrevoked", fields{"name": a.Name, "address": a.Cloud.InstalledApps()})))
	}
	end := newButton(primary, lang.L("erase.quit"), w.quit)
	if len(unrevoked) > 0 {
		m.add(newButton(plain, lang.L("action.remove"), func() { w.browse(unrevoked[0].Cloud.InstalledApps()) }))
	}
	m.add(end)
	m.Show()
	w.win.Canvas().Focus(end)
}
