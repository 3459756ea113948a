package ui

import (
	"runtime/debug"
	"time"

	"behalf/app"
)

// trayAnswer is what Tray.Probe says.
type trayAnswer struct{ possible, shown bool }

// probeTray asks beside everything else that a start has to do.
func (w *window) probeTray() <-chan trayAnswer {
	answer := make(chan trayAnswer, 1)
	w.work.Go(func() {
		possible, shown := w.o.Tray.Probe()
		answer <- trayAnswer{possible, shown}
	})
	return answer
}

// busLimit is how long a start waits for the desktop's word on the tray. A
// slower bus gets no tray: Fyne's would wait for it without any limit.
const busLimit = 500 * time.Millisecond

// placeTray puts the icon up if there can be one. Fyne starts a tray together
// with its loop and never later, so this has to be before.
func (w *window) placeTray(answer <-chan trayAnswer) {
	select {
	case a := <-answer:
		w.hosted = a.shown
		if a.possible {
			w.installTray()
		}
	case <-time.After(busLimit):
	}
}

func (w *window) installTray() {
	real := func(wish app.Wish) { // a rehearsal has no icon
		w.endRehearsal()
		w.do(wish)
	}
	w.o.Tray.Install(w.app, real, w.open, func() { w.visit(atSettings); w.open("") }, w.askQuit)
	w.trayed = true
	w.o.Tray.Show(w.own)
}

// hides says whether a start is to be into the tray. A link is there to be
// looked at.
func (o Options) hides() bool {
	return o.Hidden && o.Tray != nil && o.Link == "" && o.Summons.Empty()
}

// startHidden opens the window after all if nobody shows the icon. At log-in
// the panel may come after us, so it waits a little.
func (w *window) startHidden() {
	w.inDock(false)
	shown := w.hosted
	w.beside(func() {
		for tries := 1; w.trayed && !shown && tries < hostTries; tries++ {
			select {
			case <-w.over:
				return
			case <-time.After(hostPause):
			}
			_, shown = w.o.Tray.Probe()
		}
	}, func() {
		if !shown && !w.visible { // somebody may have opened it meanwhile
			w.open("")
		}
		w.started()
	})
}

// inDock follows the window: hidden, Behalf is in the menu bar alone.
func (w *window) inDock(shown bool) {
	if w.o.Dock != nil {
		w.o.Dock(shown)
	}
}

// A slow log-in has its panel a good while after the programs that start with it.
const (
	hostTries = 30
	hostPause = 500 * time.Millisecond
)

// started tells that the window, or the tray, is up.
func (w *window) started() {
	w.beside(debug.FreeOSMemory, func() {}) // starting takes memory that running does not
	if w.o.Started != nil {
		w.o.Started()
	}
}
