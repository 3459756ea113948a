package cli

import "github.com/spf13/cobra"

func (c *command) erase() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use: "erase --yes", Short: "Remove everything Behalf keeps on this machine", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !yes {
				return usage("this removes sign-ins, settings and history; add --yes if you mean it")
			}
			return c.act(cmd, "erase", nil, func(p Program) error {
				if err := c.Erase(cmd.Context(), p); err != nil {
					return err
				}
				return c.print(map[string]bool{"erased": true}, "Everything that Behalf kept on this machine is removed.")
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "really")
	return cmd
}
