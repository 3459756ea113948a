package boot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"behalf/app"
	"behalf/app/cli"
	"behalf/app/fault"
	"behalf/auth/sandbox"
	"behalf/storage/keychain"
	"behalf/ui"
)

const (
	rehearsalClient  = "rehearsal-client"
	rehearsalMeeting = "81234567890"
)

// rehearsal is a whole program of its own: the stand-in Zoom, a keychain in
// memory, and a folder that goes away again.
type rehearsal struct {
	program *program
	zoom    *sandbox.Server
	dir     string
	link    string
}

func (h *host) newRehearsal(ctx context.Context, scenario string, zoom sandbox.Options) (_ *rehearsal, err error) {
	r := &rehearsal{}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.close())
		}
	}()
	if r.dir, err = os.MkdirTemp("", "behalf-rehearsal-"); err != nil {
		return nil, fault.Wrap(fault.StorageFailed, err, "path", os.TempDir())
	}
	zoom.ClientID = rehearsalClient
	if r.zoom, err = sandbox.Start(zoom); err != nil {
		return nil, err
	}
	r.program, err = startProgram(ctx, programOptions{
		version: h.version, self: h.self, releases: h.releases, presets: h.presets, servers: servers{zoom: r.zoom.URL(), api: r.zoom.URL(), test: true},
		folders: folders{data: r.dir}, vault: keychain.Memory(), rehearsal: true, history: true,
		log: slog.New(slog.DiscardHandler), // it would go with the folder
	})
	if err != nil {
		return nil, err
	}
	r.link = fmt.Sprintf("https://us02web.zoom.us/j/%s?pwd=Rehearsal.1", rehearsalMeeting)
	return r, r.prepare(ctx, scenario)
}

// prepare does what a person does before the first send, each step through
// the same doors: the Zoom app, the sign-in with a press on Allow, the
// assistant.
func (r *rehearsal) prepare(ctx context.Context, scenario string) error {
	if err := r.program.Ask(ctx, app.SetZoomApp{App: app.ZoomApp{ClientID: rehearsalClient}}); err != nil {
		return err
	}
	if err := r.connect(ctx); err != nil {
		return err
	}
	return r.program.Ask(ctx, app.SetAssistant{Assistant: app.Assistant{
		Name: "Rehearsal", Kind: app.RehearsalAssistant, Options: map[string]string{"scenario": scenario},
	}})
}

func (r *rehearsal) connect(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	pressed := make(chan error, 1)
	go func() {
		for s := range r.program.Watch(ctx) {
			if s.SignIn == nil || s.SignIn.URL == "" {
				continue
			}
			err := r.zoom.Allow(ctx, s.SignIn.URL)
			if err != nil {
				r.program.Do(app.CancelConnect{})
			}
			pressed <- err
			return
		}
		pressed <- nil
	}()
	err := r.program.Ask(ctx, app.Connect{})
	cancel()
	if played := <-pressed; err != nil {
		return errors.Join(played, err)
	}
	return nil
}

func (r *rehearsal) close() error {
	var errs []error
	if r.program != nil {
		ctx, cancel := context.WithTimeout(context.Background(), politeness)
		defer cancel()
		errs = append(errs, r.program.close(ctx))
	}
	if r.zoom != nil {
		errs = append(errs, r.zoom.Close())
	}
	if r.dir != "" {
		errs = append(errs, os.RemoveAll(r.dir))
	}
	return errors.Join(errs...)
}

// rehearsals are those that a person watches in the window of their own program.
type rehearsals struct {
	host  *host
	under sync.WaitGroup
}

// Long enough to look around in the meeting, before the stand-in's host ends it.
const watchedMeeting = 10 * time.Second

// begin starts one that lives until ctx ends.
func (p *rehearsals) begin(ctx context.Context) (*ui.Rehearsal, error) {
	p.under.Add(1)
	r, err := p.host.newRehearsal(ctx, "absent-then-present", sandbox.Options{MeetingLasts: watchedMeeting})
	if err != nil {
		p.under.Done()
		return nil, err
	}
	context.AfterFunc(ctx, func() {
		defer p.under.Done()
		if err := r.close(); err != nil {
			p.host.log.Error("closing the rehearsal", "err", err)
		}
	})
	return &ui.Rehearsal{Program: r.program, Link: r.link}, nil
}

// wait returns when nothing is left of any. The window has ended theirs.
func (p *rehearsals) wait() { p.under.Wait() }

// rehearse is the rehearsal in the terminal.
func (h *host) rehearse(ctx context.Context, scenario string) (*cli.Rehearsal, error) {
	r, err := h.newRehearsal(ctx, scenario, sandbox.Options{})
	if err != nil {
		return nil, err
	}
	return &cli.Rehearsal{Program: r.program, Link: r.link, Close: func() {
		if err := r.close(); err != nil {
			h.log.Error("closing the rehearsal", "err", err)
		}
	}}, nil
}

// standIn serves the stand-in Zoom until ctx ends. Its page lets a person come,
// go, and end the meeting.
func (h *host) standIn(ctx context.Context, addr, clientID string) error {
	zoom, err := sandbox.Start(sandbox.Options{
		Addr: addr, ClientID: clientID, MeetingLasts: -1,
		Users: []sandbox.User{sandbox.Ada(), sandbox.Grace()}, Device: true,
	})
	if err != nil {
		return err
	}
	fmt.Printf("export %s=%s %s=%s\n", envZoomURL, zoom.URL(), envAPIURL, zoom.URL())
	fmt.Printf("behalf setup --client-id %s\nPage: %s/\n", clientID, zoom.URL())
	<-ctx.Done()
	return zoom.Close()
}
