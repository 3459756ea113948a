// Package keychain keeps secrets in the system's store: Secret Service on
// Linux, the Keychain on macOS, the Credential Manager on Windows. It is the
// only home of go-keyring, and adds what that lacks:
//
//   - time limits: a store may wait for ever for a password (gate.go);
//   - one call at a time, because the stores' own clients mix up answers;
//   - sizes: a value too long for one item is spread over several, and replaced
//     so that a crash at any instant leaves the old value or the new one, never
//     a mix (item.go);
//   - errors that say what to do: absent, locked, slow, failed (errors.go).
//
// It does not know what the secrets are, and it does not lock between
// processes: whoever replaces a value that another process replaces too (auth
// does) holds a lock of its own. Reading needs no lock.
package keychain

import (
	"context"
	"time"

	"behalf/app/secret"
)

// Time limits. Reading is silent, so five seconds is long; writing may be what
// brings up the store's password window, and a person needs time to type.
const (
	readLimit  = 5 * time.Second
	writeLimit = 2 * time.Minute
	stateLimit = 2 * time.Second // a state is shown, not worked with
)

// Store keeps the values of one service under names.
type Store struct {
	items  items
	gate   *gate
	kind   string
	name   string
	read   time.Duration
	write  time.Duration
	lookup func(context.Context) lookup // nil: a silent read tells the state
}

// Open gives the system's store. Nothing is asked of it yet.
func Open(service string) *Store {
	s := system(service)
	s.gate, s.read, s.write = newGate(), readLimit, writeLimit
	return s
}

// Memory keeps everything until the program ends, and touches no store.
func Memory() *Store {
	return &Store{
		items: items{backend: newMemory(), size: maxValue},
		gate:  newGate(), read: readLimit, write: writeLimit,
		kind: "memory", name: "only until you quit",
	}
}

// Get reads a value. A value that is damaged (a part deleted, edited by hand,
// or written by something else) counts as absent.
func (s *Store) Get(ctx context.Context, name string) (value secret.Text, found bool, err error) {
	var text string
	err = s.gate.run(ctx, s.read, func(call caller) error {
		var err error
		text, found, err = s.items.with(call).get(name)
		return err
	})
	if err != nil || !found {
		return secret.Text{}, false, explain(ctx, err)
	}
	return secret.New(text), true, nil
}

// Set keeps a value under a name, replacing the one before in one step.
func (s *Store) Set(ctx context.Context, name string, value secret.Text) error {
	return explain(ctx, s.gate.run(ctx, s.write, func(call caller) error {
		return s.items.with(call).set(name, value.Reveal())
	}))
}

// Delete removes a value and every leftover of it; absent is fine.
func (s *Store) Delete(ctx context.Context, name string) error {
	return explain(ctx, s.gate.run(ctx, s.write, func(call caller) error {
		return s.items.with(call).remove(name)
	}))
}

// DeleteAll removes everything of this service.
func (s *Store) DeleteAll(ctx context.Context) error {
	return explain(ctx, s.gate.run(ctx, s.write, func(call caller) error {
		return call(s.items.backend.DeleteAll)
	}))
}
