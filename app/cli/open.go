package cli

import (
	"context"
	"net/url"
	"strings"

	"behalf/app/meeting"
)

// open opens the window, or brings the running one to the front.
func (c *command) open(ctx context.Context, args []string, hidden bool) error {
	return c.Window(ctx, WindowOptions{Hidden: hidden, Link: Proposed(optional(args))})
}

// Proposed is the text that a link from outside proposes. A behalf:// link can
// carry nothing but that: no option, no token, no address of a server.
func Proposed(link string) string {
	u, err := url.Parse(link)
	if err != nil || !strings.EqualFold(u.Scheme, "behalf") {
		return bounded(link)
	}
	if u.Host != "send" {
		return ""
	}
	return bounded(u.Query().Get("url"))
}

func bounded(text string) string { return text[:min(len(text), meeting.MaxText)] }
