package keychain

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// format begins every head. An entry that begins otherwise is somebody else's,
// or another version's, and counts as absent.
const format = "behalf1"

// headRoom is more than the longest head before the value.
const headRoom = 64

// head says how a value is laid out.
type head struct {
	generation string
	parts      int
	length     int
	sum        string
	piece      string // the value's first piece
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

// holds says whether a value is the one that the head stands for.
func (h head) holds(value string) bool {
	return len(value) == h.length && checksum(value) == h.sum
}

func checksum(value string) string {
	sum := sha256.Sum256([]byte(value))
	return hex.EncodeToString(sum[:8])
}

func partName(name, generation string, n int) string {
	return name + "/" + generation + "/" + strconv.Itoa(n)
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
