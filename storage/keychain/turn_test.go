package keychain

import (
	"context"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app/fault"
	"behalf/app/secret"
)

// counting notices calls that overlap. Each takes a while, sometimes more than
// its caller has.
type counting struct {
	*memory
	inside, calls, overlaps atomic.Int32
}

func (c *counting) call() (leave func()) {
	c.calls.Add(1)
	if c.inside.Add(1) > 1 {
		c.overlaps.Add(1)
	}
	<-time.After(rand.N(time.Second))
	return func() { c.inside.Add(-1) }
}

func (c *counting) Get(name string) (string, error) { defer c.call()(); return c.memory.Get(name) }
func (c *counting) Set(name, text string) error     { defer c.call()(); return c.memory.Set(name, text) }

func (c *counting) Delete(name string) error { defer c.call()(); return c.memory.Delete(name) }

func (c *counting) DeleteAll() error { defer c.call()(); return c.memory.DeleteAll() }

// Neither a caller who gives up nor a Cancel lets a second call into the store.
func TestF26OneCallAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &counting{memory: newMemory()}
		s := open(b, headRoom+40)
		var all sync.WaitGroup
		for worker := range 8 {
			all.Go(func() {
				for n := range 20 {
					ctx, cancel := context.WithTimeout(t.Context(), rand.N(20*time.Second))
					switch n % 5 { // what they say is tested elsewhere
					case 0:
						_ = s.Set(ctx, "a", secret.New(text(200)))
					case 1:
						_ = s.Delete(ctx, "a")
					case 2:
						_ = s.DeleteAll(ctx)
					case 3:
						s.State(ctx)
					default:
						_, _, _ = s.Get(ctx, "a")
					}
					cancel()
					if worker == 0 && n%4 == 0 {
						s.Cancel()
					}
				}
			})
		}
		all.Wait()
		mustGet(t, s, "a") // after the last abandoned call
		if b.overlaps.Load() > 0 || b.calls.Load() < 100 {
			t.Errorf("%d of %d calls overlapped another", b.overlaps.Load(), b.calls.Load())
		}
	})
}

// A caller's short deadline says nothing about the store. Others wait for
// their turn, as long as they like, until the store's own limit is over; then
// nobody waits any more, until it answers.
func TestF26AfterAShortDeadlineOthersWaitTheirTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newSilent()
		s := open(b, 2400)
		began := time.Now()
		read := func(patience, want time.Duration) {
			t.Helper()
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			if _, _, err := s.Get(ctx, "a"); !fault.Is(err, fault.KeychainSlow) {
				t.Errorf("with %v: %v", patience, err)
			}
			if at := time.Since(began); at != want {
				t.Errorf("with %v: refused at %v, want %v", patience, at, want)
			}
		}
		read(5*time.Second, 5*time.Second)  // reaches the store, and leaves its call there
		read(5*time.Second, 10*time.Second) // waits for its turn
		read(time.Hour, limit)              // waits no longer than the store may take
		read(time.Hour, limit)              // nobody waits any more
		read(5*time.Second, limit)          // nor this one
		close(b.answer)
		synctest.Wait()
		mustSet(t, s, "a", "x")
	})
}

func TestF26AfterAShortDeadlineThePasswordIsTyped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newSilent()
		s := open(b, 2400)
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if _, _, err := s.Get(ctx, "a"); !fault.Is(err, fault.KeychainSlow) {
			t.Error(err)
		}
		began := time.Now()
		b.answerAfter(25 * time.Second)
		mustSet(t, s, "a", "x") // its turn comes with the password
		if took := time.Since(began); took != 25*time.Second {
			t.Errorf("after %v", took)
		}
	})
}

// A caller may say why it calls off; that is what it gets back.
func TestACallersReasonIsNotTheKeychainsFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newSilent()
		s := open(b, 2400)
		why := fault.New(fault.Stopped)
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(why) })
		if _, _, err := s.Get(ctx, "a"); fault.From(err).Kind != fault.Stopped {
			t.Error(err)
		}
		late, cancelLate := context.WithTimeoutCause(t.Context(), time.Second, why)
		defer cancelLate()
		if _, _, err := s.Get(late, "a"); !fault.Is(err, fault.KeychainSlow) {
			t.Error(err)
		}
		close(b.answer)
	})
}
