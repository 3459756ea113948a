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
	if err := checkSignatureURL(z.SignatureURL); err != nil {
		return err
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

// CheckRedirect accepts http on a numeric loopback address, where the browser
// comes back by itself: nothing that needs a name looked up, and Zoom refuses
// the word localhost. For an app that may not use one, it accepts a page of the
// app's owner over https, whose address the person then copies.
func CheckRedirect(uri string) error {
	u, err := url.Parse(uri)
	if err != nil || u.User != nil || u.RawQuery != "" || u.ForceQuery || strings.Contains(uri, "#") {
		return fault.Wrap(fault.BadRedirect, err)
	}
	if u.Scheme == "https" && u.Hostname() != "" {
		return nil
	}
	if addr, err := netip.ParseAddr(u.Hostname()); err != nil || u.Scheme != "http" || !addr.IsLoopback() {
		return fault.Wrap(fault.BadRedirect, err)
	}
	return nil
}

// checkSignatureURL keeps what signs for the Meeting SDK off plain lines, but
// for one on this machine.
func checkSignatureURL(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || strings.Contains(address, "#") {
		return fault.Wrap(fault.BadSignatureURL, err)
	}
	if addr, err := netip.ParseAddr(u.Hostname()); u.Scheme == "http" && err == nil && addr.IsLoopback() {
		return nil
	}
	if u.Scheme != "https" {
		return fault.New(fault.BadSignatureURL)
	}
	return nil
}

// PastesCallback says whether the browser's address has to be pasted, because
// the browser can't come back to this machine by itself.
func (z ZoomApp) PastesCallback() bool { return strings.HasPrefix(z.RedirectURI, "https:") }

// App is the Zoom app of a cloud. Each has its own, because Zoom for Government
// is a Zoom of its own.
func (s Settings) App(c Cloud) ZoomApp {
	if c == s.OtherCloud.Cloud && c != s.ZoomApp.Cloud {
		return s.OtherCloud
	}
	return s.ZoomApp
}

// with is the settings with another Zoom app to sign in with. The one of the
// other cloud stays, for that cloud's accounts.
func (s Settings) with(z ZoomApp) Settings {
	switch {
	case s.ZoomApp.Cloud != z.Cloud && s.ZoomApp.ClientID != "":
		s.OtherCloud = s.ZoomApp
	case s.OtherCloud.Cloud == z.Cloud:
		s.OtherCloud = ZoomApp{}
	}
	s.ZoomApp = z
	return s
}

// InstalledApps is the page where a person can take their permission back.
func (c Cloud) InstalledApps() string {
	if c == CloudGov {
		return "https://marketplace.zoomgov.com/user/installed"
	}
	return "https://marketplace.zoom.us/user/installed"
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
