package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"behalf/app"
)

// presets are the assistants that come with Behalf.
var presets = map[string]app.Assistant{
	"rehearsal": {Name: "Rehearsal", Kind: app.RehearsalAssistant},
}

func (c *command) assistants() *cobra.Command {
	list := c.assistantsList()
	cmd := &cobra.Command{Use: "assistants", Short: "The configured bots", Args: cobra.NoArgs, RunE: list.RunE}
	cmd.AddCommand(list, c.assistantsAdd(), c.assistantsRemove(), c.assistantsTest())
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
				lines = append(lines, "No assistant yet: behalf assistants add NAME -- PROGRAM ARG…")
			}
			return c.print(map[string]any{"assistants": out}, lines...)
		}),
	}
}

func (c *command) assistantsAdd() *cobra.Command {
	var preset, scenario string
	var record bool
	cmd := &cobra.Command{
		Use: "add NAME -- PROGRAM ARG…", Short: "Add a bot that speaks the bot protocol",
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := newAssistant(args, cmd.ArgsLenAtDash(), preset, scenario)
			if err != nil {
				return err
			}
			a.Record = record
			return c.act(cmd, "assistants", nil, func(p Program) error {
				if err := p.Ask(cmd.Context(), app.SetAssistant{Assistant: a}); err != nil {
					return err
				}
				return c.print(map[string]any{"assistant": assistantOf(a)}, "Added: "+a.Name)
			})
		},
	}
	cmd.Flags().StringVar(&preset, "preset", "", "one that comes with Behalf: rehearsal")
	cmd.Flags().BoolVar(&record, "record", false, "let it record meetings that you host, without asking each time")
	cmd.Flags().StringVar(&scenario, "scenario", "", "what the rehearsal assistant plays")
	return cmd
}

// newAssistant makes an assistant of "NAME -- PROGRAM ARG…" or of a preset.
func newAssistant(args []string, dash int, preset, scenario string) (app.Assistant, error) {
	if preset != "" {
		a, ok := presets[preset]
		if !ok || len(args) > 1 || dash >= 0 {
			return a, usage("add --preset rehearsal [NAME]")
		}
		if len(args) == 1 {
			a.Name = args[0]
		}
		if scenario != "" {
			a.Options = map[string]string{"scenario": scenario}
		}
		return a, nil
	}
	if dash != 1 || len(args) < 2 || strings.TrimSpace(args[0]) == "" || scenario != "" {
		return app.Assistant{}, usage("add NAME -- PROGRAM ARG…, or add --preset rehearsal")
	}
	return app.Assistant{Name: args[0], Kind: app.ProcessAssistant, Program: args[1], Args: args[2:]}, nil
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
