package keychain

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

var (
	errSlow     = errors.New("the keychain did not answer in time")
	errPanicked = errors.New("the keychain's client broke down")
)

// caller runs one call to the store; it comes back when the call does or when
// the operation's time is up, whichever is first.
type caller func(func() error) error

// gate lets one operation at a time through to the store and puts a limit on
// each.
//
// A call can't be called off: one that its operation has given up stays under
// way in a goroutine of its own, and nobody waits for it because it may never
// end (nor does the program's exit). Until it ends, the store is taken:
//
//   - Until it has taken as long as the limit, others wait for their turn, up
//     to their own deadline. That somebody gave up after 5 s says nothing about
//     the store: the password may be half typed.
//   - From then on they are refused at once, instead of each waiting in turn
//     for a store that hangs.
type gate struct {
	turn chan struct{} // holds one value while an operation or its call is under way

	mu   sync.Mutex
	late chan struct{} // closed while the one under way is overdue
}

func newGate() *gate {
	return &gate{turn: make(chan struct{}, 1), late: make(chan struct{})}
}

// run gives work the turn, and the limit for the wait and the work together.
func (g *gate) run(ctx context.Context, work func(caller) error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errSlow)
	defer cancel()

	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	late := g.overdue()
	select {
	case <-late:
		return errSlow
	default:
	}
	select {
	case g.turn <- struct{}{}:
	case <-late:
		return errSlow
	case <-ctx.Done():
		return context.Cause(ctx)
	}

	abandoned := false
	defer func() {
		if !abandoned {
			<-g.turn
		}
	}()
	return work(func(call func() error) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		overdue := time.Now().Add(limit)
		done := make(chan error, 1)
		go func() { done <- safely(call) }()
		select {
		case err := <-done:
			return err
		case <-ctx.Done():
			abandoned = true
			g.abandon(done, time.Until(overdue))
			return context.Cause(ctx)
		}
	})
}

func (g *gate) overdue() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.late
}

// abandon leaves a call to itself. It passes the turn on when it ends, and is
// overdue once its own time is up, whenever its caller gave up.
func (g *gate) abandon(done <-chan error, left time.Duration) {
	timer := time.NewTimer(left)
	go func() {
		defer timer.Stop()
		select {
		case <-done: //nolint:errcheck // nobody wants the answer any more
		case <-timer.C:
			g.markLate(true)
			<-done //nolint:errcheck // as above
		}
		g.markLate(false)
		<-g.turn
	}()
}

func (g *gate) markLate(late bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-g.late:
		if !late {
			g.late = make(chan struct{})
		}
	default:
		if late {
			close(g.late)
		}
	}
}

// safely turns a panic into an error: go-keyring takes signals off the bus
// without looking whether the connection was closed meanwhile.
func safely(call func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %T", errPanicked, p)
		}
	}()
	return call()
}
