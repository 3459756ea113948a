package boot

import (
	"context"
	"errors"
	"os"
	"runtime"
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
	if shown, err := h.showOther(ctx, o.Link); err != nil {
		return h.explainInWindow(err)
	} else if shown {
		return nil
	}
	if err := h.start(ctx, "open"); err != nil {
		return h.explainInWindow(err)
	}
	h.show = make(chan string, 1)
	ctx, h.quit = context.WithCancel(ctx)
	defer h.quit()
	h.primary.Serve(h.serve)
	export := newExports(ctx, h.program, h.folders.exports)
	defer export.close()
	plays := &rehearsals{host: h}
	defer plays.wait()
	return h.runWindow(ctx, h.program, ui.Options{
		Link:   o.Link,
		Hidden: o.Hidden || h.program.State().Settings.StartHidden,
		Export: export, Rehearse: plays.begin, Erase: h.eraseAll,
	}, h.show)
}

// A verb in a terminal owns the program while it lasts and has no window to
// show. Most are over in a moment.
const (
	verbTries = 15
	verbPause = 200 * time.Millisecond
)

// showOther lets the Behalf that already runs show its window. If there is
// none, this process is the owner from now on.
func (h *host) showOther(ctx context.Context, link string) (shown bool, err error) {
	r := instance.Request{Verb: "open", Args: []string{}}
	if link != "" {
		r.Args = append(r.Args, "--", link) // never an option
	}
	for range verbTries {
		done, exit, err := h.handOver(ctx, r, nil)
		if err != nil || !done || exit == fault.ExitDone {
			return done, err
		}
		select {
		case <-time.After(verbPause):
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
	return false, fault.New(fault.TerminalBusy)
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

func (h *host) runWindow(ctx context.Context, p *program, o ui.Options, show <-chan string) error {
	icon := tray.New()
	if possible, _ := icon.Probe(); !possible && runtime.GOOS == "linux" {
		withoutBus()
	}
	o.Metadata, o.OpenURL, o.ReadFile, o.Tray, o.System, o.Dock = h.metadata, openURL, readInvitation, icon, system, dock.Show
	p.Do(app.Look{})
	p.Do(app.Sweep{})
	return ui.Run(ctx, p, o, show)
}

// withoutBus keeps the toolkit, in a session without a D-Bus, from starting one
// of its own, which would outlive us.
func withoutBus() {
	_ = os.Setenv("DBUS_SESSION_BUS_ADDRESS", "unavailable:") // fails only for a bad name
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
