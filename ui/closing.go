package ui

import "behalf/ui/lang"

// closing hides the window only if the tray icon is there to bring it back,
// which is asked now: panels come and go.
func (w *window) closing() {
	if !w.trayed {
		w.askQuit()
		return
	}
	var shown bool
	w.beside(func() { _, shown = w.o.Tray.Probe() }, func() {
		if shown {
			w.hide()
			return
		}
		w.askQuit()
	})
}

// askQuit quits, after a question if that would stop an assistant.
func (w *window) askQuit() {
	n := len(w.own.Active())
	if n == 0 {
		w.leave()
		return
	}
	w.open("")
	w.ask(lang.N("quit.title", n), lang.L("quit.text"), lang.N("quit.button", n), w.leave)
}

// leave quits, once it is known where the window was.
func (w *window) leave() { w.settled(func() { w.quit() }) }

// ask shows a question whose answer says what it does. Escape and Cancel do
// nothing.
func (w *window) ask(question, explanation, yes string, do func()) {
	c := w.win.Canvas()
	if c.Overlays().Top() != nil {
		return // one question at a time
	}
	pop := newModal(c, question, explanation)
	cancel := newButton(plain, lang.L("ask.cancel"), pop.Hide)
	accept := newButton(danger, yes, func() {
		pop.Hide()
		do()
	})
	cancel.escape, accept.escape = pop.Hide, pop.Hide
	pop.add(column(space2, accept, cancel))
	pop.Show()
	c.Focus(cancel)
}
