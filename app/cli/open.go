package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/meeting"
)

// proposals are the arguments of a start without a verb: one, or after "--" any
// number. Behind that the system hands over a link, and one that was badly quoted
// comes in pieces; not one of them is an option or a verb.
func proposals(cmd *cobra.Command, args []string) error {
	if cmd.ArgsLenAtDash() == 0 {
		return nil
	}
	return cobra.MaximumNArgs(1)(cmd, args)
}

// open opens the window, or brings the running one to the front.
func (c *command) open(ctx context.Context, args []string, hidden, copied bool) error {
	if copied && len(args) > 0 {
		return usage("--copied takes the meeting from the clipboard, so it goes without a link")
	}
	return c.Window(ctx, WindowOptions{Hidden: hidden, Copied: copied, Link: c.proposed(strings.Join(args, " "))})
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
