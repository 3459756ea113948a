package keychain

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

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
const (
	format   = "behalf1"
	maxParts = 32
	maxValue = 64 << 10

	// The stores' limits: Windows takes 2 560 bytes an item; macOS a command of
	// 4 096 characters with the value in base64, so about 2 900. The Secret
	// Service has none: there a value is one item, read in one go.
	smallItem = 2400

	// headRoom is more than the longest head before the value.
	headRoom = 64
)

var errTooLong = errors.New("longer than a secret may be")

func itemSize(goos string) int {
	if goos == "windows" || goos == "darwin" {
		return smallItem
	}
	return maxValue + headRoom
}

// head says how a value is laid out.
type head struct {
	generation string
	parts      int
	length     int
	sum        string
	piece      string // the value's first piece
}

// items lays values out over the items of a backend.
type items struct {
	backend backend
	size    int // bytes an item can hold
	call    caller
}

func (i items) with(call caller) items { i.call = call; return i }

// get reads a value; found is false for an absent and for a damaged one.
func (i items) get(name string) (value string, found bool, err error) {
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
	value = b.String()
	return value, len(value) == h.length && checksum(value) == h.sum, nil
}

// set replaces a value.
func (i items) set(name, value string) error {
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
	if old.parts == 0 {
		return nil
	}
	return i.sweep(name, old.generation, old.parts)
}

// remove deletes a value: the head first, so that it is gone at once, and then
// the parts of both generations, since a crash may have left some.
func (i items) remove(name string) error {
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

func (i items) read(name string) (text string, found bool, err error) {
	var got string // not a result: a call that comes too late must not write to it
	err = i.call(func() (err error) { got, err = i.backend.Get(name); return err })
	switch {
	case errors.Is(err, keyring.ErrNotFound):
		return "", false, nil
	case err != nil:
		return "", false, err
	}
	return got, true, nil
}

func (i items) write(name, text string) error {
	return i.call(func() error { return i.backend.Set(name, text) })
}

func (i items) erase(name string) error {
	err := i.call(func() error { return i.backend.Delete(name) })
	if errors.Is(err, keyring.ErrNotFound) {
		return nil
	}
	return err
}

func partName(name, generation string, n int) string {
	return name + "/" + generation + "/" + strconv.Itoa(n)
}

// String writes the head item.
func (h head) String() string {
	return fmt.Sprintf("%s:%s:%d:%d:%s:%s", format, h.generation, h.parts, h.length, h.sum, h.piece)
}

func parseHead(text string) (head, bool) {
	f := strings.SplitN(text, ":", 6)
	if len(f) != 6 || f[0] != format || (f[1] != "a" && f[1] != "b") {
		return head{}, false
	}
	parts, errParts := strconv.Atoi(f[2])
	length, errLength := strconv.Atoi(f[3])
	if errParts != nil || errLength != nil || parts < 0 || parts > maxParts {
		return head{}, false
	}
	return head{generation: f[1], parts: parts, length: length, sum: f[4], piece: f[5]}, true
}

func checksum(value string) string {
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:8])
}

// split cuts a value into pieces, never inside a character: some stores keep
// text, not bytes. There is always a first piece, if only an empty one.
func split(value string, first, rest int) []string {
	var pieces []string
	for size := first; len(value) > size; size = rest {
		cut := size
		for cut > size-utf8.UTFMax && !utf8.RuneStart(value[cut]) {
			cut--
		}
		pieces = append(pieces, value[:cut])
		value = value[cut:]
	}
	return append(pieces, value)
}
