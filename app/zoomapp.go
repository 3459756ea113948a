package app

import (
	"net/netip"
	"net/url"
	"strings"

	"behalf/app/fault"
)

// Check says what is wrong with the Zoom app as entered; nil if Behalf can
// try to sign in with it.
func (z ZoomApp) Check() error {
	if z.ClientID == "" {
		return fault.New(fault.NoZoomApp)
	}
	if len(z.ClientID) > longestClientID || strings.ContainsFunc(z.ClientID, notInClientID) {
		return fault.New(fault.BadClientID)
	}
	return CheckRedirect(z.RedirectURI)
}

const longestClientID = 128

func notInClientID(r rune) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r == '_':
		return false
	}
	return true
}

// CheckRedirect accepts only http on a numeric loopback address: nothing that
// could carry the code off this machine, and nothing that needs a name looked
// up. Zoom itself refuses the word localhost.
func CheckRedirect(uri string) error {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "http" || u.User != nil || u.RawQuery != "" || u.ForceQuery || strings.Contains(uri, "#") {
		return fault.Wrap(fault.BadRedirect, err)
	}
	addr, err := netip.ParseAddr(u.Hostname())
	if err != nil || !addr.IsLoopback() {
		return fault.Wrap(fault.BadRedirect, err)
	}
	return nil
}

// filled gives the parts nobody chose their usual value.
func (z ZoomApp) filled() ZoomApp {
	if z.RedirectURI == "" {
		z.RedirectURI = DefaultRedirect
	}
	if z.Kind == "" {
		z.Kind = PublicClient
	}
	if z.Cloud == "" {
		z.Cloud = CloudZoom
	}
	return z
}
