package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/fault"
)

type checkStepJSON struct {
	Name   string       `json:"name"`
	OK     bool         `json:"ok"`
	TookMS int64        `json:"took_ms"`
	Fault  *fault.Fault `json:"fault"`

	Skipped *string `json:"skipped"`
}

func (c *command) check() *cobra.Command {
	var account string
	cmd := &cobra.Command{
		Use: "check", Short: "Try every step and say which one fails", Args: cobra.NoArgs,
		RunE: c.owning("check", func(cmd *cobra.Command, _ []string, p Program) error {
			return c.steps(func(report func(app.Step)) (bool, error) { return p.Check(cmd.Context(), account, report) })
		}),
	}
	cmd.Flags().StringVar(&account, "account", "", "check this account")
	return cmd
}

// steps runs a check and shows each step as it comes.
func (c *command) steps(run func(report func(app.Step)) (bool, error)) error {
	var failed *fault.Fault
	steps := []checkStepJSON{}
	var broken error
	ok, err := run(func(s app.Step) {
		steps = append(steps, checkStepJSON{s.Name, s.OK, s.Took.Milliseconds(), s.Fault, null(s.Skipped)})
		if failed == nil {
			failed = s.Fault
		}
		if c.json || c.quiet || broken != nil {
			return
		}
		broken = c.sayStep(s)
	})
	switch {
	case err != nil:
		return err
	case broken != nil:
		return broken
	case c.json:
		if err := c.object(map[string]any{"steps": steps, "ok": ok}); err != nil {
			return err
		}
	}
	if failed != nil {
		return exitCode(failed.Exit)
	}
	return nil
}

func (c *command) sayStep(s app.Step) error {
	word := c.paint(green, "ok     ")
	rest := fmt.Sprintf("%5d ms", s.Took.Milliseconds())
	switch {
	case !s.OK:
		word = c.paint(red, "failed ")
	case s.Skipped != "":
		word, rest = c.paint(grey, "skipped"), s.Skipped
	}
	err := c.line(fmt.Sprintf("%-25s%s %s", strings.ReplaceAll(s.Name, "_", " "), word, c.paint(grey, rest)))
	if s.Fault != nil {
		c.sayFault(s.Fault)
	}
	return err
}
