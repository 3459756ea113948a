package keychain

import (
	"context"
	"errors"
	"time"
)

// waitShown is how long an operation may take before people are told that the
// keychain is being waited for: a store at hand answers in milliseconds.
const waitShown = time.Second

var errCancelled = errors.New("the wait for the keychain was cancelled")

// sight says whether an operation's wait is told of.
type sight bool

const (
	shown  sight = true
	unseen sight = false
)

// operation is somebody's wait for an answer. It ends with them, even if the
// call they made goes on.
type operation struct {
	giveUp context.CancelCauseFunc
	timer  *time.Timer
	long   bool
}

// wait knows the operations under way and tells one listener when some take
// long. Its owner's mutex guards it.
type wait struct {
	under    map[*operation]struct{}
	long     int // how many of them take long
	listener func(waiting bool)
	told     bool // what the listener heard last
	telling  bool // somebody is telling it now
}

func (w *wait) giveUpAll(cause error) {
	for op := range w.under {
		op.giveUp(cause)
	}
}

// OnWait has f told when an operation has been under way for more than a
// second, so probably waits for a password, and when none does any more. f is
// called from any goroutine, one call after another, and must not take long.
// It may call the Store. Setting another f replaces it.
func (s *Store) OnWait(f func(waiting bool)) {
	s.mu.Lock()
	s.wait.listener, s.wait.told = f, false
	s.mu.Unlock()
	s.tell()
}

// Cancel gives up the operations that are under way: their callers get
// keychain_locked at once. A call that has reached the store can't be called
// off; it is left to itself (gate.go).
func (s *Store) Cancel() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wait.giveUpAll(errCancelled)
}

// begin registers an operation; the place cannot change between that and the
// choice of it, so whoever changes it finds every operation on the old one.
func (s *Store) begin(ctx context.Context, sight sight) (context.Context, place, func()) {
	ctx, giveUp := context.WithCancelCause(ctx)
	op := &operation{giveUp: giveUp}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wait.under == nil {
		s.wait.under = map[*operation]struct{}{}
	}
	s.wait.under[op] = struct{}{}
	if sight == shown {
		op.timer = time.AfterFunc(waitShown, func() { s.takesLong(op) })
	}
	return ctx, s.place, func() { s.end(op) }
}

func (s *Store) takesLong(op *operation) {
	s.mu.Lock()
	if _, under := s.wait.under[op]; under {
		op.long = true
		s.wait.long++
	}
	s.mu.Unlock()
	s.tell()
}

func (s *Store) end(op *operation) {
	op.giveUp(nil)
	if op.timer != nil {
		op.timer.Stop()
	}
	s.mu.Lock()
	delete(s.wait.under, op)
	if op.long {
		s.wait.long--
	}
	s.mu.Unlock()
	s.tell()
}

// tell brings the listener up to date. No lock is held while it is called, so
// news may come up meanwhile: whoever is telling tells those too, which keeps
// them in order.
func (s *Store) tell() {
	for f := s.news(false); f != nil; f = s.news(true) {
		f()
	}
}

// news gives what to tell next; nothing if another goroutine is telling.
func (s *Store) news(telling bool) func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := &s.wait
	if w.telling && !telling {
		return nil
	}
	w.telling = w.listener != nil && w.told != (w.long > 0)
	if !w.telling {
		return nil
	}
	w.told = !w.told
	f, waiting := w.listener, w.told
	return func() { f(waiting) }
}
