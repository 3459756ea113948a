package cli

import (
	"time"

	"github.com/spf13/cobra"

	"behalf/app"
)

type tokenJSON struct {
	Kind      app.TokenKind `json:"kind"`
	MeetingID string        `json:"meeting_id"`
	Token     string        `json:"token"`
	ExpiresAt *time.Time    `json:"expires_at"` // null: Zoom does not say
}

func (c *command) token() *cobra.Command {
	var account string
	var show bool
	cmd := &cobra.Command{
		Use: "token obf|zak|local-recording LINK|FILE|-", Short: "Print a fresh token, for your own bot", Args: cobra.ExactArgs(2),
		ValidArgs: []string{"obf", "zak", "local-recording"},
		RunE: func(cmd *cobra.Command, args []string) error {
			kind := app.TokenKind(args[0])
			if kind != app.TokenOnBehalf && kind != app.TokenZAK && kind != app.TokenLocalRecording {
				return usage("the token is obf, zak or local-recording")
			}
			if c.OutTTY && !show {
				return usage("a token is printed to a pipe only; add --show to see it here")
			}
			text, stdin, err := c.text(args[1])
			if err != nil {
				return err
			}
			reading, f := app.Read(text)
			if f != nil && !c.json {
				return c.refuse(reading, f)
			}
			if f != nil {
				return f
			}
			return c.act(cmd, "token", stdin, func(p Program) error {
				minted, err := p.Mint(cmd.Context(), kind, account, reading.Meeting.ID)
				if err != nil {
					return err
				}
				// The one place where a token leaves Behalf as text: it was asked for.
				if c.json {
					return c.object(tokenJSON{kind, reading.Meeting.ID, minted.Token.Reveal(), stamp(minted.Until)})
				}
				return c.line(minted.Token.Reveal())
			})
		},
	}
	cmd.Flags().StringVar(&account, "account", "", "of which account")
	cmd.Flags().BoolVar(&show, "show", false, "print it even on a terminal")
	return cmd
}
