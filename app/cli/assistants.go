package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"behalf/app"
)

func (c *command) assistants() *cobra.Command {
	list := c.assistantsList()
	cmd := &cobra.Command{Use: "assistants", Short: "The configured bots", Args: cobra.NoArgs, RunE: list.RunE}
	cmd.AddCommand(list, c.assistantsAdd(), c.assistantsPresets(), c.assistantsRemove(), c.assistantsTest())
	return cmd
}

func (c *command) assistantsList() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "List them", Args: cobra.NoArgs,
		RunE: c.owning("assistants", func(cmd *cobra.Command, _ []string, p Program) error {
			if err := p.Ask(cmd.Context(), app.Look{}); err != nil {
				return err
			}
			out := []assistantJSON{}
			lines := []string{}
			for _, a := range p.State().Assistants {
				out = append(out, assistantOf(a))
				state := c.paint(green, "ready")
				if a.Fault != nil {
					state = c.paint(red, a.Fault.Title)
				}
				lines = append(lines, strings.Join([]string{a.Name, string(a.Kind), state}, " · "))
			}
			if len(lines) == 0 {
				lines = append(lines, "No assistant yet: behalf assistants add NAME -- PROGRAM ARG…, or see behalf assistants presets")
			}
			return c.print(map[string]any{"assistants": out}, lines...)
		}),
	}
}

func (c *command) assistantsRemove() *cobra.Command {
	return &cobra.Command{
		Use: "remove NAME", Short: "Forget one", Args: cobra.ExactArgs(1),
		RunE: c.owning("assistants", func(cmd *cobra.Command, args []string, p Program) error {
			if err := p.Ask(cmd.Context(), app.RemoveAssistant{Name: args[0]}); err != nil {
				return err
			}
			return c.print(map[string]string{"removed": args[0]}, "Removed: "+args[0])
		}),
	}
}

func (c *command) assistantsTest() *cobra.Command {
	return &cobra.Command{
		Use: "test [NAME]", Short: "Try which rules of the protocol a bot keeps, against a stand-in for Zoom", Args: cobra.MaximumNArgs(1),
		RunE: c.owning("assistants", func(cmd *cobra.Command, args []string, p Program) error {
			return c.steps(func(report func(app.Step)) (bool, error) { return p.Test(cmd.Context(), optional(args), report) })
		}),
	}
}
