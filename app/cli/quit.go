package cli

import "github.com/spf13/cobra"

// quit ends the Behalf that runs, as its person would, but without a question:
// for installers, which have to replace the program or take it away.
func (c *command) quit() *cobra.Command {
	return &cobra.Command{
		Use: "quit", Hidden: true, Short: "End the Behalf that runs", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ran, err := c.Quit(cmd.Context())
			if err != nil || c.Served { // who asked says what has come of it
				return err
			}
			text := "Behalf was not running."
			if ran {
				text = "Behalf has ended."
			}
			return c.print(struct {
				Ran bool `json:"ran"`
			}{ran}, text)
		},
	}
}
