package meeting

import (
	"cmp"
	"net/url"
	"strings"
)

// Links are the two addresses that open the meeting for a person: its page, and
// the one that the Zoom client takes without a browser between. They are made
// anew from parts that were checked, so nothing else of what was pasted is in
// them. There are none for a host that is not Zoom's.
func (m Meeting) Links() (page, client string, ok bool) {
	m.Host = cmp.Or(m.Host, "zoom.us")
	if !zoomHost(m.Host) || !idLength(len(m.ID)) || strings.Trim(m.ID, "0123456789") != "" {
		return "", "", false
	}
	path := "/j/"
	if m.Webinar {
		path = "/w/"
	}
	query := url.Values{"action": {"join"}, "confno": {m.ID}}
	if pwd := cmp.Or(m.PasscodeParam, m.PasscodePlain); pwd != "" {
		query.Set("pwd", pwd)
	}
	if m.TK != "" {
		query.Set("tk", m.TK)
	}
	return m.link(path + m.ID), (&url.URL{Scheme: "zoommtg", Host: m.Host, Path: "/join", RawQuery: query.Encode()}).String(), true
}
