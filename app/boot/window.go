package boot

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"behalf/app"
	"behalf/app/cli"
	"behalf/app/fault"
	"behalf/app/instance"
	"behalf/auth/sandbox"
	"behalf/ui"
	"behalf/ui/dock"
	"behalf/ui/tray"
)

// window opens the window, or asks the Behalf that already runs to show its
// own. It needs the main goroutine.
func (h *host) window(ctx context.Context, o cli.WindowOptions) error {
	if !hasDisplay(os.Getenv) {
		return fault.New(fault.NoDisplay)
	}
	if o.Rehearsal != "" {
		return h.rehearsalWindow(ctx, o.Rehearsal)
	}
	switch shown, err := h.showOther(ctx, o); {
	case err != nil && untold(o, err):
		return err
	case err != nil:
		return h.explainInWindow(err)
	case shown:
		return nil
	}
	if err := h.start(ctx, "open"); err != nil {
		return h.explainAfter(err)
	}
	h.show = make(chan ui.Summons, 1)
	ctx, h.quit = context.WithCancel(ctx)
	h.shut = ctx.Done()
	defer h.quit()
	h.primary.Serve(h.serve)
	var opening sync.WaitGroup
	defer opening.Wait()
	if err := instance.Opened(func(what string) { opening.Go(func() { h.opened(ctx, what) }) }); err != nil {
		return h.explainInWindow(err)
	}
	h.program.Do(app.HealLogin{})
	export := newExports(ctx, h.program, h.folders.exports)
	defer export.close()
	plays := &rehearsals{host: h}
	defer plays.wait()
	err := h.runWindow(ctx, h.program, ui.Options{
		Summons: summons(o),
		Hidden:  o.Hidden || h.program.State().Settings.StartHidden,
		Export:  export, Rehearse: plays.begin, Erase: h.eraseAll,
	}, h.show)
	return errors.Join(err, h.shutDoor())
}

// shutDoor lets nobody in any more, before the rest comes to its end: nothing
// would become of a summons. Whoever comes now waits for that end and is next.
func (h *host) shutDoor() error {
	h.quit()
	return h.primary.Shut()
}

// explainAfter gives up what this process owns before somebody reads why it could
// not start: nobody else is to wait for that, least of all an installer.
func (h *host) explainAfter(err error) error {
	closed := h.primary.Close()
	h.primary = nil
	return h.explainInWindow(errors.Join(err, closed))
}

// opened takes what the system has this process open, as if it had come to
// another one as an argument.
func (h *host) opened(ctx context.Context, what string) {
	env := cli.Env{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, ReadFile: readInvitation, Window: h.present}
	if what != "" {
		env.Args = []string{"--", what}
	}
	cli.Main(ctx, env)
}

// A verb in a terminal owns the program while it lasts and has no window to
// show. Most are over in a moment.
const (
	verbTries = 15
	verbPause = 200 * time.Millisecond
)

// showOther lets the Behalf that already runs show its window. If there is
// none, this process is the owner from now on.
func (h *host) showOther(ctx context.Context, o cli.WindowOptions) (shown bool, err error) {
	r := instance.Request{Verb: "open", Args: openArgs(o)}
	ending := politeness
	if o.Hidden && summons(o).Empty() { // as at a log-in, where nobody waits
		ending = endLimit
	}
	for range verbTries {
		done, exit, err := h.handOver(ctx, r, ending, nil)
		switch {
		case err != nil || !done || exit == fault.ExitDone:
			return done, err
		case exit == fault.ExitUsage: // it does not know an option that we do
			return false, fault.New(fault.OtherVersion)
		}
		select {
		case <-time.After(verbPause):
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
	return false, fault.New(fault.TerminalBusy)
}

// openArgs is the command line of a start, as it is handed over.
func openArgs(o cli.WindowOptions) []string {
	args := []string{}
	if o.Hidden {
		args = append(args, "--hidden")
	}
	if o.Copied {
		args = append(args, "--copied")
	}
	if o.Link != "" {
		args = append(args, "--", o.Link) // never an option
	}
	return args
}

// rehearsalWindow plays the main job in the window: the link is filled in and
// the assistant sent once the window is there to be watched.
func (h *host) rehearsalWindow(ctx context.Context, scenario string) error {
	r, err := h.newRehearsal(ctx, scenario, sandbox.Options{})
	if err != nil {
		return h.explainInWindow(err)
	}
	send := func() {
		if reading, f := app.Read(r.link); f == nil {
			r.program.Do(app.Send{Meeting: reading.Meeting})
		}
	}
	return errors.Join(h.runWindow(ctx, r.program, ui.Options{Link: r.link, Started: send}, nil), r.close())
}

func (h *host) runWindow(ctx context.Context, p *program, o ui.Options, show <-chan ui.Summons) error {
	icon := tray.New()
	if possible, _ := icon.Probe(); !possible && runtime.GOOS == "linux" {
		withoutBus()
	}
	o.Metadata, o.OpenURL, o.ReadFile, o.Tray, o.System, o.Dock = h.metadata, openURL, readInvitation, icon, system, dock.Show
	p.Do(app.Look{})
	p.Do(app.Sweep{})
	if err := joinTaskbar(); err != nil { // it groups our windows as it likes
		h.log.Warn("the taskbar does not know us", "err", err)
	}
	return ui.Run(ctx, p, o, show)
}

// withoutBus keeps the toolkit, in a session without a D-Bus, from starting one
// of its own, which would outlive us.
func withoutBus() {
	_ = os.Setenv("DBUS_SESSION_BUS_ADDRESS", "unavailable:") // fails only for a bad name
}

// untold says whether nobody needs to see a fault: at a log-in nobody has clicked,
// and another Behalf is there.
func untold(o cli.WindowOptions, err error) bool {
	return o.Hidden && summons(o).Empty() && fault.Is(err, fault.Busy, fault.TerminalBusy, fault.OtherVersion, fault.FirstEnded, fault.StillEnding)
}

// explainInWindow shows a fault to someone who clicked an icon and sees no
// terminal.
func (h *host) explainInWindow(err error) error {
	ui.ShowFault(h.metadata, fault.From(err))
	return err
}

func hasDisplay(getenv func(string) string) bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
}
