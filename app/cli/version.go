package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"behalf/app"
)

type versionJSON struct {
	Version        string  `json:"version"`
	Newer          bool    `json:"newer"`
	Latest         *string `json:"latest"`
	Released       *string `json:"released"`
	Page           *string `json:"page"`
	PackageManager *string `json:"package_manager"`
}

func (c *command) version() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use: "version", Short: "Print the version", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !check {
				return c.print(map[string]string{"version": c.Version}, "behalf "+c.Version)
			}
			return c.act(cmd, "version", nil, func(p Program) error { return c.newest(cmd.Context(), p) })
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "ask whether there is a newer one")
	return cmd
}

// newest says whether there is a newer version. Whether there is one is no
// matter of the exit code.
func (c *command) newest(ctx context.Context, p Program) error {
	if err := p.Ask(ctx, app.CheckForUpdates{}); err != nil {
		return err // the look goes on, for somebody else may wait for it, too
	}
	s := p.State()
	u := s.Updates
	if u.Fault != nil {
		return u.Fault
	}
	answer := versionJSON{Version: s.Version, PackageManager: null(u.Source.PackageManager)}
	switch {
	case u.Source.PackageManager != "":
		return c.print(answer, "behalf "+s.Version, "It came as a package: "+u.Source.PackageManager+" brings newer versions.")
	case u.Source.Company != "":
		return c.print(answer, "behalf "+s.Version, "It is from "+u.Source.Company+", which also brings newer versions.")
	}
	answer.Newer, answer.Latest, answer.Page = u.Newer, &u.Seen.Version, &u.Seen.Page
	answer.Released = null(u.Seen.Released.Format(time.DateOnly))
	line := "This is the newest version."
	if u.Newer {
		line = "Version " + u.Seen.Version + " is there: " + u.Seen.Page
	}
	return c.print(answer, "behalf "+s.Version, line)
}
