// Package cli is the command line: arguments in, wishes to the program, text
// or JSON out, and an exit code. It owns the verbs, their flags and their
// output, which are public interface (docs/cli.md).
//
// It does not decide who acts: Env.Open gives it the program to ask, which is
// this process's own core, or says that a Behalf that already runs has carried
// the whole verb out. That other process runs the same code over its own core.
// It never starts the toolkit; Env.Window does, for the one verb that wants it.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/fault"
)

// Program is what verbs act on; *app.Core is one.
type Program interface {
	Ask(ctx context.Context, w app.Wish) error
	Do(w app.Wish)
	Watch(ctx context.Context) <-chan app.State
	State() app.State
	History(ctx context.Context, limit int) iter.Seq2[app.Run, error]
	Mint(ctx context.Context, kind app.TokenKind, account, meetingID string) (app.Minted, error)
	Check(ctx context.Context, account string, report func(app.Step)) (bool, error)
	Test(ctx context.Context, assistant string, report func(app.Step)) (bool, error)
}

// Rehearsal is a program that is signed in at the stand-in Zoom.
type Rehearsal struct {
	Program Program
	Link    string // of a meeting there
	Close   func()
}

// WindowOptions say how the window is to start.
type WindowOptions struct {
	Link      string // filled in, never sent
	Hidden    bool
	Copied    bool   // the meeting on the clipboard is filled in, once the window may read it
	Rehearsal string // scenario; empty: the real program
}

// Env is the world around a command line.
type Env struct {
	Args    []string // without the program's name
	In      io.Reader
	Out     io.Writer
	Err     io.Writer
	InTTY   bool // In is a terminal
	OutTTY  bool // Out is a terminal
	Color   bool // Out may be coloured
	Version string

	// Served says that this is carried out for another process, by a Behalf
	// that goes on running.
	Served bool

	// Now is closed by the second interrupt; the first ends ctx.
	Now <-chan struct{}

	// Open gives the program. A nil program means that a running Behalf has
	// carried the verb out, with that exit code. stdin is what the verb
	// reads from standard input.
	Open func(ctx context.Context, verb string, stdin []byte) (p Program, exit int, err error)

	OpenURL        func(url string) error
	ReadFile       func(name string) (string, error) // of an invitation; nil if Served
	ReadDefinition func(name string) ([]byte, error) // of an assistant; nil if Served
	Window         func(ctx context.Context, o WindowOptions) error
	Quit           func(ctx context.Context) (ran bool, err error) // ends the Behalf that runs; if Served, this one
	Rehearse       func(ctx context.Context, scenario string) (*Rehearsal, error)
	Scenarios      []string
	Erase          func(ctx context.Context, p Program) (unrevoked []app.Account, err error)
	RehearsalBot   func(ctx context.Context, args []string) int
	StandIn        func(ctx context.Context, addr, clientID string) error
}

// Main carries one command line out and returns the exit code.
func Main(ctx context.Context, env Env) int {
	c := &command{Env: env}
	root := c.root()
	root.SetArgs(env.Args)
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	err := root.ExecuteContext(ctx)
	var code exitCode
	switch {
	case err == nil:
		return fault.ExitDone
	case errors.As(err, &code):
		return int(code)
	}
	f := explain(err)
	c.complain(f)
	return f.Exit
}

// explain takes what cobra says about wrong usage for what it is.
func explain(err error) *fault.Fault {
	var f *fault.Fault
	if errors.As(err, &f) || errors.Is(err, context.Canceled) {
		return fault.From(err)
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fault.Wrap(fault.Busy, err)
	}
	var internal *internalError
	if errors.As(err, &internal) {
		return fault.Wrap(fault.Unexpected, err)
	}
	return usage(err.Error())
}

func usage(what string) *fault.Fault {
	if what != "" {
		what = string(upper(what[0])) + what[1:] + "."
	}
	return fault.New(fault.Usage, "what", what)
}

func upper(b byte) byte {
	if 'a' <= b && b <= 'z' {
		return b - 'a' + 'A'
	}
	return b
}

// internalError marks errors that are not about the arguments.
type internalError struct{ error }

func (e *internalError) Unwrap() error { return e.error }

// exitCode ends the program without another word.
type exitCode int

func (exitCode) Error() string { return "" }

// command is one command line under way.
type command struct {
	Env
	json  bool
	quiet bool
}

func (c *command) root() *cobra.Command {
	var hidden, copied bool
	cobra.MousetrapHelpText = "" // on Windows, people start it from the Explorer
	root := &cobra.Command{
		Use:   "behalf [LINK|FILE]",
		Short: "Bring your own assistant into a Zoom meeting, in your name",
		Long: "Behalf brings your own meeting assistant into a Zoom meeting that you are in.\n" +
			"Without a verb it opens the window; a link is filled in, never sent.",
		Args:          proposals,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.open(cmd.Context(), args, hidden, copied)
		},
	}
	root.Flags().BoolVar(&hidden, "hidden", false, "start in the tray")
	root.Flags().BoolVar(&copied, "copied", false, "fill in the meeting on the clipboard")
	root.PersistentFlags().BoolVar(&c.json, "json", false, "print JSON instead of text")
	root.PersistentFlags().BoolVar(&c.quiet, "quiet", false, "print nothing but complaints")
	root.AddCommand(
		c.setup(), c.connect(), c.disconnect(), c.status(), c.send(), c.stop(), c.token(),
		c.assistants(), c.history(), c.check(), c.erase(), c.version(), c.quit(),
	)
	if !c.Served { // nobody hands these over
		root.AddCommand(c.read(), c.rehearse(), c.rehearsalBot(), c.standIn())
	}
	return root
}

// Tree is every verb with its flags and words, as the manual and the
// completions know them; nothing in it can be carried out.
func Tree(env Env) *cobra.Command {
	root := (&command{Env: env}).root()
	root.InitDefaultCompletionCmd()
	root.DisableAutoGenTag = true // a day that changes
	return root
}

// owning makes the body of a verb that acts on the program.
func (c *command) owning(verb string, run func(cmd *cobra.Command, args []string, p Program) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		return c.act(cmd, verb, nil, func(p Program) error { return run(cmd, args, p) })
	}
}

// act carries do out on the program, here or in the Behalf that already runs.
func (c *command) act(cmd *cobra.Command, verb string, stdin []byte, do func(Program) error) error {
	p, exit, err := c.Open(cmd.Context(), verb, stdin)
	switch {
	case err != nil:
		return err
	case p == nil && exit != 0:
		return exitCode(exit)
	case p == nil:
		return nil
	}
	defer c.sayKeychainWaits(cmd.Context(), p)()
	return do(p)
}

// sayKeychainWaits tells the person, while a verb is at work, that the keychain
// keeps it waiting, perhaps behind another window. Ctrl-C ends that wait too.
func (c *command) sayKeychainWaits(ctx context.Context, p Program) (stop func()) {
	watching, done := context.WithCancel(context.WithoutCancel(ctx))
	var over sync.WaitGroup
	over.Go(func() {
		states, interrupt, said := p.Watch(watching), ctx.Done(), false
		for {
			select {
			case s, open := <-states:
				if !open {
					return
				}
				if s.Keychain.Waiting && !said {
					said = true
					fmt.Fprintln(c.Err, "behalf: Waiting for the keychain, which may be asking for its password. Ctrl-C gives up.")
				}
			case <-interrupt:
				interrupt = nil
				p.Do(app.CancelKeychain{})
			}
		}
	})
	return func() { done(); over.Wait() }
}

// optional is the one argument that may be left out.
func optional(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// stamp is a time as JSON has it: UTC, or null.
func stamp(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Millisecond)
	return &t
}
