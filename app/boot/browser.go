package boot

import (
	"errors"
	"io"
	"net/url"
	"sync"
	"time"

	"github.com/pkg/browser"
)

var (
	errNotForBrowser = errors.New("not an address for the browser")
	errNotAFile      = errors.New("not the address of a file here")
)

// How long an opener gets to fail. One that works may run as long as what it has
// opened, so nobody waits for its end. A link stays on the screen to be copied; that
// a file has no program is nowhere else to be seen.
const (
	browserGrace = 300 * time.Millisecond
	fileGrace    = 3 * time.Second
)

// silence keeps what openers print off our own output.
var silence = sync.OnceFunc(func() { browser.Stdout, browser.Stderr = io.Discard, io.Discard })

// openURL opens the person's browser. It takes only https, and http on this
// machine for the stand-in. It is not for the UI goroutine.
func openURL(raw string) error {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "https" && !loopbackHTTP(u)) {
		return errNotForBrowser
	}
	return handToSystem(raw, browserGrace)
}

// openFile opens a file or folder of this machine with the system's program for
// it. Which ones may be opened is the caller's to know. It is not for the UI
// goroutine.
func openFile(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "file" || u.Host != "" || u.Path == "" {
		return errNotAFile
	}
	return handToSystem(address, fileGrace)
}

// handToSystem lets the system open an address that was checked before.
func handToSystem(address string, grace time.Duration) error {
	silence()
	failed := make(chan error, 1)
	go func() { failed <- browser.OpenURL(address) }()
	select {
	case err := <-failed:
		return err
	case <-time.After(grace):
		return nil
	}
}
