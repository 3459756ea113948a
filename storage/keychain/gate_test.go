package keychain

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app/fault"
	"behalf/app/secret"
)

// silent never answers, until it is released.
type silent struct {
	*memory
	answer chan struct{}
}

func (s *silent) Get(name string) (string, error) { <-s.answer; return s.memory.Get(name) }

func (s *silent) Set(name, text string) error { <-s.answer; return s.memory.Set(name, text) }

func TestF26NeverAnswering(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &silent{memory: newMemory(), answer: make(chan struct{})}
		s := open(b, 2400)
		began := time.Now()
		slow := func(what string, err error, after time.Duration) {
			t.Helper()
			if !fault.Is(err, fault.KeychainSlow) {
				t.Errorf("%s: %v", what, err)
			}
			if took := time.Since(began); took != after {
				t.Errorf("%s: after %v, want %v", what, took, after)
			}
		}
		_, _, err := s.Get(t.Context(), "a")
		slow("the first read", err, limit)
		_, _, err = s.Get(t.Context(), "a")
		slow("a read while one hangs", err, limit)
		slow("a write while a read hangs", s.Set(t.Context(), "a", secret.New("x")), limit)

		close(b.answer) // the password was typed at last
		synctest.Wait()
		mustSet(t, s, "a", "x")
		if got, found := mustGet(t, s, "a"); !found || got != "x" {
			t.Error("the store is not usable again after it answered")
		}
	})
}

func TestF26AnsweringAfterAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &silent{memory: newMemory(), answer: make(chan struct{})}
		s := open(b, 2400)
		time.AfterFunc(time.Minute, func() { close(b.answer) })
		mustSet(t, s, "a", "x") // a person needs time to type a password
	})
}

func TestWaitersLearnThatTheStoreHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &silent{memory: newMemory(), answer: make(chan struct{})}
		s := open(b, 2400)
		began := time.Now()
		go func() { _, _, _ = s.Get(context.Background(), "a") }()
		synctest.Wait()
		if err := s.Set(t.Context(), "a", secret.New("x")); !fault.Is(err, fault.KeychainSlow) || time.Since(began) != limit {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		close(b.answer)
	})
}

func TestCancellingIsNotTheKeychainsFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &silent{memory: newMemory(), answer: make(chan struct{})}
		s := open(b, 2400)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		if _, _, err := s.Get(ctx, "a"); !errors.Is(err, context.Canceled) || fault.From(err).Kind != fault.Stopped {
			t.Errorf("cancelled: %v", err)
		}
		// What was called off goes on for a moment; nobody is refused for that.
		time.AfterFunc(time.Second, func() { close(b.answer) })
		if _, _, err := s.Get(t.Context(), "a"); err != nil {
			t.Errorf("the next read: %v", err)
		}
		short, cancelShort := context.WithTimeout(t.Context(), 0)
		defer cancelShort()
		if _, _, err := s.Get(short, "a"); !fault.Is(err, fault.KeychainSlow) {
			t.Errorf("a caller's own limit: %v", err)
		}
	})
}

// A Set that ran out of time must not go on in the background: its value would
// appear after the person was told that it was not kept.
func TestALateSetStopsWhereItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &silent{memory: newMemory(), answer: make(chan struct{})}
		s := open(b, headRoom+40)
		if err := s.Set(t.Context(), "a", secret.New(text(500))); !fault.Is(err, fault.KeychainSlow) {
			t.Fatal(err)
		}
		close(b.answer)
		synctest.Wait()
		if len(b.items) != 0 {
			t.Errorf("%d items appeared afterwards", len(b.items))
		}
	})
}

type panicking struct{ *memory }

func (panicking) Get(string) (string, error) { panic("nil signal " + marker) }

func TestAPanicInsideTheClientIsAnError(t *testing.T) {
	_, _, err := open(panicking{newMemory()}, 2400).Get(t.Context(), "a")
	if !fault.Is(err, fault.KeychainFailed) {
		t.Error(err)
	}
	if cause := errors.Unwrap(err); strings.Contains(fmt.Sprintf("%+v %v", err, cause), marker) {
		t.Errorf("a panic's value was printed: %v", cause)
	}
}
