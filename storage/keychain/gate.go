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
// the time is up, whichever is first.
type caller func(func() error) error

// gate lets one operation at a time through to the store and puts a limit on
// each.
//
// A call cannot be called off: one that is late stays under way in a goroutine
// of its own, and nobody can wait for it because it may never end. Until it
// does, the store is taken, and further operations are refused at once instead
// of each waiting in turn for a store that is hanging, or that shows a password
// window which has to be answered first.
type gate struct {
	turn chan struct{} // holds one value while an operation is under way

	mu   sync.Mutex
	late chan struct{} // closed while the one under way is overdue
}

func newGate() *gate {
	return &gate{turn: make(chan struct{}, 1), late: make(chan struct{})}
}

// run gives work the turn, and limit for the wait and the work together.
func (g *gate) run(ctx context.Context, limit time.Duration, work func(caller) error) error {
	overdue := time.Now().Add(limit)
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errSlow)
	defer cancel()

	select {
	case <-g.overdue():
		return errSlow
	default:
	}
	select {
	case g.turn <- struct{}{}:
	case <-g.overdue():
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
// overdue once its own limit is over: a person who cancels makes nothing late.
func (g *gate) abandon(done <-chan error, left time.Duration) {
	if left <= 0 {
		g.markLate(true)
		left = 0
	}
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
