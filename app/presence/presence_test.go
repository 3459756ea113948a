package presence

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app"
)

func TestManyWhoAskShareALook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var looks atomic.Int32
		w := &Watcher{look: func(context.Context) app.Presence { looks.Add(1); return app.PresenceInCall }}
		for range 20 {
			go w.Look(t.Context())
		}
		synctest.Wait()
		if got := w.Look(t.Context()); got != app.PresenceInCall || looks.Load() != 1 {
			t.Errorf("%d after %d looks", got, looks.Load())
		}
		<-time.After(time.Second)
		w.Look(t.Context())
		if n := looks.Load(); n != 2 {
			t.Errorf("a second later: %d looks", n)
		}
	})
}

func TestALookThatHangsIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var looks atomic.Int32
		release := make(chan struct{})
		w := &Watcher{look: func(context.Context) app.Presence { looks.Add(1); <-release; return app.PresenceInCall }}
		began := time.Now()
		for range 3 {
			if got := w.Look(t.Context()); got != app.PresenceUnknown {
				t.Errorf("%d", got)
			}
		}
		if took := time.Since(began); took != 3*limit || looks.Load() != 1 {
			t.Errorf("%v, %d looks", took, looks.Load())
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		began = time.Now()
		if got := w.Look(ctx); got != app.PresenceUnknown || time.Since(began) != 0 {
			t.Errorf("nobody wants to know any more: %d after %v", got, time.Since(began))
		}
		close(release)
		synctest.Wait()
		if got := w.Look(t.Context()); got != app.PresenceInCall {
			t.Errorf("when it came back: %d, in spite of its age", got)
		}
	})
}
