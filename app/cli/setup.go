package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

func (c *command) setup() *cobra.Command {
	var z app.ZoomApp
	var withSecret, builtIn bool
	var cloud string
	cmd := &cobra.Command{
		Use: "setup", Short: "Store the Zoom app to sign in with", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if builtIn {
				return c.act(cmd, "setup", nil, func(p Program) error { return c.backToBuiltIn(cmd, p) })
			}
			z.Cloud = app.Cloud(cloud)
			if z.Cloud != app.CloudZoom && z.Cloud != app.CloudGov {
				return usage("--cloud is zoom or zoomgov")
			}
			z.Kind = app.PublicClient
			wish := app.SetZoomApp{App: z}
			var stdin []byte
			if withSecret {
				var err error
				if stdin, err = c.stdin(); err != nil {
					return err
				}
				given := secret.New(strings.TrimSpace(string(stdin)))
				if given.Empty() {
					return usage("there is no secret on standard input")
				}
				wish.App.Kind, wish.Secret = app.ConfidentialClient, &given
			}
			return c.act(cmd, "setup", stdin, func(p Program) error { return c.doSetup(cmd, p, wish) })
		},
	}
	f := cmd.Flags()
	f.StringVar(&z.ClientID, "client-id", "", "client ID of the Zoom app")
	f.BoolVar(&withSecret, "client-secret-stdin", false, "read the client secret from standard input (confidential client)")
	f.StringVar(&z.SignatureURL, "signature-url", "", "endpoint that signs for the Meeting SDK")
	f.StringVar(&z.RedirectURI, "redirect", app.DefaultRedirect, "redirect address registered in the Zoom app")
	f.StringVar(&cloud, "cloud", string(app.CloudZoom), "zoom or zoomgov")
	f.BoolVar(&builtIn, "built-in", false, "go back to the Zoom app that your company has set up in this Behalf")
	cmd.MarkFlagsOneRequired("client-id", "built-in")
	for _, own := range []string{"client-id", "client-secret-stdin", "signature-url", "redirect", "cloud"} {
		cmd.MarkFlagsMutuallyExclusive("built-in", own)
	}
	return cmd
}

// backToBuiltIn leaves the person's own Zoom app for the company's.
func (c *command) backToBuiltIn(cmd *cobra.Command, p Program) error {
	z := p.State().Vendor.ZoomApp
	if z.ClientID == "" {
		return usage("no Zoom app is built into this Behalf; enter one with --client-id")
	}
	return c.doSetup(cmd, p, app.SetZoomApp{App: z})
}

func (c *command) doSetup(cmd *cobra.Command, p Program, wish app.SetZoomApp) error {
	if err := p.Ask(cmd.Context(), wish); err != nil {
		if fault.Is(err, fault.NoZoomApp) { // --client-id ""
			return fault.New(fault.BadClientID)
		}
		return err
	}
	s := p.State()
	z := s.Settings.ZoomApp
	answer := struct {
		ZoomApp zoomAppJSON `json:"zoom_app"`
	}{zoomAppOf(z)}
	if s.FromVendor() {
		return c.print(answer, "The Zoom app from "+s.Vendor.Company+" is used. Next: behalf connect")
	}
	return c.print(answer,
		"The Zoom app is stored. It must have this address as OAuth Redirect URL and in its allow list:",
		"  "+z.RedirectURI,
		"Next: behalf connect")
}
