package keychain

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// heard keeps what a listener was told.
type heard struct {
	began time.Time
	mu    sync.Mutex
	news  []bool
	at    []time.Duration
}

func (h *heard) hear(waiting bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.news, h.at = append(h.news, waiting), append(h.at, time.Since(h.began))
}

func listen(s *Store) *heard {
	h := &heard{began: time.Now()}
	s.OnWait(h.hear)
	return h
}

func (h *heard) want(t *testing.T, want ...bool) {
	t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	if !slices.Equal(h.news, want) {
		t.Errorf("the listener heard %v at %v, want %v", h.news, h.at, want)
	}
}

func newSilent() *silent { return &silent{memory: newMemory(), answer: make(chan struct{})} }

func (s *silent) answerAfter(d time.Duration) { time.AfterFunc(d, func() { close(s.answer) }) }

func TestF26TheWaitIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newSilent()
		s := open(b, 2400)
		h := listen(s)
		b.answerAfter(30 * time.Second)
		mustSet(t, s, "a", "x")
		h.want(t, true, false)
		if want := []time.Duration{waitShown, 30 * time.Second}; !slices.Equal(h.at, want) {
			t.Errorf("told at %v, want %v", h.at, want)
		}
	})
}

func TestAStoreAtHandIsNotAWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newSilent()
		s := open(b, 2400)
		h := listen(s)
		b.answerAfter(waitShown - 1)
		mustSet(t, s, "a", "x")
		for range 100 {
			mustGet(t, s, "a")
		}
		h.want(t)
	})
}

// The answer comes in the very instant in which the wait would be told.
func TestTheWaitDoesNotOutliveTheAnswer(t *testing.T) {
	for range 200 {
		synctest.Test(t, func(t *testing.T) {
			b := newSilent()
			s := open(b, 2400)
			h := listen(s)
			b.answerAfter(waitShown)
			mustSet(t, s, "a", "x")
			synctest.Wait()
			if len(h.news)%2 != 0 {
				t.Errorf("nobody waits any more, but the listener heard %v", h.news)
			}
		})
	}
}

// Of several, the first that takes long begins the wait, and the last ends it;
// a look at the state, which is silent, is none.
func TestTheWaitIsOneForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newSilent()
		s := open(b, 2400)
		h := listen(s)
		s.State(t.Context())
		h.want(t)
		var all sync.WaitGroup
		for n := range 5 {
			all.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(n+2)*time.Second)
				defer cancel()
				_, _, _ = s.Get(ctx, "a") // what it says is tested elsewhere
			})
		}
		all.Wait()
		h.want(t, true, false)
		if want := 8 * time.Second; h.at[1] != want {
			t.Errorf("the wait ended at %v, want %v", h.at[1], want)
		}
		close(b.answer)
	})
}

func TestAListenerThatComesLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newSilent()
		s := open(b, 2400)
		first := listen(s)
		second := &heard{}
		time.AfterFunc(5*time.Second, func() { s.OnWait(second.hear) })
		b.answerAfter(10 * time.Second)
		mustSet(t, s, "a", "x")
		first.want(t, true)
		second.want(t, true, false)
		s.OnWait(nil)
		mustSet(t, s, "a", "y")
	})
}

// A listener may call the Store, so no lock is held meanwhile; and it is told
// one thing after another even if what it calls makes news.
func TestAListenerMayCallTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newSilent()
		s := open(b, 2400)
		var inside, most int
		var news []bool
		ended := make(chan struct{})
		s.OnWait(func(waiting bool) {
			inside++
			most = max(most, inside)
			news = append(news, waiting)
			s.Cancel()
			s.KeepInMemory()
			mustSet(t, s, "b", "x")
			<-ended // which is news while this is being told
			inside--
		})
		if err := s.Set(t.Context(), "a", secret.New("x")); !fault.Is(err, fault.KeychainLocked) {
			t.Error(err)
		}
		close(ended)
		synctest.Wait()
		if most != 1 || !slices.Equal(news, []bool{true, false}) {
			t.Errorf("%d at a time, %v", most, news)
		}
		close(b.answer)
	})
}

func TestF26CancelGivesUpEveryWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newSilent()
		s := open(b, 2400)
		h := listen(s)
		s.Cancel() // of nothing
		time.AfterFunc(10*time.Second, s.Cancel)
		began := time.Now()
		var all sync.WaitGroup
		for range 3 { // one has reached the store, two wait for their turn
			all.Go(func() {
				err := s.Set(t.Context(), "a", secret.New("x"))
				if !fault.Is(err, fault.KeychainLocked) || !errors.Is(err, errCancelled) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("given up after %v", took)
		}
		h.want(t, true, false)

		// The window is still open; whoever tries again waits for it.
		b.answerAfter(time.Second)
		mustSet(t, s, "a", "y")
		if got, _ := mustGet(t, s, "a"); got != "y" {
			t.Errorf("%q is kept", got)
		}
	})
}

func TestF26KeepInMemory(t *testing.T) {
	store := newMemory()
	s := open(store, 2400)
	mustSet(t, s, "a", "of the system")
	s.KeepInMemory()
	if _, found := mustGet(t, s, "a"); found {
		t.Error("a value of the system's store is still seen")
	}
	mustSet(t, s, "b", text(maxValue))
	s.KeepInMemory() // again: nothing is lost
	if got, _ := mustGet(t, s, "b"); got != text(maxValue) {
		t.Errorf("%d bytes came back", len(got))
	}
	want := app.Keychain{Kind: "memory", Name: "only until you quit", State: app.KeychainMemory}
	if got := s.State(t.Context()); got != want {
		t.Errorf("%+v", got)
	}
	if got, _ := mustGet(t, open(store, 2400), "a"); got != "of the system" || len(store.items) != 1 {
		t.Errorf("the system's store was touched: %q, %d items", got, len(store.items))
	}
	if err := s.DeleteAll(t.Context()); err != nil {
		t.Error(err)
	}
	if _, found := mustGet(t, s, "b"); found || len(store.items) != 0 {
		t.Error("DeleteAll left a value")
	}
}

// Whoever waits for the password when the person chooses memory goes on there,
// without that password, and so does everybody after them.
func TestF26KeepInMemoryWhileOneHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newSilent()
		s := open(b, headRoom+40)
		h := listen(s)
		time.AfterFunc(10*time.Second, s.KeepInMemory)
		mustSet(t, s, "a", text(500))
		if got, found := mustGet(t, s, "a"); !found || got != text(500) {
			t.Errorf("found %v, %d bytes", found, len(got))
		}
		h.want(t, true, false)
		close(b.answer)
		synctest.Wait()
		if len(b.items) != 0 {
			t.Errorf("%d items appeared in the system's store", len(b.items))
		}
	})
}

func TestF26EveryoneIsInMemoryAfterTheChoice(t *testing.T) {
	for range 50 {
		system := newMemory()
		s := open(system, 2400)
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() { mustSet(t, s, "before", "x") })
			all.Go(func() { s.State(t.Context()) })
		}
		s.KeepInMemory()
		for range 4 {
			all.Go(func() { mustSet(t, s, "after", "x") })
		}
		all.Wait()
		if _, err := system.Get("after"); err == nil {
			t.Fatal("a value reached the system's store after the choice")
		}
	}
}

// What was in the system's store before is out of sight, but not out of reach of
// a delete.
func TestF26KeepInMemoryForgetsNothingThatLiesElsewhere(t *testing.T) {
	system := newMemory()
	s := newStore(place{kind: "secret-service", name: "test", items: items{backend: system, size: maxValue + headRoom}, gate: newGate()})
	for _, name := range []string{"tokens-1", "tokens-2"} {
		if err := s.Set(t.Context(), name, secret.New("ZZTEST")); err != nil {
			t.Fatal(err)
		}
	}
	s.KeepInMemory()
	if _, found, err := s.Get(t.Context(), "tokens-1"); found || err != nil {
		t.Errorf("still in sight: %v, %v", found, err)
	}
	if err := s.Delete(t.Context(), "tokens-1"); err != nil || len(system.items) != 1 {
		t.Errorf("deleted by name: %v, %d left", err, len(system.items))
	}
	if err := s.DeleteAll(t.Context()); err != nil || len(system.items) != 0 {
		t.Errorf("deleted all: %v, %d left", err, len(system.items))
	}
}
