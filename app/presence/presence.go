// Package presence looks at the Zoom client of this machine: is it in a call,
// and would it take a link? No API tells a user-managed app whether its person
// is in the meeting, and each blind try can mail the host; what happens on the
// same machine is a hint that sets the pace of tries. It never is more: the
// person may be in on a phone, in a browser, or in another meeting.
//
// One file a system says what that system shows. Whatever can't be seen, for
// want of rights or of a client, is app.PresenceUnknown, not an error: there is
// nothing anybody could do about it.
package presence

import (
	"context"
	"sync"
	"time"

	"behalf/app"
)

const (
	// limit is how long a look may take. It takes a few milliseconds, but it
	// asks the system about other people's programs, which can hang.
	limit = 500 * time.Millisecond
	// fresh is how long what was seen is good for everybody who asks: with
	// many runs waiting there is still one look a second.
	fresh = 900 * time.Millisecond
)

// Watcher looks on behalf of any number of runs.
type Watcher struct {
	look func(ctx context.Context) app.Presence

	mu   sync.Mutex
	last *glance
}

// glance is one look; done is closed when seen is there.
type glance struct {
	began time.Time
	done  chan struct{}
	seen  app.Presence
}

// New makes a Watcher. It does nothing until it is asked.
func New() *Watcher { return &Watcher{look: look} }

// Look says whether the client is in a call. It never takes longer than the
// limit, and a look that hangs is not begun a second time.
func (w *Watcher) Look(ctx context.Context) app.Presence {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	g := w.glance()
	select {
	case <-g.done:
		return g.seen
	case <-ctx.Done():
		return app.PresenceUnknown
	}
}

// glance is the latest look, or the next one if that is stale.
func (w *Watcher) glance() *glance {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.last != nil {
		select {
		case <-w.last.done:
			if time.Since(w.last.began) < fresh {
				return w.last
			}
		default: // still under way
			return w.last
		}
	}
	g := &glance{began: time.Now(), done: make(chan struct{})}
	w.last = g
	go func() {
		// Of nobody's context: others may be waiting for it too.
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		g.seen = w.look(ctx)
		close(g.done)
	}()
	return g
}
