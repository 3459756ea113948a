package bot

import (
	"time"

	"behalf/app"
)

// Wait is what a run knows when it plans its next attempt.
type Wait struct {
	Pace   app.Pace
	Waited time.Duration // since somebody was found missing
	InCall time.Duration // how long this machine's Zoom has been in a call; zero: it isn't, or nobody knows
}

// Pace says how long to wait before the next attempt. Zoom advises 1 to 5
// seconds for a minute; but each try can mail the host that somebody is
// waiting, so it slows down then. Somebody who has just joined a call here is
// followed quickly again, for as long: if that does not help, it is another
// meeting they are in.
//
// There is no chance in it: tries of different people don't wait for each
// other, and the person sees a countdown.
func Pace(w Wait) time.Duration {
	steps := paces[w.Pace]
	if steps == nil { // of a newer version
		steps = paces[app.PaceUsual]
	}
	if w.InCall > 0 && w.InCall < following {
		return min(followed, steps.after(w.Waited))
	}
	return steps.after(w.Waited)
}

const (
	following = time.Minute     // how long somebody in a call is followed quickly
	followed  = 4 * time.Second // how quickly
)

// steps are a pace: how long between two tries, until when. The last goes on.
type steps []struct{ until, between time.Duration }

var paces = map[app.Pace]steps{
	app.PaceUsual:  {{time.Minute, 3 * time.Second}, {5 * time.Minute, 15 * time.Second}, {0, 30 * time.Second}},
	app.PaceQuick:  {{time.Minute, 3 * time.Second}, {0, 5 * time.Second}},
	app.PaceGentle: {{time.Minute, 15 * time.Second}, {5 * time.Minute, 30 * time.Second}, {0, time.Minute}},
}

func (s steps) after(waited time.Duration) time.Duration {
	for _, step := range s[:len(s)-1] {
		if waited < step.until {
			return step.between
		}
	}
	return s[len(s)-1].between
}
