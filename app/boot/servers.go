package boot

import (
	"net/netip"
	"net/url"
	"strings"

	"behalf/app"
	"behalf/app/fault"
)

// servers says where Zoom is.
type servers struct {
	zoom string // replaces https://zoom.us; empty: the real ones
	api  string // replaces every account's API; empty: the account's own
	test bool
}

// The names of the settings that tests and demos may use.
const (
	envZoomURL = "BEHALF_ZOOM_URL"
	envAPIURL  = "BEHALF_ZOOM_API_URL"
	envHome    = "BEHALF_HOME"
)

func serversFrom(getenv func(string) string) (servers, error) {
	s := servers{zoom: getenv(envZoomURL), api: getenv(envAPIURL)}
	for _, name := range []string{envZoomURL, envAPIURL} {
		if value := getenv(name); value != "" && !validServer(value) {
			return servers{}, fault.New(fault.BadServer, "name", name)
		}
	}
	s.zoom, s.api = strings.TrimRight(s.zoom, "/"), strings.TrimRight(s.api, "/")
	s.test = s.zoom != "" || s.api != ""
	return s, nil
}

// validServer accepts https, and http only to a numeric loopback address:
// tokens in clear must not leave this machine.
func validServer(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return false
	}
	return u.Scheme == "https" || loopbackHTTP(u)
}

func loopbackHTTP(u *url.URL) bool {
	addr, err := netip.ParseAddr(u.Hostname())
	return u.Scheme == "http" && err == nil && addr.IsLoopback()
}

// authURL is the base of Zoom's OAuth endpoints.
func (s servers) authURL(c app.Cloud) string {
	switch {
	case s.zoom != "":
		return s.zoom
	case c == app.CloudGov:
		return "https://zoomgov.com"
	default:
		return "https://zoom.us"
	}
}

// standIn is where assistants join instead of Zoom, if we talk to one.
func (s servers) standIn() string {
	if u, err := url.Parse(s.zoom); err == nil && loopbackHTTP(u) {
		return s.zoom
	}
	return ""
}
