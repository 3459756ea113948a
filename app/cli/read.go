package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
)

type candidateJSON struct {
	MeetingID     *string `json:"meeting_id"`
	PasscodeParam *string `json:"passcode_param"`
	PasscodePlain *string `json:"passcode_plain"`
	Host          *string `json:"host"`
	Vanity        *string `json:"vanity"`
}

type readJSON struct {
	Kind          meeting.Kind    `json:"kind"`
	MeetingID     *string         `json:"meeting_id"`
	PasscodeParam *string         `json:"passcode_param"`
	PasscodePlain *string         `json:"passcode_plain"`
	Host          *string         `json:"host"`
	TK            *string         `json:"tk"`
	Vanity        *string         `json:"vanity"`
	Candidates    []candidateJSON `json:"candidates"`
	Advice        *string         `json:"advice"`
}

func (c *command) read() *cobra.Command {
	return &cobra.Command{
		Use: "read LINK|FILE|-", Short: "Say what would be read out of a text", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			text, _, err := c.text(args[0])
			if err != nil {
				return err
			}
			r, f := app.Read(text)
			if f != nil && !c.json {
				return c.refuse(r, f)
			}
			if err := c.print(readingOf(r, f), describe(r.Meeting)); err != nil {
				return err
			}
			if f != nil {
				return exitCode(f.Exit)
			}
			return nil
		},
	}
}

// refuse says, in words, why a text can't be used, and what there is to choose.
func (c *command) refuse(r meeting.Reading, f *fault.Fault) error {
	c.sayFault(f)
	for _, m := range r.Candidates {
		fmt.Fprintln(c.Err, "        "+describe(m))
	}
	return exitCode(f.Exit)
}

func describe(m meeting.Meeting) string {
	parts := []string{meeting.Grouped(m.ID)}
	if m.ID == "" {
		parts[0] = "personal room " + m.Vanity
	}
	if m.Host != "" {
		parts = append(parts, m.Host)
	}
	if m.HasPasscode() {
		parts = append(parts, "passcode included")
	} else {
		parts = append(parts, "no passcode")
	}
	return strings.Join(parts, " · ")
}

func readingOf(r meeting.Reading, f *fault.Fault) readJSON {
	m := r.Meeting
	out := readJSON{
		Kind: r.Kind, MeetingID: null(m.ID), PasscodeParam: null(m.PasscodeParam), PasscodePlain: null(m.PasscodePlain),
		Host: null(m.Host), TK: null(m.TK), Vanity: null(m.Vanity), Candidates: candidatesOf(r),
	}
	if f != nil {
		out.Advice = null(f.Title + " " + f.Advice)
	}
	return out
}

func candidatesOf(r meeting.Reading) []candidateJSON {
	out := []candidateJSON{}
	for _, m := range r.Candidates {
		out = append(out, candidateJSON{null(m.ID), null(m.PasscodeParam), null(m.PasscodePlain), null(m.Host), null(m.Vanity)})
	}
	return out
}

func null(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
