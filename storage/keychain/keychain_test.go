package keychain

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"behalf/app"
	"behalf/app/secret"
)

const marker = "ZZTESTTOKEN"

func TestMain(m *testing.M) {
	if role := os.Getenv(roleVariable); role != "" {
		os.Exit(playRole(role))
	}
	goleak.VerifyTestMain(m)
}

// open gives a store over a backend, with items of a size.
func open(b backend, size int) *Store {
	return newStore(place{kind: "test", name: "test", items: items{backend: b, size: size}, gate: newGate()})
}

// text makes a value whose every part is different.
func text(length int) string {
	var b strings.Builder
	for b.Len() < length {
		fmt.Fprintf(&b, "%s-%d;", marker, b.Len())
	}
	return b.String()[:length]
}

func mustSet(t *testing.T, s *Store, name, value string) {
	t.Helper()
	if err := s.Set(t.Context(), name, secret.New(value)); err != nil {
		t.Fatalf("Set %d bytes: %v", len(value), err)
	}
}

func mustGet(t *testing.T, s *Store, name string) (string, bool) {
	t.Helper()
	value, found, err := s.Get(t.Context(), name)
	if err != nil {
		t.Fatalf("Get: %v", err)
	}
	return value.Reveal(), found
}

func TestValuesComeBackWhole(t *testing.T) {
	s := Memory()
	if _, found := mustGet(t, s, "a"); found {
		t.Error("found before it was set")
	}
	for _, value := range []string{"", "x", "with:colons:and\nlines\r\n ", strings.Repeat("ü€😀", 900)} {
		for _, size := range []int{headRoom + 8, 200, smallItem, itemSize("linux")} {
			if n := (len(value) + size) / (size - 8); n > maxParts {
				continue
			}
			s := open(newMemory(), size)
			mustSet(t, s, "a", value)
			if got, found := mustGet(t, s, "a"); !found || got != value {
				t.Errorf("size %d: %d bytes went in, %d came out (found %v)", size, len(value), len(got), found)
			}
		}
	}
	if err := s.Delete(t.Context(), "never set"); err != nil {
		t.Errorf("deleting what is absent: %v", err)
	}
}

// meddling replaces the value between the reading of its head and of its parts,
// as another process may.
type meddling struct {
	*memory
	once func()
}

func (m *meddling) Get(name string) (string, error) {
	text, err := m.memory.Get(name)
	if name == "a" && m.once != nil {
		once := m.once
		m.once = nil
		once()
	}
	return text, err
}

func TestReadingWhileAnotherProcessReplaces(t *testing.T) {
	const size = headRoom + 40
	for replacements := 1; replacements <= 2; replacements++ {
		store := newMemory()
		other := open(store, size)
		mustSet(t, other, "a", text(500))
		s := open(&meddling{memory: store, once: func() {
			for range replacements {
				mustSet(t, other, "a", "new"+text(400))
			}
		}}, size)
		if got, found := mustGet(t, s, "a"); !found || got != "new"+text(400) {
			t.Errorf("%d replacements: found %v, %d bytes", replacements, found, len(got))
		}
	}
}

func TestDeleteAll(t *testing.T) {
	store := newMemory()
	s := open(store, 200)
	mustSet(t, s, "a", text(900))
	mustSet(t, s, "b", "x")
	if err := s.DeleteAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(store.items) != 0 {
		t.Errorf("%d items left", len(store.items))
	}
}

func TestMemoryState(t *testing.T) {
	want := app.Keychain{Kind: "memory", Name: "only until you quit", State: app.KeychainMemory}
	if diff := cmp.Diff(want, Memory().State(t.Context())); diff != "" {
		t.Error(diff)
	}
}

type failing struct {
	*memory
	err error
}

func (f failing) Get(string) (string, error) { return "", f.err }

func TestStateByASilentRead(t *testing.T) {
	if k := open(newMemory(), 2400).State(t.Context()); k.State != app.KeychainOK {
		t.Errorf("an empty store is %q", k.State)
	}
	for err, want := range map[error]app.KeychainState{
		errNoBus:            app.KeychainAbsent,
		errSlow:             app.KeychainLocked,
		errors.New("other"): app.KeychainUnknown,
	} {
		if k := open(failing{newMemory(), err}, 2400).State(t.Context()); k.State != want {
			t.Errorf("%v: %q, want %q", err, k.State, want)
		}
	}
}

func TestNothingPrintsTheValue(t *testing.T) {
	var out bytes.Buffer
	s := open(&crashing{memory: newMemory(), left: 3}, headRoom+40)
	err := s.Set(t.Context(), "a", secret.New(text(500)))
	fmt.Fprintf(&out, "%v %+v %v", err, err, errors.Unwrap(err))
	if err == nil || strings.Contains(out.String(), marker) {
		t.Errorf("%s", out.String())
	}
}
