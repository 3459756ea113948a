package ui

import (
	"slices"
	"time"

	"behalf/app"
	"behalf/ui/lang"
)

// step is one line of a run's card.
type step struct {
	words  string
	detail string // below the words, for the current one
	state  dotState
}

// steps are the way of a run under way: allowed, started, let in, inside. While
// it waits for its person, each attempt asks for a token and starts the program
// anew; the card shows the wait, not that back and forth.
func steps(r app.Run, now time.Time) []step {
	last := r.Last()
	at := position(r)
	coming := arriving(r)
	labels := []string{
		lang.L(either(at > 0 && !coming, "step.allowed", "step.allowing")),
		lang.L(either(at > 1 && !coming, "step.started", "step.starting")),
		lang.L("step.enter." + string(entering(r))),
		lang.L("step.inside"),
	}
	list := make([]step, len(labels))
	for i, words := range labels {
		list[i] = step{words: words, state: toCome}
		switch {
		case i < at && coming:
		case i < at, last.Phase == app.InMeeting:
			list[i].state = done
		case i == at:
			list[i].state = current
		}
	}
	if last.Phase != app.InMeeting {
		list[at].detail = attemptWords(last, coming, now)
	} else {
		list[2].words = lang.L("step.entered")
	}
	return list
}

// arriving says whether nothing has been tried yet, because the person is on
// the way there.
func arriving(r app.Run) bool {
	return len(r.Events) > 0 && !slices.ContainsFunc(r.Events, func(e app.Event) bool {
		return e.Phase != app.WaitingForYou || e.Attempt > 1
	})
}

func either(yes bool, this, that string) string {
	if yes {
		return this
	}
	return that
}

// position is the index of the current step.
func position(r app.Run) int {
	switch r.Phase() {
	case app.InMeeting:
		return 3
	case app.Minting:
		if r.Last().Attempt <= 1 {
			return 0
		}
	case app.Starting:
		if r.Last().Attempt <= 1 {
			return 1
		}
	}
	return 2
}

// entering is the phase that names the third step: between two attempts, the
// wait that made the second one necessary.
func entering(r app.Run) app.Phase {
	for i := len(r.Events) - 1; i >= 0; i-- {
		switch p := r.Events[i].Phase; p {
		case app.WaitingForYou, app.WaitingForHost, app.WaitingRoom:
			return p
		case app.Minting, app.Starting, app.Connecting:
			if r.Events[i].Attempt <= 1 {
				return app.Connecting
			}
		}
	}
	return app.Connecting
}

// attemptWords says which try this is and when the next one comes.
func attemptWords(e app.Event, coming bool, now time.Time) string {
	switch left := e.NextTryAt.Sub(now); {
	case !e.NextTryAt.IsZero() && left > 0:
		seconds := int((left + time.Second - 1) / time.Second)
		return lang.L(either(coming, "attempt.first", "attempt.next"), fields{"attempt": e.Attempt, "seconds": seconds})
	case e.Attempt > 1:
		return lang.L("attempt.now", fields{"attempt": e.Attempt})
	}
	return ""
}
