package cli

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/fault"
)

func (c *command) connect() *cobra.Command {
	var noBrowser, code bool
	var wish app.Connect
	cmd := &cobra.Command{
		Use: "connect", Short: "Sign in at Zoom in your browser", Args: cobra.NoArgs,
		Long: "Signs an account in, in your own browser, and waits until that is done.\n" +
			"If the browser can't come back by itself, copy the address of the page that it ends on\n" +
			"and paste it here. With --device-code any browser will do, also one on a telephone.",
		RunE: c.owning("connect", func(cmd *cobra.Command, _ []string, p Program) error {
			if wish.Limit <= 0 && cmd.Flags().Changed("timeout") {
				return usage("--timeout must be longer than nothing")
			}
			if code {
				wish.Road = app.RoadCode
			}
			s := &signIn{command: c, program: p, browse: !noBrowser && !code}
			return s.run(cmd.Context(), wish)
		}),
	}
	f := cmd.Flags()
	f.BoolVar(&noBrowser, "no-browser", false, "only print the address")
	f.BoolVar(&code, "device-code", false, "sign in with a code, in any browser (if the Zoom app allows it)")
	f.StringVar(&wish.Account, "account", "", "connect this account again")
	f.DurationVar(&wish.Limit, "timeout", 0, "how long to wait for you (default 5m; with a code 15m)")
	return cmd
}

// signIn is a sign-in that a terminal goes along with.
type signIn struct {
	*command
	program Program
	browse  bool

	shown string // the address that was printed
	asked bool
}

func (s *signIn) run(ctx context.Context, wish app.Connect) error {
	watching, done := context.WithCancel(context.WithoutCancel(ctx))
	defer done()
	states, lines := s.program.Watch(watching), s.lines()
	ended := make(chan error, 1)
	go func() { ended <- s.program.Ask(context.WithoutCancel(ctx), wish) }()
	interrupt := ctx.Done()
	for {
		select {
		case now := <-states:
			if now.SignIn != nil {
				s.show(*now.SignIn)
			}
		case line, open := <-lines:
			if !open {
				lines = nil
			} else {
				s.answer(ctx, line)
			}
		case <-interrupt:
			interrupt = nil
			s.program.Do(app.CancelConnect{})
		case err := <-ended:
			if err != nil {
				return err
			}
			return s.sayConnected(s.program.State())
		}
	}
}

// lines are what the person types, if somebody is there to type. A line that is
// waited for can't be called off; the program ends over it.
func (s *signIn) lines() <-chan string {
	if !s.InTTY || s.Served {
		return nil
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for in := bufio.NewScanner(s.In); in.Scan(); {
			lines <- in.Text()
		}
	}()
	return lines
}

// show says what there is to do now. It goes to standard error with --json, so
// that the answer stays one object.
func (s *signIn) show(now app.SignIn) {
	out := s.Out
	if s.json || s.quiet {
		out = s.Err
	}
	if now.Other != nil && !s.asked {
		s.asked = true
		s.askAboutOther(*now.Other)
		return
	}
	if now.URL == "" || now.URL == s.shown {
		return
	}
	s.shown = now.URL
	if now.UserCode != "" {
		fmt.Fprintf(out, "Open this address in any browser and enter the code:\n\n  %s\n  %s\n\n", now.URL, now.UserCode)
		return
	}
	fmt.Fprintf(out, "Open this address in your browser and press Allow:\n\n  %s\n\n", now.URL)
	fmt.Fprintf(out, "If Zoom shows \"Invalid redirect\" (4700 or 4709), the Zoom app lacks this address, as\nOAuth Redirect URL or in the allow list. It must be in both:\n\n  %s\n\n", now.Redirect)
	switch {
	case now.Paste:
		fmt.Fprintf(out, "Then copy the address of the page that it ends on and paste it here.\n\n")
	case s.InTTY && !s.Served:
		fmt.Fprintf(out, "If the browser ends on a page that can't be reached, paste its address here.\n\n")
	}
	if !s.browse {
		return
	}
	if err := s.OpenURL(now.URL); err != nil {
		fmt.Fprintln(s.Err, "behalf: No browser could be opened. Copy the address above into one.")
	}
}

// askAboutOther lets the person decide; where nobody can be asked, nothing
// changes.
func (s *signIn) askAboutOther(other app.Account) {
	if !s.InTTY || s.Served {
		s.program.Do(app.AnswerSignIn{Keep: false})
		return
	}
	fmt.Fprintf(s.Err, "You signed in as %s, which is another Zoom user. Connect %s too? [y/N] ", other.Name, other.Name)
}

// answer takes a line of the person: to the question, or an address.
func (s *signIn) answer(ctx context.Context, line string) {
	now := s.program.State().SignIn
	switch line = strings.TrimSpace(line); {
	case now == nil:
	case now.Other != nil:
		yes := strings.EqualFold(line, "y") || strings.EqualFold(line, "yes")
		s.program.Do(app.AnswerSignIn{Keep: yes})
	case line != "":
		if err := s.program.Ask(ctx, app.PasteCallback{Address: line}); err != nil {
			s.sayFault(fault.From(err))
		}
	}
}

func (s *signIn) sayConnected(after app.State) error {
	a, _ := after.Account(after.SignedIn)
	if err := s.print(struct {
		Account accountJSON `json:"account"`
	}{accountOf(a)}, "Connected: "+a.Name); err != nil {
		return err
	}
	if a.State == app.PermissionMissing {
		f := a.Fault
		if f == nil {
			f = app.MissingScope(app.ScopeToken, nil)
		}
		if !s.json {
			s.sayFault(f)
		}
		return exitCode(f.Exit)
	}
	return nil
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
			if err := c.print(answer, "Erased "+a.Name+" here."); err != nil {
				return err
			}
			if !c.json {
				c.sayFault(answer.Fault)
			}
			return exitCode(answer.Fault.Exit)
		}),
	}
}
