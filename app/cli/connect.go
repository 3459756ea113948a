package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/fault"
)

func (c *command) connect() *cobra.Command {
	var noBrowser bool
	var limit time.Duration
	cmd := &cobra.Command{
		Use: "connect", Short: "Sign in at Zoom in your browser", Args: cobra.NoArgs,
		RunE: c.owning("connect", func(cmd *cobra.Command, _ []string, p Program) error {
			if limit <= 0 {
				return usage("--timeout must be longer than nothing")
			}
			return c.signIn(cmd.Context(), p, limit, !noBrowser)
		}),
	}
	cmd.Flags().BoolVar(&noBrowser, "no-browser", false, "only print the address")
	cmd.Flags().DurationVar(&limit, "timeout", 5*time.Minute, "how long to wait for the browser")
	return cmd
}

func (c *command) signIn(ctx context.Context, p Program, limit time.Duration, browse bool) error {
	before := p.State()
	shown, hide := context.WithCancel(ctx)
	defer hide()
	links := make(chan struct{})
	go func() {
		defer close(links)
		for s := range p.Watch(shown) {
			if s.SignIn != nil && s.SignIn.URL != "" {
				c.showLink(s.SignIn.URL, browse)
				return
			}
		}
	}()
	done := make(chan error, 1)
	go func() { done <- p.Ask(context.WithoutCancel(ctx), app.Connect{}) }()

	late := time.NewTimer(limit)
	defer late.Stop()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		p.Do(app.CancelConnect{})
		err = <-done
	case <-late.C:
		p.Do(app.CancelConnect{})
		if err = <-done; fault.Is(err, fault.SignInCancelled) {
			err = fault.Wrap(fault.SignInTimedOut, err)
		}
	}
	hide()
	<-links
	if err != nil {
		return err
	}
	return c.sayConnected(before, p.State())
}

// showLink goes to standard error with --json, so that the answer stays one
// object.
func (c *command) showLink(url string, browse bool) {
	out := c.Out
	if c.json || c.quiet {
		out = c.Err
	}
	fmt.Fprintf(out, "Open this address in your browser and press Allow:\n\n  %s\n\n", url)
	if !browse {
		return
	}
	if err := c.OpenURL(url); err != nil {
		fmt.Fprintln(c.Err, "behalf: No browser could be opened. Copy the address above into one.")
	}
}

func (c *command) sayConnected(before, after app.State) error {
	a := newest(before, after)
	if err := c.print(struct {
		Account accountJSON `json:"account"`
	}{accountOf(a)}, "Connected: "+a.Name); err != nil {
		return err
	}
	if a.State == app.PermissionMissing {
		f := a.Fault
		if f == nil {
			f = fault.New(fault.PermissionMissing, "scope", app.ScopeToken)
		}
		if !c.json {
			c.sayFault(f)
		}
		return exitCode(f.Exit)
	}
	return nil
}

// newest is the account that was signed in between two states.
func newest(before, after app.State) app.Account {
	var found app.Account
	for _, a := range after.Accounts {
		old, known := before.Account(a.ID)
		if !known || a.LastProvedAt.After(old.LastProvedAt) {
			found = a
		}
	}
	return found
}

func (c *command) disconnect() *cobra.Command {
	return &cobra.Command{
		Use: "disconnect [ACCOUNT]", Short: "Revoke an account at Zoom and erase it here", Args: cobra.MaximumNArgs(1),
		RunE: c.owning("disconnect", func(cmd *cobra.Command, args []string, p Program) error {
			a, err := p.State().PickAccount(optional(args))
			if err != nil {
				return err
			}
			err = p.Ask(cmd.Context(), app.Disconnect{Account: a.ID})
			if _, still := p.State().Account(a.ID); still {
				return err
			}
			answer := struct {
				Erased  bool         `json:"erased"`
				Revoked bool         `json:"revoked"`
				Fault   *fault.Fault `json:"fault"`
			}{true, err == nil, fault.From(err)}
			if err == nil {
				return c.print(answer, "Disconnected "+a.Name+": revoked at Zoom, erased here.")
			}
			if err := c.print(answer, "Erased "+a.Name+" here. Zoom could not be told; remove Behalf there too:", "  https://marketplace.zoom.us/user/installed"); err != nil {
				return err
			}
			return exitCode(answer.Fault.Exit)
		}),
	}
}
