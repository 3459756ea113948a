package keychain

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/godbus/dbus/v5"
	"github.com/zalando/go-keyring"
)

// A value lies in a head item of its own name. What does not fit there lies in
// parts named after the value, its generation and a number:
//
//	name       behalf1:a:2:5210:9f86d081884c7d65:first piece of the value
//	name/a/0   second piece
//	name/a/1   third piece
//
// There are two generations, a and b. A new value writes its parts into the
// one not in use, then the head, which is the one step that makes it valid, and
// then removes the parts of the old generation. Parts are written upwards and
// removed downwards, so that those which a crash left over have no gaps and are
// found again without a list, which no store gives.

var (
	// A store may ask the person before it writes or deletes; go-keyring takes
	// a no for a yes.
	errNotKept   = errors.New("the keychain did not keep what it was given")
	errNotErased = errors.New("the keychain did not delete what it was told to")

	// errWriting tells what failed in writing from what failed in reading.
	errWriting = errors.New("writing to the keychain")
)

// items lays values out over the items of a backend.
type items struct {
	backend backend
	size    int // bytes an item can hold
	call    caller
}

func (i items) with(call caller) items { i.call = call; return i }

// get reads a value; found is false for an absent and for a damaged one.
func (i items) get(name string) (value string, found bool, err error) {
	if !goodName(name) {
		return "", false, errName
	}
	text, found, err := i.read(name)
	for found && err == nil {
		h, ok := parseHead(text)
		if !ok {
			return "", false, nil
		}
		if value, ok, err = i.join(name, h); ok || err != nil {
			return value, ok, err
		}
		// Either it is damaged, or another process has just replaced it and
		// took the parts away while they were being read: then the head is
		// another one.
		before := text
		if text, found, err = i.read(name); text == before {
			return "", false, err
		}
	}
	return "", false, err
}

func (i items) join(name string, h head) (value string, ok bool, err error) {
	var b strings.Builder
	b.WriteString(h.piece)
	for n := range h.parts {
		piece, found, err := i.read(partName(name, h.generation, n))
		if err != nil || !found {
			return "", false, err
		}
		b.WriteString(piece)
	}
	if value = b.String(); !h.holds(value) {
		return "", false, nil
	}
	return value, true, nil
}

// set replaces a value. The old one's parts go only once the new one has been
// read back.
func (i items) set(name, value string) error {
	if !goodName(name) {
		return errName
	}
	if len(value) > maxValue {
		return errTooLong
	}
	old, err := i.head(name)
	if err != nil {
		return err
	}
	next := "a"
	if old.generation == "a" {
		next = "b"
	}
	pieces := split(value, i.size-headRoom, i.size)
	for n, piece := range pieces[1:] {
		if err := i.write(partName(name, next, n), piece); err != nil {
			return err
		}
	}
	h := head{next, len(pieces) - 1, len(value), checksum(value), pieces[0]}
	if err := i.write(name, h.String()); err != nil {
		return err
	}
	if err := i.verify(name, h, old); err != nil {
		return err
	}
	if old.parts > 0 {
		// The value is kept, and that is what a Set says. What this leaves over,
		// the next Set or Delete removes.
		_ = i.sweep(name, old.generation, old.parts)
	}
	return nil
}

// verify reads back what was written. A value that is neither the new nor the
// old one is fine: another process was quick to replace ours.
func (i items) verify(name string, h, old head) error {
	got, found, err := i.get(name)
	if err == nil && (!found || old.holds(got) && !h.holds(got)) {
		return errNotKept
	}
	return err
}

// remove deletes a value: the head first, so that it is gone at once, and then
// the parts of both generations, since a crash may have left some.
func (i items) remove(name string) error {
	if !goodName(name) {
		return errName
	}
	old, err := i.head(name)
	if err != nil {
		return err
	}
	if err := i.erase(name); err != nil {
		return err
	}
	for _, generation := range []string{"a", "b"} {
		known := 0
		if generation == old.generation {
			known = old.parts
		}
		if err := i.sweep(name, generation, known); err != nil {
			return err
		}
	}
	return nil
}

// removeAll removes every item of the service. What another process has
// removed meanwhile is as good as removed.
func (i items) removeAll() error {
	err := i.call(i.backend.DeleteAll)
	for n := 0; n < maxErased && isAbsent(err); n++ {
		err = i.call(i.backend.DeleteAll)
	}
	return writing(err)
}

// sweep removes the parts of a generation: those that are known of and those
// found after them.
func (i items) sweep(name, generation string, known int) error {
	for {
		_, found, err := i.read(partName(name, generation, known))
		if err != nil {
			return err
		}
		if !found {
			break
		}
		known++
	}
	for n := known - 1; n >= 0; n-- {
		if err := i.erase(partName(name, generation, n)); err != nil {
			return err
		}
	}
	return nil
}

// head reads a value's head; the zero head if there is none to be read.
func (i items) head(name string) (head, error) {
	text, _, err := i.read(name)
	if err != nil {
		return head{}, err
	}
	h, _ := parseHead(text)
	return h, nil
}

// read gives an item's text; none for one that was written by other means and
// can't be decoded.
func (i items) read(name string) (text string, found bool, err error) {
	var got string // not a result: a call that comes too late must not write to it
	err = i.call(func() (err error) { got, err = i.backend.Get(name); return err })
	switch {
	case isAbsent(err):
		return "", false, nil
	case isGarbled(err):
		return "", true, nil
	case err != nil:
		return "", false, err
	}
	return got, true, nil
}

func (i items) write(name, text string) error {
	return writing(i.call(func() error { return i.backend.Set(name, text) }))
}

// erase deletes every item of a name. The Secret Service may hold several, if
// another program made them, and takes one at a time.
func (i items) erase(name string) error {
	text, found, err := i.read(name)
	for n := 0; found && err == nil; n++ {
		if err := i.delete(name); err != nil {
			return err
		}
		before := text
		text, found, err = i.read(name)
		if found && (text == before || n == maxErased) {
			return errNotErased
		}
	}
	return err
}

func (i items) delete(name string) error {
	err := i.call(func() error { return i.backend.Delete(name) })
	if isAbsent(err) {
		return nil
	}
	return writing(err)
}

func writing(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", errWriting, err)
}

func isAbsent(err error) bool {
	var onBus dbus.Error
	return errors.Is(err, keyring.ErrNotFound) ||
		// It went between the search for it and the reading of it.
		errors.As(err, &onBus) && onBus.Name == "org.freedesktop.Secret.Error.NoSuchObject"
}

// isGarbled knows how go-keyring fails on macOS to decode what somebody edited.
func isGarbled(err error) bool {
	var (
		base64Error base64.CorruptInputError
		hexError    hex.InvalidByteError
	)
	return errors.As(err, &base64Error) || errors.As(err, &hexError) || errors.Is(err, hex.ErrLength)
}
