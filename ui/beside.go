package ui

import (
	"net/url"
	"time"

	"fyne.io/fyne/v2"
)

// background runs slow beside the UI goroutine and after on it.
func (w *window) background(slow, after func()) {
	w.work.Go(func() {
		slow()
		select {
		case <-w.over:
		default:
			fyne.Do(after)
		}
	})
}

// afterwards runs something on the UI goroutine, later.
func (w *window) afterwards(wait time.Duration, run func()) {
	w.beside(func() {
		select {
		case <-w.over:
		case <-time.After(wait):
		}
	}, run)
}

// browse opens an address in the browser; the window shows nothing of it, so
// every address offered this way can also be copied or is of no consequence.
func (w *window) browse(address string) { w.browseThen(address, func() {}) }

// browseThen does something once the browser has taken the address.
func (w *window) browseThen(address string, opened func()) {
	u, err := url.Parse(address)
	if err != nil || w.o.OpenURL == nil || (u.Scheme != "https" && u.Scheme != "http") {
		return
	}
	var failed error
	w.beside(func() { failed = w.o.OpenURL(address) }, func() {
		if failed == nil { // else the address is left to copy
			opened()
		}
	})
}
