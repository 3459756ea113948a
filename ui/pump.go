package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
)

// pump brings what comes from outside to the UI goroutine, one fyne.Do each:
// states, requests to show the window and, while something is under way that
// counts seconds, the time. It never waits for the screen.
func (w *window) pump(ctx context.Context, states <-chan app.State, show <-chan string, render func(app.State)) {
	second := time.NewTicker(time.Second)
	second.Stop()
	defer second.Stop()
	ticking := false
	for {
		select {
		case <-ctx.Done():
			return
		case s, open := <-states:
			if !open {
				states = nil
				continue
			}
			fyne.Do(func() { render(s) })
			if counts := countsSeconds(s); counts != ticking {
				ticking = counts
				if counts {
					second.Reset(time.Second)
				} else {
					second.Stop()
				}
			}
		case text, open := <-show:
			if !open {
				show = nil
				continue
			}
			fyne.Do(func() { w.open(text) })
		case now := <-second.C:
			fyne.Do(func() { w.tick(now) })
		}
	}
}

func countsSeconds(s app.State) bool { return s.SignIn != nil || len(s.Active()) > 0 }
