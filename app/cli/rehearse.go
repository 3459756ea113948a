package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"behalf/app"
)

func (c *command) rehearse() *cobra.Command {
	scenario := "normal"
	var window bool
	cmd := &cobra.Command{
		Use: "rehearse", Short: "The whole way against a stand-in for Zoom; needs no Zoom account", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !slices.Contains(c.Scenarios, scenario) {
				return usage("the scenarios are " + strings.Join(c.Scenarios, ", "))
			}
			if window {
				return c.Window(cmd.Context(), WindowOptions{Rehearsal: scenario})
			}
			r, err := c.Rehearse(cmd.Context(), scenario)
			if err != nil {
				return err
			}
			defer r.Close()
			if !c.json && !c.quiet {
				if err := c.line("Rehearsal: a stand-in for Zoom inside this program. Nothing leaves this machine."); err != nil {
					return err
				}
			}
			reading, f := app.Read(r.Link)
			if f != nil {
				return f
			}
			return c.sendAndFollow(cmd.Context(), r.Program, app.Send{Meeting: reading.Meeting}, false)
		},
	}
	cmd.Flags().StringVar(&scenario, "scenario", scenario, "what happens: "+strings.Join(c.Scenarios, ", "))
	cmd.Flags().BoolVar(&window, "window", false, "in the window instead of the terminal")
	return cmd
}

// rehearsalBot is the bot process of a rehearsal: this same program.
func (c *command) rehearsalBot() *cobra.Command {
	return &cobra.Command{
		Use: "rehearsal-bot", Hidden: true, DisableFlagParsing: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if code := c.RehearsalBot(cmd.Context(), args); code != 0 {
				return exitCode(code)
			}
			return nil
		},
	}
}

// standIn serves the stand-in Zoom by itself, for trying the real program,
// with a real browser, against BEHALF_ZOOM_URL.
func (c *command) standIn() *cobra.Command {
	addr, clientID := "127.0.0.1:0", "rehearsal-client"
	cmd := &cobra.Command{
		Use: "stand-in", Hidden: true, Short: "Serve the stand-in Zoom on this machine", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.StandIn(cmd.Context(), addr, clientID) },
	}
	cmd.Flags().StringVar(&addr, "listen", addr, "loopback address and port")
	cmd.Flags().StringVar(&clientID, "client-id", clientID, "client ID it knows")
	return cmd
}
