package ui

import (
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
