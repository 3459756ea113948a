// Package keychain keeps secrets in the system's store: Secret Service on
// Linux, the Keychain on macOS, the Credential Manager on Windows. It is the
// only home of go-keyring, and adds what that lacks:
//
//   - time limits: a store may wait for ever for a password (gate.go);
//   - one call at a time, because the stores' own clients mix up answers;
//   - the wait in words, with a way out (wait.go);
//   - sizes: a value too long for one item is spread over several, and replaced
//     so that a crash at any instant leaves the old value or the new one, never
//     a mix (item.go, head.go, limits.go);
//   - a look afterwards: some stores say yes and keep nothing;
//   - errors that say what to do: absent, locked, slow, refused … (errors.go).
//
// It does not know what the secrets are, but for the passcodes of the latest
// meetings (passcodes.go), and it does not lock between
// processes: whoever replaces a value that another process replaces too (auth
// does) holds a lock of its own. Reading needs no lock.
package keychain

import (
	"context"
	"errors"
	"sync"
	"time"

	"behalf/app/fault"
	"behalf/app/secret"
)

// Time limits. Any operation may bring up the store's password window, and a
// person needs time to type. Who wants a short and silent one gives a ctx with
// a deadline of its own.
const (
	limit      = 2 * time.Minute
	stateLimit = 2 * time.Second // a state is shown, not worked with
)

// errMoved ends an operation that was under way when the values moved into
// memory. It never leaves this package: the operation starts over there.
var errMoved = errors.New("secrets are kept in memory now")

// Store keeps the values of one service under names.
type Store struct {
	mu     sync.Mutex // guards all below
	place  place
	former *place // the system's store, once values are kept in memory
	wait   wait
}

// place is where values lie.
type place struct {
	kind   string
	name   string // as people call it
	items  items
	gate   *gate
	lookup func(context.Context) lookup // nil: a silent read tells the state
}

// Open gives the system's store. Nothing is asked of it yet.
func Open(service string) *Store { return newStore(system(service)) }

// Memory keeps everything until the program ends, and touches no store.
func Memory() *Store { return newStore(inMemory()) }

func newStore(p place) *Store { return &Store{place: p} }

func inMemory() place {
	return place{
		kind: "memory", name: "only until you quit",
		items: items{backend: newMemory(), size: maxValue + headRoom}, gate: newGate(),
	}
}

// KeepInMemory keeps everything in memory from now on, until the program ends.
// What lies in the system's store stays there, out of sight, until it is deleted
// by its name or with all the rest. An operation that is waiting for that store starts over in memory at once (only
// a call that has reached the store can't be called off: gate.go).
func (s *Store) KeepInMemory() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.place.kind == "memory" {
		return
	}
	former := s.place
	s.place, s.former = inMemory(), &former
	s.wait.giveUpAll(errMoved)
}

// Get reads a value. A value that is damaged (a part deleted, edited by hand,
// or written by something else) counts as absent.
func (s *Store) Get(ctx context.Context, name string) (value secret.Text, found bool, err error) {
	return s.get(ctx, name, shown)
}

func (s *Store) get(ctx context.Context, name string, sight sight) (value secret.Text, found bool, err error) {
	var text string
	err = s.do(ctx, sight, func(i items) (err error) {
		text, found, err = i.get(name)
		return err
	})
	if err != nil || !found {
		return secret.Text{}, false, err
	}
	return secret.New(text), true, nil
}

// Set keeps a value under a name, replacing the one before in one step.
func (s *Store) Set(ctx context.Context, name string, value secret.Text) error {
	return s.do(ctx, shown, func(i items) error { return i.set(name, value.Reveal()) })
}

// Delete removes a value and every leftover of it; absent is fine. What is not
// in memory may still lie in the system's store since before.
func (s *Store) Delete(ctx context.Context, name string) error {
	remove := func(i items) error { return i.remove(name) }
	here := true
	if s.moved() {
		_, here, _ = s.Get(ctx, name) // memory does not fail
	}
	if err := s.do(ctx, shown, remove); err != nil || here {
		return err
	}
	return s.inFormer(ctx, remove)
}

// DeleteEverywhere removes a value, and what the system's store holds under its
// name since before.
func (s *Store) DeleteEverywhere(ctx context.Context, name string) error {
	return s.everywhere(ctx, func(i items) error { return i.remove(name) })
}

// DeleteAll removes everything of this service, wherever it lies.
func (s *Store) DeleteAll(ctx context.Context) error {
	return s.everywhere(ctx, func(i items) error { return i.removeAll() })
}

func (s *Store) everywhere(ctx context.Context, work func(items) error) error {
	if err := s.do(ctx, shown, work); err != nil {
		return err
	}
	return s.inFormer(ctx, work)
}

func (s *Store) moved() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.former != nil
}

// inFormer works where values lay before they were kept in memory. If there is
// no such store, nothing lies in it.
func (s *Store) inFormer(ctx context.Context, work func(items) error) error {
	if !s.moved() {
		return nil
	}
	ctx, _, end := s.begin(ctx, shown)
	defer end()
	err := explain(ctx, s.former.gate.run(ctx, func(call caller) error { return work(s.former.items.with(call)) }))
	if fault.Is(err, fault.KeychainAbsent) {
		return nil
	}
	return err
}

// do carries an operation out, in the place where the values lie; once more if
// they move into memory meanwhile, which happens once at most.
func (s *Store) do(ctx context.Context, sight sight, work func(items) error) error {
	err := s.once(ctx, sight, work)
	if errors.Is(err, errMoved) {
		err = s.once(ctx, sight, work)
	}
	return explain(ctx, err)
}

func (s *Store) once(ctx context.Context, sight sight, work func(items) error) error {
	ctx, place, end := s.begin(ctx, sight)
	defer end()
	return place.gate.run(ctx, func(call caller) error { return work(place.items.with(call)) })
}
