package bot

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app"
)

// A person who was sent to Zoom is given the time to get there.
func TestTheFirstTryWaitsForSomebodyOnTheWay(t *testing.T) {
	const unknown, none, call = app.PresenceUnknown, app.PresenceNoCall, app.PresenceInCall
	for name, c := range map[string]struct {
		begin, from int // seconds until the client is seen, and until it is in a call
		first       app.Presence
		want        time.Duration
		said        int // how often it said when it would try
	}{
		"nothing to be seen":              {999, 999, unknown, 15 * time.Second, 1},
		"a client that never joins":       {0, 999, none, 45 * time.Second, 1},
		"a client that joins":             {0, 8, none, 8 * time.Second, 1},
		"a client that starts and joins":  {4, 20, unknown, 20 * time.Second, 2},
		"a client that joins as it opens": {7, 7, unknown, 7 * time.Second, 1},
		"a client that starts":            {4, 999, unknown, 45 * time.Second, 2},
		"in already":                      {0, 0, call, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				w := newWaiter(t, app.Job{Arriving: true}, func(context.Context) app.Presence {
					switch s := int(time.Since(began) / time.Second); {
					case s >= c.from:
						return call
					case s >= c.begin:
						return none
					}
					return c.first
				})
				defer w.close()
				if o := w.arrive(); o.then != goOn {
					t.Errorf("%+v", o)
				}
				if got := time.Since(began); got != c.want {
					t.Errorf("tried after %v, want %v", got, c.want)
				}
				if len(w.seen) != c.said {
					t.Fatalf("said %+v", w.seen)
				}
				for _, e := range w.seen {
					if e.Phase != app.WaitingForYou || e.Attempt != 1 || e.NextTryAt.Before(e.At) {
						t.Errorf("said %+v", e)
					}
				}
				if c.said > 0 && c.from == 999 && !w.seen[c.said-1].NextTryAt.Equal(time.Now()) {
					t.Errorf("said %v, tried at %v", w.seen[c.said-1].NextTryAt, time.Now())
				}
			})
		})
	}
}

func TestTryNowAndStopEndTheArrival(t *testing.T) {
	for name, c := range map[string]struct {
		do   func(w *waiter)
		want outcome
	}{
		"try now": {func(w *waiter) { w.tryNow <- struct{}{} }, outcome{}},
		"stop":    {func(w *waiter) { w.stop() }, stopped()},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWaiter(t, app.Job{Arriving: true}, always(app.PresenceNoCall))
				defer w.close()
				began := time.Now()
				time.AfterFunc(10*time.Second, func() { c.do(w) })
				if o := w.arrive(); o.then != c.want.then || o.phase != c.want.phase {
					t.Errorf("%+v", o)
				}
				if got := time.Since(began); got != 10*time.Second {
					t.Errorf("after %v", got)
				}
			})
		})
	}
}

// The whole way with a real program: it is not started before the time.
func TestAnArrivalThroughTheSupervisor(t *testing.T) {
	tr := newTrial(t, hello, "join", inMeeting, hostEnded)
	tr.job.Arriving = true
	tr.config.Limits.Unseen = time.Hour
	tr.begin()
	e := tr.until(app.WaitingForYou)
	if n := len(tr.starts()); n != 0 || tr.minted.Load() != 0 || e.NextTryAt.IsZero() {
		t.Errorf("%d starts, %d mints, next try %v", n, tr.minted.Load(), e.NextTryAt)
	}
	tr.tryNow <- struct{}{}
	tr.is(tr.end(), app.Ended, app.ReasonHostEnded, "")
	tr.wantTimeline("1 waiting_for_you, 1 minting, 1 starting, 1 connecting, 1 in_meeting, 1 ended")
}
