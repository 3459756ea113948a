package keychain

import (
	"errors"
	"testing"

	"behalf/app/secret"
)

var errCrash = errors.New("crash")

// crashing fails for good once it has been called a number of times.
type crashing struct {
	*memory
	left  int
	calls int
}

func (c *crashing) step() error {
	c.calls++
	if c.left--; c.left < 0 {
		return errCrash
	}
	return nil
}

func (c *crashing) Get(name string) (string, error) {
	if err := c.step(); err != nil {
		return "", err
	}
	return c.memory.Get(name)
}

func (c *crashing) Set(name, text string) error {
	if err := c.step(); err != nil {
		return err
	}
	return c.memory.Set(name, text)
}

func (c *crashing) Delete(name string) error {
	if err := c.step(); err != nil {
		return err
	}
	return c.memory.Delete(name)
}

// A crash after any number of steps leaves the old value or the new one, the
// next Set works, and Delete leaves nothing behind, whatever crashed before.
func TestCrashLeavesOldOrNew(t *testing.T) {
	const size = headRoom + 40
	lengths := []int{0, 30, 100, 500, 900}
	for _, before := range lengths {
		for _, after := range lengths {
			for steps := 0; ; steps++ {
				store := newMemory()
				oldValue, newValue := text(before), "new"+text(after)
				mustSet(t, open(store, size), "a", oldValue)

				c := &crashing{memory: store, left: steps}
				err := open(c, size).Set(t.Context(), "a", secret.New(newValue))
				got, found := mustGet(t, open(store, size), "a")
				if !found || (got != oldValue && got != newValue) || (err == nil && got != newValue) {
					t.Fatalf("%d → %d bytes, crash after %d steps: %d bytes, found %v, %v", before, after, steps, len(got), found, err)
				}

				// Twice crashed, at the same place: leftovers of both generations.
				_ = open(&crashing{memory: store, left: steps}, size).Set(t.Context(), "a", secret.New(oldValue))
				mustSet(t, open(store, size), "a", "third")
				if got, _ := mustGet(t, open(store, size), "a"); got != "third" {
					t.Fatalf("after a crash the next value is %d bytes", len(got))
				}
				if err := open(store, size).Delete(t.Context(), "a"); err != nil {
					t.Fatal(err)
				}
				if len(store.items) != 0 {
					t.Fatalf("%d → %d bytes, crash after %d steps: %d items left after Delete", before, after, steps, len(store.items))
				}
				if c.left >= 0 { // it came to its end
					break
				}
			}
		}
	}
}

// A crash in Delete must not leave parts that nobody can find again.
func TestCrashInDeleteIsHealedByTheNext(t *testing.T) {
	const size = headRoom + 40
	for steps := 0; ; steps++ {
		store := newMemory()
		mustSet(t, open(store, size), "a", text(500))
		mustSet(t, open(store, size), "b", "other")
		err := open(&crashing{memory: store, left: steps}, size).Delete(t.Context(), "a")
		if got, found := mustGet(t, open(store, size), "a"); found && got != text(500) {
			t.Fatalf("crash after %d steps: %d bytes", steps, len(got))
		}
		if err := open(store, size).Delete(t.Context(), "a"); err != nil {
			t.Fatal(err)
		}
		if got, found := mustGet(t, open(store, size), "b"); len(store.items) != 1 || !found || got != "other" {
			t.Fatalf("crash after %d steps: %d items left", steps, len(store.items))
		}
		if err == nil {
			return
		}
	}
}
