package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
)

// stepJSON is one line of send --json and rehearse --json.
type stepJSON struct {
	Run       string        `json:"run"`
	At        *time.Time    `json:"at"`
	Phase     app.Phase     `json:"phase"`
	Attempt   int           `json:"attempt"`
	NextTryAt *time.Time    `json:"next_try_at"`
	Reason    *app.Reason   `json:"reason"`
	Fault     *fault.Fault  `json:"fault"`
	Artifact  *artifactJSON `json:"artifact"`
}

// artifactJSON is something that an assistant made.
type artifactJSON struct {
	Kind  string `json:"kind"`
	Path  string `json:"path"`
	Title string `json:"title"`
}

func stepOf(run string, e app.Event) stepJSON {
	s := stepJSON{Run: run, At: stamp(e.At), Phase: e.Phase, Attempt: e.Attempt, NextTryAt: stamp(e.NextTryAt), Fault: e.Fault}
	if e.Reason != app.ReasonNone {
		s.Reason = &e.Reason
	}
	if e.Artifact != (app.Artifact{}) {
		made := artifactJSON(e.Artifact)
		s.Artifact = &made
	}
	return s
}

func (c *command) send() *cobra.Command {
	var wish app.Send
	var pace string
	var noWait bool
	cmd := &cobra.Command{
		Use: "send LINK|FILE|-", Short: "Send your assistant to a meeting", Args: cobra.ExactArgs(1),
		Long: "Reads a meeting out of a link, an invitation, a number or a saved file (.ics, .eml, .txt)\n" +
			"and sends your assistant there.\n" +
			"It waits until you are in the meeting, and stays until the run has ended.\n" +
			"Ctrl-C stops the run politely, twice at once.",
		RunE: func(cmd *cobra.Command, args []string) error {
			if wish.Patience < 0 {
				return usage("--patience can't be negative")
			}
			if cmd.Flags().Changed("pace") {
				p, err := paceCalled(pace)
				if err != nil {
					return err
				}
				wish.Pace = &p
			}
			text, stdin, err := c.text(args[0])
			if err != nil {
				return err
			}
			reading, f := app.Read(text)
			if f != nil {
				return c.refuseToSend(reading, f)
			}
			wish.Meeting = reading.Meeting
			return c.act(cmd, "send", stdin, func(p Program) error {
				return c.sendAndFollow(cmd.Context(), p, wish, noWait)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&wish.Assistant, "assistant", "", "which assistant (default: the usual one)")
	f.StringVar(&wish.As, "as", "", "its name in the meeting")
	f.StringVar(&wish.Account, "account", "", "on behalf of which account")
	f.BoolVar(&wish.AsYou, "zak", false, "let it join as you, where only signed-in people may")
	f.BoolVar(&wish.JoinInZoom, "join", false, "open the meeting in your Zoom too, and wait until you are in")
	f.DurationVar(&wish.Patience, "patience", 0, "how long to wait for you (default 10m)")
	f.StringVar(&pace, "pace", "", "how often to try meanwhile: usual, quick or gentle on the host's mailbox")
	f.BoolVar(&wish.Again, "again", false, "also if an assistant is on its way there already")
	f.BoolVar(&noWait, "no-wait", false, "return as soon as it is on its way (needs a running Behalf)")
	return cmd
}

// paceCalled is the pace of a name.
func paceCalled(name string) (app.Pace, error) {
	switch p := app.Pace(name); p {
	case "usual":
		return app.PaceUsual, nil
	case app.PaceQuick, app.PaceGentle:
		return p, nil
	}
	return "", usage("--pace is usual, quick or gentle")
}

// refuseToSend ends a send that has no meeting; with several, the answer names
// them.
func (c *command) refuseToSend(r meeting.Reading, f *fault.Fault) error {
	if !c.json {
		return c.refuse(r, f)
	}
	line := struct {
		stepJSON
		Candidates []candidateJSON `json:"candidates,omitempty"`
	}{stepOf("", app.Event{At: time.Now(), Phase: app.Failed, Reason: app.ReasonRefused, Fault: f}), candidatesOf(r)}
	if err := c.object(line); err != nil {
		return err
	}
	return exitCode(f.Exit)
}

func (c *command) sendAndFollow(ctx context.Context, p Program, wish app.Send, noWait bool) error {
	if noWait && !c.Served {
		return usage("--no-wait needs a running Behalf: nobody would look after the assistant")
	}
	wish.RunID = app.NewRunID()
	if err := p.Ask(context.WithoutCancel(ctx), wish); err != nil {
		f := fault.From(err)
		if c.json {
			if err := c.object(stepOf("", app.Event{At: time.Now(), Phase: app.Failed, Reason: reasonOf(f), Fault: f})); err != nil {
				return err
			}
			return exitCode(f.Exit)
		}
		return f
	}
	if noWait {
		run, _ := p.State().Run(wish.RunID)
		return c.print(runOf(run), "On its way: "+wish.RunID)
	}
	return c.follow(ctx, p, wish.RunID)
}

// follow prints a run's steps until it has ended. The end of ctx stops it
// politely, Now at once.
func (c *command) follow(ctx context.Context, p Program, id string) error {
	watching, done := context.WithCancel(context.WithoutCancel(ctx))
	defer done()
	states := p.Watch(watching)
	interrupt, now := ctx.Done(), c.Now
	printed := 0
	for {
		select {
		case <-interrupt:
			interrupt = nil
			p.Do(app.Stop{RunID: id})
		case <-now:
			now = nil
			p.Do(app.Stop{RunID: id, Now: true})
		case s, open := <-states:
			run, ok := s.Run(id)
			if !open || !ok {
				return fault.New(fault.Stopped)
			}
			for _, e := range run.Events[printed:] {
				if err := c.step(id, e); err != nil {
					p.Do(app.Stop{RunID: id}) // nobody reads any more
					return err
				}
			}
			printed = len(run.Events)
			if run.Over() {
				return exitOf(run.Last())
			}
		}
	}
}

func (c *command) step(run string, e app.Event) error {
	switch {
	case c.quiet:
	case c.json:
		if err := c.object(stepOf(run, e)); err != nil {
			return err
		}
	default:
		clock := c.paint(grey, e.At.Local().Format("15:04:05"))
		if err := c.line(fmt.Sprintf("%s  %s", clock, sayPhase(e))); err != nil {
			return err
		}
		for note := range strings.Lines(e.Note) {
			if err := c.line("          " + c.paint(grey, strings.TrimRight(note, "\n"))); err != nil {
				return err
			}
		}
	}
	if e.Fault != nil && e.Phase.Over() && e.Phase != app.StoppedByYou && !c.json {
		c.sayFault(e.Fault)
	}
	return nil
}

// exitOf is the exit code of a run by its last step.
func exitOf(e app.Event) error {
	switch {
	case e.Phase == app.StoppedByYou:
		return exitCode(fault.ExitStopped)
	case e.Fault != nil:
		return exitCode(e.Fault.Exit)
	case e.Phase == app.Failed || e.Reason == app.ReasonLost:
		return exitCode(fault.ExitAssistant)
	}
	return nil
}

// reasonOf fits a refusal before there was a run into the reasons of a run.
func reasonOf(f *fault.Fault) app.Reason {
	switch f.Exit {
	case fault.ExitSignIn, fault.ExitPermission, fault.ExitMisconfigured, fault.ExitKeychain:
		return app.ReasonNotAuthorized
	case fault.ExitAssistant:
		return app.ReasonBotFailed
	case fault.ExitStopped:
		return app.ReasonStopped
	default:
		return app.ReasonRefused
	}
}

func (c *command) stop() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use: "stop RUN|--all", Short: "Stop runs", Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if all == (len(args) == 1) {
				return usage("say which run, or --all")
			}
			return c.act(cmd, "stop", nil, func(p Program) error { return c.stopRuns(cmd.Context(), p, args) })
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "stop every run")
	return cmd
}

func (c *command) stopRuns(ctx context.Context, p Program, ids []string) error {
	if len(ids) == 0 {
		for _, r := range p.State().Active() {
			ids = append(ids, r.ID)
		}
	}
	for _, id := range ids {
		if err := p.Ask(ctx, app.Stop{RunID: id}); err != nil {
			return err
		}
	}
	for s := range p.Watch(ctx) {
		if !anyActive(s, ids) {
			break
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	stopped := append([]string{}, ids...)
	return c.print(map[string]any{"stopped": stopped}, fmt.Sprintf("Stopped: %d", len(ids)))
}

func anyActive(s app.State, ids []string) bool {
	for _, id := range ids {
		if r, ok := s.Run(id); ok && !r.Over() {
			return true
		}
	}
	return false
}
