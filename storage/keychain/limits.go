package keychain

import (
	"errors"
	"strings"
)

// What the stores take. Windows: 2 560 bytes an item, a user name of 513
// characters, a service shorter than 512 bytes. macOS: one command of 4 096
// characters, with the value in base64 and service and name beside it. The
// Secret Service has no limits: there a value is one item, read in one go.
const (
	smallItem  = 2400
	maxParts   = 32
	maxValue   = 64 << 10
	maxName    = 200
	maxService = 200
	maxErased  = 16 // items of one name; another process may be writing all the while
)

var (
	errTooLong = errors.New("longer than a secret may be")
	errName    = errors.New("not a name or a service that every store takes")
)

func itemSize(goos string) int {
	if goos == "windows" || goos == "darwin" {
		return smallItem
	}
	return maxValue + headRoom
}

// goodName refuses what a store could take for something else: macOS gets it as
// a line of commands, Windows as text that ends at a NUL, and "/" belongs to
// the names of parts.
func goodName(name string) bool {
	return name != "" && len(name) <= maxName && plain(name)
}

func goodService(service string) bool {
	return service != "" && len(service) <= maxService && plain(service)
}

func plain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9':
			return false
		}
		return !strings.ContainsRune(" ._@%+=:,-", r)
	})
}
