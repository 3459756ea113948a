package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
)

// pump brings what comes from outside to the UI goroutine, one fyne.Do each:
// states, requests to show the window and, while something is under way that
// counts seconds, the time. It never waits for the screen. After each request it
// hears none for a while, however many there are.
func (w *window) pump(ctx context.Context, states <-chan app.State, show <-chan Summons, render func(app.State)) {
	second := time.NewTicker(time.Second)
	second.Stop()
	defer second.Stop()
	ticking, heard := false, show
	var rested <-chan time.Time
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
		case s := <-heard:
			fyne.Do(func() { w.summon(s) })
			heard, rested = nil, time.After(summonsPause)
		case <-rested:
			heard = show
		case now := <-second.C:
			fyne.Do(func() { w.tick(now) })
		}
	}
}

func countsSeconds(s app.State) bool { return s.SignIn != nil || len(s.Active()) > 0 }
