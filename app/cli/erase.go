package cli

import (
	"github.com/spf13/cobra"

	"behalf/app/fault"
)

func (c *command) erase() *cobra.Command {
	var yes bool
	cmd := &cobra.Command{
		Use: "erase --yes", Short: "Remove everything Behalf keeps on this machine", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !yes {
				return usage("this removes sign-ins, settings and history; add --yes if you mean it")
			}
			return c.act(cmd, "erase", nil, func(p Program) error {
				unrevoked, err := c.Erase(cmd.Context(), p)
				if err != nil {
					return err
				}
				answer := struct {
					Erased    bool     `json:"erased"`
					Unrevoked []string `json:"unrevoked"`
				}{true, []string{}}
				lines := []string{"Everything that Behalf kept on this machine is removed."}
				for _, a := range unrevoked {
					answer.Unrevoked = append(answer.Unrevoked, a.Name)
					lines = append(lines, a.Name+": "+fault.New(fault.NotRevoked, "address", a.Cloud.InstalledApps()).Advice)
				}
				return c.print(answer, lines...)
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "really")
	return cmd
}
