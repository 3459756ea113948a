package keychain

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/godbus/dbus/v5"
	"github.com/zalando/go-keyring"

	"behalf/app/fault"
	"behalf/app/secret"
)

// wide is text as Windows' own programs keep it: not UTF-8.
func wide(text string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = append(b, byte(unit), byte(unit>>8))
	}
	return string(b)
}

// damages does something to a value "a" of many parts, in generation a.
var damages = func() map[string]func(*memory) {
	edit := func(name string, f func(string) string) func(*memory) {
		return func(m *memory) { m.items[name] = f(m.items[name]) }
	}
	put := func(text string) func(*memory) { return edit("a", func(string) string { return text }) }
	replace := func(from, to string) func(*memory) {
		return edit("a", func(s string) string { return strings.Replace(s, from, to, 1) })
	}
	return map[string]func(*memory){
		"head deleted":             func(m *memory) { delete(m.items, "a") },
		"first part deleted":       func(m *memory) { delete(m.items, "a/a/0") },
		"last part deleted":        func(m *memory) { delete(m.items, "a/a/8") },
		"every part deleted":       func(m *memory) { maps.DeleteFunc(m.items, func(k, _ string) bool { return k != "a" }) },
		"half a part":              edit("a/a/3", func(s string) string { return s[:len(s)/2] }),
		"part emptied":             edit("a/a/3", func(string) string { return "" }),
		"last part cut by a byte":  edit("a/a/8", func(s string) string { return s[:len(s)-1] }),
		"part edited":              edit("a/a/1", func(s string) string { return s + "x" }),
		"part edited, same length": edit("a/a/1", func(s string) string { return "x" + s[1:] }),
		"part of another program":  edit("a/a/1", func(string) string { return wide("hunter2") }),
		"parts swapped":            func(m *memory) { m.items["a/a/1"], m.items["a/a/2"] = m.items["a/a/2"], m.items["a/a/1"] },
		"head cut":                 edit("a", func(s string) string { return s[:20] }),
		"head cut after its piece": edit("a", func(s string) string { return s[:len(s)-1] }),
		"head edited":              edit("a", func(s string) string { return s + "x" }),
		"head says fewer parts":    replace(":9:", ":3:"),
		"head says more parts":     replace(":9:", ":11:"),
		"head says another length": replace(":900:", ":899:"),
		"head says the other half": replace(":a:", ":b:"),
		"head with space around":   edit("a", func(s string) string { return " " + s + "\n" }),
		"of another program":       put("hunter2"),
		"of another, as text":      put(`{"token":"hunter2"}`),
		"of another, as UTF-16":    put(wide("hunter2")),
		"no text":                  put("\x00\x01\xff\xfe\x80"),
		"no text after our head":   put("behalf1:a:0:3:00:\xff\xfe\x80"),
		"of an older version":      replace("behalf1", "behalf0"),
		"of a newer version":       replace("behalf1", "behalf2"),
		"of a much newer version":  replace("behalf1", "behalf10"),
		"a version and nothing":    put("behalf1:"),
		"empty":                    put(""),
		"numbers beyond reason":    put("behalf1:a:999999999:999999999:00:x"),
		"numbers beyond numbers":   put("behalf1:a:99999999999999999999:1:00:x"),
		"numbers below zero":       put("behalf1:a:-1:-1:00:x"),
		"no numbers":               put("behalf1:a:x:y:00:x"),
		"no such generation":       replace(":a:", ":/:"),
		"sum of another value":     put("behalf1:a:0:1:" + checksum("y") + ":x"),
	}
}()

func TestF28DamagedIsAbsent(t *testing.T) {
	const size = headRoom + 40
	for name, damage := range damages {
		store := newMemory()
		s := open(store, size)
		mustSet(t, s, "a", text(900))
		if _, found := mustGet(t, s, "a"); !found || len(store.items) != 10 {
			t.Fatal("the value must lie in many parts for this test")
		}
		damage(store)
		if value, found := mustGet(t, s, "a"); found || value != "" {
			t.Errorf("%s: found %d bytes", name, len(value))
		}
		ruin := &memory{items: maps.Clone(store.items)}
		if err := open(ruin, size).Delete(t.Context(), "a"); err != nil || len(ruin.items) != 0 {
			t.Errorf("%s: Delete leaves %v, %v", name, slices.Collect(maps.Keys(ruin.items)), err)
		}
		for _, value := range []string{"fresh", text(300), text(900)} {
			healed := &memory{items: maps.Clone(store.items)}
			s := open(healed, size)
			mustSet(t, s, "a", value)
			if got, found := mustGet(t, s, "a"); !found || got != value {
				t.Errorf("%s: a new value of %d bytes can't be kept", name, len(value))
			}
			if err := s.Delete(t.Context(), "a"); err != nil || len(healed.items) != 0 {
				t.Errorf("%s, replaced: Delete leaves %v, %v", name, slices.Collect(maps.Keys(healed.items)), err)
			}
		}
	}
}

// ranked is a store that may hold several items of one name, as the Secret
// Service does if another program made one with more attributes. It reads,
// replaces and deletes the first.
type ranked struct {
	*memory
	others []string // before the one in memory
}

func (r *ranked) Get(name string) (string, error) {
	if name == "a" && len(r.others) > 0 {
		return r.others[0], nil
	}
	return r.memory.Get(name)
}

func (r *ranked) Set(name, text string) error {
	if name == "a" && len(r.others) > 0 {
		r.others[0] = text
		return nil
	}
	return r.memory.Set(name, text)
}

func (r *ranked) Delete(name string) error {
	if name == "a" && len(r.others) > 0 {
		r.others = r.others[1:]
		return nil
	}
	return r.memory.Delete(name)
}

func TestF28ADeletedValueDoesNotComeBackFromADuplicate(t *testing.T) {
	b := &ranked{memory: newMemory()}
	s := open(b, 2400)
	mustSet(t, s, "a", "old")
	b.others = []string{"hunter2", "hunter3"}
	if _, found := mustGet(t, s, "a"); found {
		t.Error("another program's entry was taken for ours")
	}
	mustSet(t, s, "a", "new")
	if got, _ := mustGet(t, s, "a"); got != "new" {
		t.Errorf("%q is kept", got)
	}
	if err := s.Delete(t.Context(), "a"); err != nil {
		t.Error(err)
	}
	if _, found := mustGet(t, s, "a"); found || len(b.others)+len(b.items) > 0 {
		t.Errorf("found %v, %d items are left", found, len(b.others)+len(b.items))
	}
}

// garbled fails to read one item in the way that a store's client does.
type garbled struct {
	*memory
	name string
	err  error
}

func (g *garbled) Get(name string) (string, error) {
	if name == g.name {
		return "", g.err
	}
	return g.memory.Get(name)
}

func (g *garbled) Set(name, text string) error {
	if name == g.name {
		g.name = "" // replaced by what can be read
	}
	return g.memory.Set(name, text)
}

func TestF28AnEditedEntryThatCannotBeDecoded(t *testing.T) {
	const size = headRoom + 40
	_, base64Error := base64.StdEncoding.DecodeString("no base64")
	_, hexError := hex.DecodeString("no hex")
	_, oddError := hex.DecodeString("abc")
	gone := dbus.Error{Name: "org.freedesktop.Secret.Error.NoSuchObject"}
	for _, err := range []error{base64Error, hexError, oddError, gone} {
		for _, name := range []string{"a", "a/a/1"} {
			b := &garbled{memory: newMemory()}
			s := open(b, size)
			mustSet(t, s, "a", text(200))
			b.name, b.err = name, err
			if value, found := mustGet(t, s, "a"); found || value != "" {
				t.Errorf("%v in %s: found %d bytes", err, name, len(value))
			}
			mustSet(t, s, "a", text(210))
			mustSet(t, s, "a", text(220)) // also into the place of the garbled part
			if got, found := mustGet(t, s, "a"); !found || got != text(220) {
				t.Errorf("%v in %s: a new value can't be kept", err, name)
			}
		}
	}
}

func (g *garbled) Delete(name string) error {
	if name == g.name {
		g.name = ""
	}
	return g.memory.Delete(name)
}

// forgetful says yes and does nothing, as go-keyring does when the store asks
// the person, who says no.
type forgetful struct {
	*memory
	writes, deletes bool
	calls           int
}

func (f *forgetful) Set(name, text string) error {
	if f.writes {
		return nil
	}
	return f.memory.Set(name, text)
}

func (f *forgetful) Delete(name string) error {
	if f.calls++; f.deletes {
		return nil
	}
	return f.memory.Delete(name)
}

func TestF26AYesThatWasANo(t *testing.T) {
	const size = headRoom + 40
	for _, before := range []string{"", "old", text(500)} {
		b := &forgetful{memory: newMemory()}
		s := open(b, size)
		if before != "" {
			mustSet(t, s, "a", before)
		}
		b.writes, b.deletes = true, true
		err := s.Set(t.Context(), "a", secret.New("new"))
		if !fault.Is(err, fault.KeychainReadOnly) || !errors.Is(err, errNotKept) {
			t.Errorf("over %d bytes: %v", len(before), err)
		}
		if got, found := mustGet(t, s, "a"); got != before || found != (before != "") {
			t.Errorf("of %d bytes, %d are left", len(before), len(got))
		}
		if before == "" {
			continue
		}
		b.calls = 0
		if err := s.Delete(t.Context(), "a"); !fault.Is(err, fault.KeychainReadOnly) || b.calls != 1 {
			t.Errorf("%v; it was asked %d times", err, b.calls)
		}
	}
}

func TestF26AStoreThatRefuses(t *testing.T) {
	for _, refusal := range []error{keyring.ErrSetDataTooBig, keyring.ErrUnsupportedPlatform, errors.New("other")} {
		b := &refusing{memory: newMemory(), err: refusal}
		s := open(b, 2400)
		if err := s.Set(t.Context(), "a", secret.New("x")); !fault.Is(err, fault.KeychainFailed) || !errors.Is(err, refusal) {
			t.Error(err)
		}
		if _, found := mustGet(t, s, "a"); found {
			t.Error("something is kept")
		}
	}
}

// refusing can be read, and takes nothing.
type refusing struct {
	*memory
	err error
}

func (r *refusing) Set(string, string) error { return r.err }
