package bot

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// The tests of this file have a clock of their own: an hour takes no time.

// waiter is a run that does nothing but wait for its person.
type waiter struct {
	*run
	tryNow chan struct{}
	seen   []app.Event
	stop   context.CancelFunc
}

// newWaiter waits with what look shows; nil: nobody can look.
func newWaiter(t *testing.T, job app.Job, look func(ctx context.Context) app.Presence) *waiter {
	t.Helper()
	w := &waiter{tryNow: make(chan struct{}, 1)}
	job.TryNow = w.tryNow
	ctx, cancel := context.WithCancel(t.Context())
	w.stop = cancel
	w.run = newRun(ctx, New(Config{Presence: look}).config, job, func(e app.Event) { w.seen = append(w.seen, e) })
	t.Cleanup(cancel)
	return w
}

// absentPerson is what an attempt comes to while the person is missing.
func absentPerson() outcome {
	return outcome{then: wait, phase: app.WaitingForYou, reason: app.ReasonGaveUp, fault: fault.New(fault.GaveUpWaiting)}
}

// tries counts the attempts until the patience has passed; each is refused at
// once, which makes them as many as can be. It returns when they were, too.
func (w *waiter) tries() (n int, at []time.Duration) {
	defer w.close()
	began := time.Now()
	for {
		at = append(at, time.Since(began))
		if o := w.pause(absentPerson()); o.then == over {
			return len(at), at
		}
	}
}

func always(p app.Presence) func(context.Context) app.Presence {
	return func(context.Context) app.Presence { return p }
}

func TestPaces(t *testing.T) {
	for _, c := range []struct {
		wait Wait
		want time.Duration
	}{
		{Wait{}, 3 * time.Second},
		{Wait{Waited: 59 * time.Second}, 3 * time.Second},
		{Wait{Waited: time.Minute}, 15 * time.Second},
		{Wait{Waited: 5 * time.Minute}, 30 * time.Second},
		{Wait{Pace: app.PaceQuick, Waited: time.Hour}, 5 * time.Second},
		{Wait{Pace: app.PaceGentle}, 15 * time.Second},
		{Wait{Pace: app.PaceGentle, Waited: time.Hour}, time.Minute},
		{Wait{Pace: "of a newer version", Waited: time.Hour}, 30 * time.Second},
		{Wait{InCall: 1}, 3 * time.Second},
		{Wait{Waited: time.Hour, InCall: 59 * time.Second}, 4 * time.Second},
		{Wait{Waited: time.Hour, InCall: time.Minute}, 30 * time.Second},
		{Wait{Pace: app.PaceGentle, InCall: 1}, 4 * time.Second},
	} {
		if got := Pace(c.wait); got != c.want {
			t.Errorf("%+v: %v, want %v", c.wait, got, c.want)
		}
	}
}

// What a host's mailbox may have to bear is written down, and stays so.
func TestF58TriesAreCountedAndWrittenDown(t *testing.T) {
	doc, err := os.ReadFile("../../docs/cli.md")
	if err != nil {
		t.Fatal(err)
	}
	words, err := os.ReadFile("../../assets/translations/en.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, pace := range map[string]app.Pace{"usual": app.PaceUsual, "quick": app.PaceQuick, "gentle": app.PaceGentle} {
		row := "| `" + name + "` |"
		for _, c := range []struct {
			patience time.Duration
			look     func(context.Context) app.Presence
		}{
			{time.Minute, nil},
			{app.DefaultPatience, nil},
			{time.Hour, always(app.PresenceNoCall)},
			{time.Hour, always(app.PresenceInCall)}, // of another meeting
		} {
			synctest.Test(t, func(t *testing.T) {
				n, _ := newWaiter(t, app.Job{Pace: pace, Patience: c.patience}, c.look).tries()
				row += fmt.Sprintf(" %d |", n)
				if said := fmt.Sprintf("at most %d mails in 10 minutes", n); c.patience == app.DefaultPatience && !textOf(string(words), "pace."+name+".text", said) {
					t.Errorf("the window does not say that %s means %s", name, said)
				}
			})
		}
		if !strings.Contains(string(doc), row) {
			t.Errorf("docs/cli.md lacks the row\n%s", row)
		}
	}
}

// textOf says whether the text of a key says something.
func textOf(translations, key, said string) bool {
	for line := range strings.Lines(translations) {
		if strings.HasPrefix(strings.TrimSpace(line), `"`+key+`":`) {
			return strings.Contains(line, said)
		}
	}
	return false
}

func TestTheHintEndsTheWait(t *testing.T) {
	for name, before := range map[string]app.Presence{"a client in no call": app.PresenceNoCall, "no client": app.PresenceUnknown} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				w := newWaiter(t, app.Job{Pace: app.PaceGentle, Patience: time.Hour}, func(context.Context) app.Presence {
					if time.Since(began) < 20*time.Minute+30*time.Second {
						return before
					}
					return app.PresenceInCall
				})
				_, at := w.tries()
				for i, d := range at {
					if d < 20*time.Minute+30*time.Second {
						continue
					}
					if d > 20*time.Minute+32*time.Second {
						t.Errorf("in a call after 20:30, tried after %v", d)
					}
					if next := at[i+1] - d; next != 4*time.Second {
						t.Errorf("and again %v later", next)
					}
					break
				}
			})
		})
	}
}

func TestAHintThatWaversMakesNoBurst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var looks atomic.Int32
		w := newWaiter(t, app.Job{Patience: time.Hour}, func(context.Context) app.Presence {
			return []app.Presence{app.PresenceNoCall, app.PresenceInCall}[looks.Add(1)%2]
		})
		calm, _ := newWaiter(t, app.Job{Patience: time.Hour}, nil).tries()
		if n, _ := w.tries(); n > calm+2*mostCalls {
			t.Errorf("%d tries, without a hint %d", n, calm)
		}
	})
}

// A look may take as long as it likes, and not heed its context either.
func TestALookThatHangsHoldsUpNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		hangs := func(context.Context) app.Presence { <-release; return app.PresenceInCall }
		w := newWaiter(t, app.Job{Patience: time.Hour}, hangs)
		w.tryNow <- struct{}{} // from before there was a wait: does not count
		if o := w.pause(absentPerson()); o.then != goOn || len(w.seen) != 1 {
			t.Errorf("%+v after %d events", o, len(w.seen))
		}
		if got := time.Since(w.waiting); got != firstLook+3*time.Second {
			t.Errorf("the first wait took %v", got)
		}
		go func() { w.stop() }()
		if o := w.pause(absentPerson()); o.phase != app.StoppedByYou {
			t.Errorf("%+v", o)
		}
		close(release)
		w.close()
	})
}

func TestLooksAreMadeOnlyWhileARunWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var looks atomic.Int32
		var last atomic.Value
		w := newWaiter(t, app.Job{Patience: time.Hour}, func(ctx context.Context) app.Presence {
			looks.Add(1)
			last.Store(ctx)
			return app.PresenceNoCall
		})
		defer w.close()
		w.pause(absentPerson())
		synctest.Wait()
		if last.Load().(context.Context).Err() == nil {
			t.Error("somebody still looks")
		}
		made := looks.Load()
		if made < 3 || made > 4 { // one a second, of three
			t.Errorf("%d looks while it waited", made)
		}
		<-time.After(time.Minute)
		if more := looks.Load() - made; more != 0 {
			t.Errorf("%d looks while it did not", more)
		}
	})
}

// A machine that sleeps stops the clock that timers and patience go by. What
// is left of that at its wake is one timer that is overdue.
func TestF62NoBurstAfterASleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWaiter(t, app.Job{Patience: 24 * time.Hour}, always(app.PresenceNoCall))
		defer w.close()
		w.pause(absentPerson())
		<-time.After(8 * time.Hour) // in the middle of an attempt
		began, n := time.Now(), 0
		for ; time.Since(began) < 10*time.Minute; n++ {
			w.pause(absentPerson())
		}
		if n != 20 {
			t.Errorf("%d tries in the ten minutes after", n)
		}
	})
}

// However often the bot says that it waits for the host, it is one wait, until it
// was in the meeting.
func TestTheWaitForTheHostLastsAsLongAsThePatience(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWaiter(t, app.Job{Patience: time.Hour}, nil)
		defer w.close()
		for range 2 {
			w.enter(app.InMeeting)
			began := time.Now()
			w.enter(app.WaitingForHost)
			<-time.After(time.Minute)
			w.enter(app.Connecting)
			w.enter(app.WaitingForHost)
			<-w.timer.C
			if got := time.Since(began); got != time.Hour {
				t.Errorf("waited %v", got)
			}
		}
	})
}

// A bot that stays for the next attempt is watched while it waits for that, from
// the first moment.
func TestABreachEndsTheWait(t *testing.T) {
	for name, at := range map[string]time.Duration{"before the first look": firstLook / 2, "later": 2 * time.Second} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				hangs := func(ctx context.Context) app.Presence { <-ctx.Done(); return app.PresenceUnknown }
				w := newWaiter(t, app.Job{Patience: time.Hour}, hangs)
				defer w.close()
				events := make(chan event)
				w.bot, w.hello = &process{events: events}, message{Features: []string{featureRejoin}}
				time.AfterFunc(at, func() { events <- event{breach: fault.New(fault.BotGarbage)} })
				began := time.Now()
				if o := w.pause(absentPerson()); o.then != over || !o.breach || time.Since(began) != at {
					t.Errorf("%+v after %v", o, time.Since(began))
				}
			})
		})
	}
}

// Neither a wait nor a bot leaves anything that could wake the run later.
func TestNothingIsHeardOfWhatIsOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWaiter(t, app.Job{Patience: time.Hour, Arriving: true}, nil)
		defer w.close()
		for name, wait := range map[string]func() outcome{
			"arrive": w.arrive,
			"pause":  func() outcome { return w.pause(absentPerson()) },
		} {
			if o := wait(); o.then != goOn || w.run.tryNow != nil || w.run.seen != nil {
				t.Errorf("after %s: %+v", name, o)
			}
		}
		w.greet(message{Features: []string{featureHeartbeat}})
		w.missed = 1
		w.forget()
		if w.pulse != nil || w.missed != 0 || w.can(featureHeartbeat) {
			t.Error("the bot's pulse is still awaited")
		}
	})
}
