package cli

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/fault"
)

// addition is what a person says about a new assistant.
type addition struct {
	preset, definition string
	given              []string          // NAME=VALUE
	options            map[string]string // the same
	scenario           string
	record             bool
	name               string
	program            []string // with its arguments
}

func (c *command) assistantsAdd() *cobra.Command {
	var a addition
	cmd := &cobra.Command{
		Use: "add [NAME] [-- PROGRAM ARG…]", Short: "Add a bot",
		Long: "Adds a program that speaks the bot protocol: add NAME -- PROGRAM ARG…\n" +
			"With --preset, one that Behalf knows (see behalf assistants presets); with --definition,\n" +
			"any other one, by a file that says how to speak to it.",
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.take(args, cmd.ArgsLenAtDash()); err != nil {
				return err
			}
			definition, err := c.definition(a.definition)
			if err != nil {
				return err
			}
			return c.act(cmd, "assistants", definition, func(p Program) error {
				wish, name, err := a.wish(p.State().Presets, definition)
				if err != nil {
					return err
				}
				if err := p.Ask(cmd.Context(), wish); err != nil {
					return err
				}
				added, _ := p.State().Assistant(name)
				return c.print(map[string]any{"assistant": assistantOf(added)}, "Added: "+name)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&a.preset, "preset", "", "one that Behalf knows")
	f.StringVar(&a.definition, "definition", "", "a file that says how to speak to the program")
	f.StringArrayVar(&a.given, "option", nil, "NAME=VALUE, for the bot; may be given more than once")
	f.BoolVar(&a.record, "record", false, "let it record meetings that you host, without asking each time")
	f.StringVar(&a.scenario, "scenario", "", "what the rehearsal assistant plays")
	return cmd
}

// take sorts the arguments; dash is where the program begins, or -1.
func (a *addition) take(args []string, dash int) error {
	if dash >= 0 {
		a.program, args = args[dash:], args[:dash]
	}
	a.name = strings.TrimSpace(optional(args))
	known := a.preset != "" || a.definition != ""
	switch {
	case len(args) > 1, dash >= 0 && len(a.program) == 0, a.preset != "" && a.definition != "":
		return usage("add NAME -- PROGRAM ARG…, add --preset PRESET [NAME] [-- PROGRAM ARG…], or add --definition FILE [NAME] [-- PROGRAM ARG…]")
	case !known && (a.name == "" || len(a.program) == 0):
		return usage("add NAME -- PROGRAM ARG…, or add --preset PRESET")
	case a.scenario != "" && a.preset != "rehearsal":
		return usage("--scenario belongs to --preset rehearsal")
	}
	a.options = map[string]string{}
	for _, option := range a.given {
		name, value, ok := strings.Cut(option, "=")
		if !ok || name == "" {
			return usage("--option takes NAME=VALUE")
		}
		a.options[name] = value
	}
	if a.scenario != "" {
		a.options["scenario"] = a.scenario
	}
	return nil
}

// definition is what the file says. The process that was asked reads it, and
// hands it over; so a verb that is carried out for another process finds it on
// standard input.
func (c *command) definition(file string) ([]byte, error) {
	switch {
	case file == "":
		return nil, nil
	case c.Served:
		return c.stdin()
	default:
		return c.ReadDefinition(file)
	}
}

// wish is what the program is asked for, and the name of what will be added.
func (a addition) wish(presets []app.Preset, definition []byte) (app.Wish, string, error) {
	program, arguments := optional(a.program), []string(nil)
	if len(a.program) > 1 {
		arguments = a.program[1:]
	}
	if a.preset == "" && a.definition == "" {
		return app.SetAssistant{Assistant: app.Assistant{
			Name: a.name, Kind: app.ProcessAssistant, Program: program, Args: arguments, Options: a.options, Record: a.record,
		}}, a.name, nil
	}
	preset, err := a.chosen(presets, definition)
	if err != nil {
		return nil, "", err
	}
	if preset.NeedsProgram() && program == "" {
		return nil, "", usage("only you know the program of " + preset.Title + ": put it after --")
	}
	w := app.AddPreset{Preset: preset, Name: a.name, Program: program, Args: arguments, Options: a.options, Record: a.record}
	return w, w.Candidates()[0].Name, nil
}

func (a addition) chosen(presets []app.Preset, definition []byte) (app.Preset, error) {
	if a.definition != "" {
		return app.ReadPreset(filepath.Base(a.definition), definition)
	}
	for _, p := range presets {
		if p.Name == a.preset {
			return p, nil
		}
	}
	return app.Preset{}, fault.New(fault.UnknownPreset, "preset", a.preset)
}

type presetJSON struct {
	Name         string            `json:"name"`
	Title        string            `json:"title"`
	Text         string            `json:"text"`
	Kind         app.AssistantKind `json:"kind"`
	NeedsProgram bool              `json:"needs_program"`
	Options      map[string]string `json:"options"`
}

func (c *command) assistantsPresets() *cobra.Command {
	return &cobra.Command{
		Use: "presets", Short: "List the bots that Behalf knows how to run", Args: cobra.NoArgs,
		RunE: c.owning("assistants", func(_ *cobra.Command, _ []string, p Program) error {
			out, lines := []presetJSON{}, []string{}
			for _, preset := range p.State().Presets {
				options := preset.Options
				if options == nil {
					options = map[string]string{}
				}
				out = append(out, presetJSON{preset.Name, preset.Title, preset.Text, preset.Kind, preset.NeedsProgram(), options})
				add := "behalf assistants add --preset " + preset.Name
				if preset.NeedsProgram() {
					add += " -- PROGRAM ARG…"
				}
				lines = append(lines, preset.Name+" · "+preset.Title, "    "+preset.Text, "    "+add)
			}
			return c.print(map[string]any{"presets": out}, lines...)
		}),
	}
}
