package cli

import (
	"context"

	"behalf/app"
	"behalf/app/meeting"
)

// open opens the window, or brings the running one to the front.
func (c *command) open(ctx context.Context, args []string, hidden bool) error {
	return c.Window(ctx, WindowOptions{Hidden: hidden, Link: c.proposed(optional(args))})
}

// proposed is the text for the paste field of the window. A file that can't be
// read proposes its name: nobody may be looking at this terminal.
func (c *command) proposed(arg string) string {
	text := meeting.Proposal(arg)
	if file, ok, err := c.file(arg); ok && err == nil {
		text = file
		if digest := app.Digest(file); digest != "" {
			text = digest
		}
	}
	return text[:min(len(text), meeting.MaxText)]
}
