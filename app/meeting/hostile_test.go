package meeting

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// No host gets through that a second reader of addresses, net/url, and the
// policy taken literally would not let through as well.
func FuzzHosts(f *testing.F) {
	for _, host := range lookAlikes {
		f.Add(host)
	}
	f.Add("us02web.zoom.us")
	f.Add("ZOOM.US:443")
	f.Fuzz(func(t *testing.T, host string) {
		if strings.ContainsAny(host, "/?#<>\"") || strings.ContainsFunc(host, func(r rune) bool { return r <= ' ' || unicode.IsSpace(r) }) {
			t.Skip("more than a host")
		}
		if stringEscapes.MatchString(host) || strings.Contains(host, "](") {
			t.Skip("a line break, as programs write it, or a link of Markdown")
		}
		if r := Read("https://" + host + "/j/81234567890"); r.Usable() && (r.Meeting.Host != asciiHost(host) || !zoomsOwn(r.Meeting.Host)) {
			t.Errorf("%q is taken for %q", host, r.Meeting.Host)
		}
		// Without a scheme, marks and a word may stand before it.
		r := Read(host + "/j/81234567890")
		words := r.Meeting.Host == "" && r.Meeting.ID != "81234567890" // Zoom'000000000: no link, but a number of its own
		if r.Usable() && !words && (!endsWithHost(host, r.Meeting.Host) || !zoomsOwn(r.Meeting.Host)) {
			t.Errorf("without a scheme, %q is taken for %q", host, r.Meeting.Host)
		}
	})
}

// endsWithHost compares as it is written and as it is asked for.
func endsWithHost(text, host string) bool {
	shown, err := hostNames.ToUnicode(host)
	return strings.HasSuffix(asciiHost(text), host) || err == nil && strings.HasSuffix(strings.ToLower(visible(text)), shown)
}

// zoomsOwn is the policy, taken literally.
func zoomsOwn(host string) bool {
	u, err := url.Parse("https://" + host + "/")
	return err == nil && u.Host == host && slices.ContainsFunc(zoomDomains, func(domain string) bool {
		return host == domain || strings.HasSuffix(host, "."+domain)
	})
}

// asciiHost is the host as a browser would ask for it.
func asciiHost(text string) string {
	text = strings.ToLower(trim(text))
	if ascii, err := hostNames.ToASCII(text); err == nil {
		text = ascii
	}
	return strings.TrimSuffix(strings.TrimSuffix(text, "443"), ":")
}
