package zoom

import (
	"net/url"
	"strings"

	"behalf/app"
)

// Go's URL parser is generous about what a host may contain; Zoom's are plain.
var zoomHost = lazily(`^([a-z0-9-]+\.)*(zoom\.us|zoomgov\.com)$`)

// ValidAPI says whether raw, the api_url of a token answer, may be sent an
// access token: https, Zoom's own host, and nothing else in it.
func ValidAPI(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil &&
		u.Scheme == "https" &&
		u.User == nil &&
		(u.Port() == "" || u.Port() == "443") &&
		(u.Path == "" || u.Path == "/") &&
		u.RawQuery == "" && !u.ForceQuery &&
		!strings.Contains(raw, "#") && // also an empty fragment would swallow a path
		zoomHost().MatchString(strings.ToLower(u.Hostname()))
}

// base is where an account's API is: the set one, the account's own, or the
// one that serves everybody in its cloud.
func (c *Client) base(cloud app.Cloud, own string) string {
	switch {
	case c.cfg.APIURL != "":
		return strings.TrimRight(c.cfg.APIURL, "/")
	case ValidAPI(own):
		return strings.TrimRight(own, "/")
	case cloud == app.CloudGov:
		return "https://api.zoomgov.com"
	default:
		return "https://api.zoom.us"
	}
}
