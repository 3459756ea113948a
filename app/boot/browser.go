package boot

import (
	"errors"
	"io"
	"net/url"

	"github.com/pkg/browser"
)

var errNotForBrowser = errors.New("not an address for the browser")

// openURL opens the person's browser. It takes only https, and http on this
// machine for the stand-in. The opener may run as long as the browser lives,
// so nobody waits for it; every sign-in shows its link anyway.
func openURL(raw string) error {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "https" && !loopbackHTTP(u)) {
		return errNotForBrowser
	}
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	failed := make(chan error, 1)
	go func() { failed <- browser.OpenURL(raw) }()
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}
