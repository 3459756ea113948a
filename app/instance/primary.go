package instance

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"github.com/gofrs/flock"
)

const (
	maxCallers   = 64               // at once; further ones wait at the door
	firstMessage = 5 * time.Second  // for a request to arrive completely
	slowCaller   = 10 * time.Second // for a caller to take what is written to it
)

// Primary is the first instance. It owns the lock, the door, and a goroutine
// for each caller.
type Primary struct {
	dir          string
	lock         *flock.Flock
	door         door
	firstMessage time.Duration

	ctx     context.Context // ends when Close begins
	cancel  context.CancelFunc
	callers sync.WaitGroup
	shut    sync.Once
	shutErr error

	mu       sync.Mutex
	underWay int
	ending   bool          // no further request is taken
	drained  chan struct{} // while somebody drains; closed when underWay is 0
}

// door is a listener that knows how to leave nothing behind.
type door interface {
	net.Listener
	remove()
}

func newPrimary(dir string, lock *flock.Flock, d door) *Primary {
	p := &Primary{dir: dir, lock: lock, door: d, firstMessage: firstMessage}
	p.ctx, p.cancel = context.WithCancel(context.Background())
	return p
}

// Serve lets callers in, until Close. It returns at once and is called once.
func (p *Primary) Serve(h Handler) {
	p.callers.Go(func() {
		slots := make(chan struct{}, maxCallers)
		for {
			select {
			case slots <- struct{}{}:
			case <-p.ctx.Done():
				return
			}
			conn, err := p.door.Accept()
			if err != nil {
				<-slots
				select { // out of descriptors, say; it may get better
				case <-time.After(retry):
					continue
				case <-p.ctx.Done():
					return
				}
			}
			p.callers.Go(func() {
				p.receive(conn, h)
				<-slots
			})
		}
	})
}

// Busy says whether a request is under way.
func (p *Primary) Busy() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.underWay > 0
}

// Drain waits until no request is under way, and from then on takes none.
// Until then it takes further ones, since nobody else can while the lock is
// held. After an error, which is that of ctx, requests are still under way.
func (p *Primary) Drain(ctx context.Context) error {
	p.mu.Lock()
	if p.underWay == 0 {
		p.ending = true
		p.mu.Unlock()
		return nil
	}
	if p.drained == nil {
		p.drained = make(chan struct{})
	}
	drained := p.drained
	p.mu.Unlock()
	select {
	case <-drained:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Shut lets nobody in any more, ends the context of the requests still under
// way, waits for them, and gives up the door. To let them come to their own end,
// Drain first. The lock stays until Close, so that nobody else is the first while
// this process still has something to end.
func (p *Primary) Shut() error {
	p.mu.Lock()
	p.ending = true
	p.mu.Unlock()
	p.shut.Do(func() {
		p.cancel()
		p.shutErr = p.door.Close()
		p.callers.Wait()
		p.door.remove()
	})
	return p.shutErr
}

// Close shuts the door, if it is not yet, and gives up the lock.
func (p *Primary) Close() error { return errors.Join(p.Shut(), p.lock.Unlock()) }

// Erase is Close, and removes the folder without taking it from somebody who is
// the first one next.
func (p *Primary) Erase() error { return errors.Join(p.Shut(), erase(p.dir, p.lock.Unlock)) }

// begin takes a request, unless the end has come.
func (p *Primary) begin() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ending {
		return false
	}
	p.underWay++
	return true
}

func (p *Primary) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.underWay--
	if p.underWay == 0 && p.drained != nil {
		p.ending = true
		close(p.drained)
		p.drained = nil
	}
}

func (p *Primary) isEnding() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ending
}
