package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"behalf/app"
)

// The window comes back where it was, and as large. Fyne can put a window
// somewhere but does not say where it is, so the system is asked (spotOf): X11
// and Windows tell. Wayland does not, by design; on macOS it would take C code of
// our own, so the system puts the window there. What is asked for has to be what
// Fyne puts, else the window would creep by the height of its title with every
// start.

// spot is where a window's content is, in pixels of all screens together.
type spot struct{ x, y int }

// placeAt is the size of the window, in the units of the toolkit, which are the
// same at every scale, and its spot, if that is known.
func (w *window) placeAt(s spot, known bool) app.WindowPlace {
	size := w.win.Canvas().Size()
	p := app.WindowPlace{Width: int(size.Width + 0.5), Height: int(size.Height + 0.5)}
	if known {
		p.X, p.Y, p.Placed = s.x, s.y, true
	}
	return p
}

// restore puts the window where it was, if that can still be seen.
func (w *window) restore(p app.WindowPlace) {
	size := fyne.NewSize(windowWidth, windowHeight)
	if p.Width > 0 && p.Height > 0 && p.Width <= largestWindow && p.Height <= largestWindow {
		size = fyne.NewSize(float32(p.Width), float32(p.Height))
	}
	w.win.Resize(size)
	if p.Placed && visibleAt(spot{p.X, p.Y}) {
		w.putAt(spot{p.X, p.Y})
	}
}

// largestWindow is larger than any screen.
const largestWindow = 20000

func (w *window) putAt(s spot) {
	if win, can := w.win.(interface{ RequestPosition(x, y int) }); can {
		win.RequestPosition(s.x, s.y)
	}
}

// settled notes where the window is, while it still is there, and then goes on:
// it is asked when the window loses the front, is hidden, or ends.
func (w *window) settled(then func()) {
	if !w.visible {
		then()
		return
	}
	var context any
	if native, is := w.win.(driver.NativeWindow); is {
		native.RunNative(func(c any) { context = c })
	}
	var at spot
	var known bool
	w.beside(func() { at, known = spotOf(context) }, func() {
		if w.visible {
			w.remember(w.placeAt(at, known))
		}
		then()
	})
}

// remember has a place saved, where it differs from the one before. It is the
// person's own program that keeps it.
func (w *window) remember(p app.WindowPlace) {
	if !p.Placed {
		p.X, p.Y, p.Placed = w.place.X, w.place.Y, w.place.Placed
	}
	if p == w.place {
		return
	}
	w.place = p
	w.program.Do(app.ChangeSettings{Change: func(s *app.Settings) { s.Window = p }})
}

// hide leaves only the icon in the tray.
func (w *window) hide() {
	w.settled(func() {
		w.front, w.visible, w.copied = false, false, false
		if h, built := w.screens[atHome].(*home); built {
			h.composer.offer.linked = offering{} // who closes the window does without it
		}
		w.win.Hide()
		w.inDock(false)
	})
}
