package boot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"behalf/app"
	"behalf/app/bot"
	"behalf/app/cli"
	"behalf/app/fault"
	"behalf/app/instance"
	"behalf/app/update"
	"behalf/storage/keychain"
	"behalf/ui"
)

// host is this process: either the one that owns the program and serves the
// others, or one that hands its verb over.
type host struct {
	metadata []byte
	presets  []app.Preset
	vendor   app.Vendor
	version  string
	self     string // where this program lies; empty: not known
	releases update.Place
	servers  servers
	folders  folders
	log      *slog.Logger
	logFile  io.Closer
	login    app.Autostart // nil: none is ours

	primary *instance.Primary
	program *program
	show    chan ui.Summons    // the one that the window has not seen; nil without a window
	shut    <-chan struct{}    // closed with the window
	calling sync.Mutex         // one caller at a time puts something into show
	quit    context.CancelFunc // ends the window
	end     context.CancelFunc // ends whatever this process does, as Ctrl-C
	erased  atomic.Bool
}

// open is cli.Env.Open: it becomes the owner, or lets the owner act. Only a
// verb that lasts lets others in; the rest are over before anybody has waited
// long, and must not end up looking after somebody else's send.
func (h *host) open(args []string, now <-chan struct{}) func(context.Context, string, []byte) (cli.Program, int, error) {
	return func(ctx context.Context, verb string, stdin []byte) (cli.Program, int, error) {
		r := instance.Request{Verb: verb, Args: args, Stdin: stdin}
		if done, exit, err := h.handOver(ctx, r, instance.Patience, now); done || err != nil {
			return nil, exit, err
		}
		if err := h.start(ctx, verb); err != nil {
			if verb == "erase" && fault.Is(err, fault.StorageFailed, fault.StorageNewer) {
				return nobody{}, 0, nil
			}
			return nil, 0, err
		}
		if verb == "send" || verb == "connect" {
			h.primary.Serve(h.serve)
		}
		if verb == "send" { // for people who never open the window
			h.program.Do(app.Sweep{})
		}
		return h.program, 0, nil
	}
}

// handOver lets the owner carry a request out. If there is none, this process
// is the owner from now on, and nothing is done yet. For one that is ending it
// waits that long.
func (h *host) handOver(ctx context.Context, r instance.Request, ending time.Duration, now <-chan struct{}) (done bool, exit int, err error) {
	for {
		peer, err := h.claim(ctx, ending)
		if err != nil || peer == nil {
			return false, 0, err
		}
		exit, err := h.forward(ctx, peer, r, now)
		if !errors.Is(err, instance.ErrGone) { // else it ended before it took the request
			return true, exit, err
		}
	}
}

// claim makes this process the owner; a peer means that another one is.
func (h *host) claim(ctx context.Context, ending time.Duration) (*instance.Peer, error) {
	if err := h.folders.make(); err != nil {
		return nil, err
	}
	primary, peer, err := instance.ClaimAfter(ctx, h.folders.instance(), ending)
	h.primary = primary
	return peer, err
}

// start makes the program. `behalf token` is called by other people's bots,
// again and again, so it gets no more than it needs.
func (h *host) start(ctx context.Context, verb string) error {
	p, err := startProgram(ctx, programOptions{
		version: h.version, self: h.self, releases: h.releases, presets: h.presets, vendor: h.vendor, servers: h.servers, folders: h.folders, vault: keychain.Open(h.folders.service),
		history: verb == "open", stays: verb == "open", tidy: verb != "token", autostart: h.login, log: h.log,
	})
	if err != nil {
		return err
	}
	h.program = p
	return nil
}

func (h *host) forward(ctx context.Context, peer *instance.Peer, r instance.Request, now <-chan struct{}) (int, error) {
	env := h.environment(r.Args, now)
	r.TTY, r.NoColor = env.OutTTY, !env.Color
	var complaints io.Writer = os.Stderr
	if r.Verb == "open" { // the window explains what it has to say
		complaints = io.Discard
	}
	asking, done := context.WithCancel(context.WithoutCancel(ctx))
	values, wait := relay(asking, ctx.Done(), now)
	defer func() { done(); wait() }()
	return peer.Do(asking, r, values, os.Stdout, complaints)
}

// serve carries a verb out for another process.
func (h *host) serve(ctx context.Context, r instance.Request, now <-chan struct{}, out, errw io.Writer) int {
	env := cli.Env{
		Args: r.Args, In: bytes.NewReader(r.Stdin), Out: out, Err: errw, OutTTY: r.TTY, Color: r.TTY && !r.NoColor,
		Version: h.version, Served: true, Now: now, OpenURL: openURL, Scenarios: bot.Scenarios(), Erase: h.erase,
		Open:   func(context.Context, string, []byte) (cli.Program, int, error) { return h.program, 0, nil },
		Window: h.present,
		Quit:   func(context.Context) (bool, error) { h.end(); return true, nil },
	}
	return cli.Main(ctx, env)
}

// present shows the window of this process, if it has one. A start into the tray
// changes nothing: here it is.
func (h *host) present(_ context.Context, o cli.WindowOptions) error {
	s := summons(o)
	switch {
	case h.show == nil:
		return fault.New(fault.TerminalBusy)
	case o.Hidden && s.Empty():
		return nil
	}
	h.calling.Lock()
	defer h.calling.Unlock()
	select {
	case <-h.shut: // nobody would see it; the caller becomes the next one
		return fault.New(fault.TerminalBusy)
	default:
	}
	select {
	case before := <-h.show:
		if s.Empty() { // the window comes to the front with what was to be filled in
			s = before
		}
	default:
	}
	h.show <- s // has room: only this puts any in, for one caller at a time
	return nil
}

func summons(o cli.WindowOptions) ui.Summons { return ui.Summons{Text: o.Link, Copied: o.Copied} }

// politeness is how long runs get to end by themselves when the program ends.
const politeness = 15 * time.Second

// close ends what this process owns, in the opposite order of the start. A
// verb first lets those come to their end whose verbs it has taken over; a
// window that was closed does not. The end of ctx hurries it, now even more.
func (h *host) close(ctx context.Context, now <-chan struct{}) error {
	if h.primary == nil {
		return nil
	}
	if h.show == nil {
		if h.primary.Busy() {
			fmt.Fprintln(os.Stderr, "behalf: Still at work for another terminal. Ctrl-C ends that too.")
		}
		if err := h.primary.Drain(ctx); err != nil {
			h.log.Info("ending with verbs under way")
		}
	}
	limit, cancel := context.WithTimeout(context.WithoutCancel(ctx), politeness)
	defer cancel()
	hurried := make(chan struct{})
	go func() {
		defer close(hurried)
		select {
		case <-now:
			cancel()
		case <-limit.Done():
		}
	}()
	errs := []error{h.primary.Shut()}
	if h.program != nil {
		errs = append(errs, h.program.close(limit))
		if h.erased.Load() {
			errs = append(errs, h.eraseAgain(ctx))
		}
	}
	errs = append(errs, h.logFile.Close())
	if h.erased.Load() {
		errs = append(errs, h.folders.remove(h.primary.Erase))
	} else {
		errs = append(errs, h.primary.Close())
	}
	cancel()
	<-hurried
	return errors.Join(errs...)
}

// erase removes everything and ends the window, if this process has one.
func (h *host) erase(ctx context.Context, _ cli.Program) (unrevoked []app.Account, err error) {
	unrevoked, _, err = h.eraseAll(ctx)
	if h.quit != nil && h.erased.Load() {
		h.quit()
	}
	return unrevoked, err
}

// eraseAll removes everything: accounts at Zoom and here, what is left of us in
// the keychain, and, when this process ends, the files. Not erased is only what
// could not even be begun.
func (h *host) eraseAll(ctx context.Context) (unrevoked []app.Account, erased bool, err error) {
	vault := keychain.Open(h.folders.service)
	if h.program != nil {
		vault = h.program.vault
		if err := h.program.Ask(ctx, app.StopAll{}); err != nil {
			return nil, false, err
		}
		h.endSignIn(ctx)
		for _, a := range h.program.State().Accounts {
			if err := h.program.Ask(ctx, app.Disconnect{Account: a.ID}); err != nil {
				unrevoked = append(unrevoked, a)
			}
		}
	}
	err = errors.Join(vault.DeleteAll(ctx), h.startNoMore(ctx))
	h.erased.Store(true) // also if the keychain can't be asked now
	return unrevoked, true, err
}

// startNoMore takes the start at login away, if it is that of what is erased.
func (h *host) startNoMore(ctx context.Context) error {
	if h.login == nil {
		return nil
	}
	return h.login.Set(ctx, false)
}

// eraseAgain takes out of the keychain what runs that ended since put into it,
// such as their passcodes. Whoever had to be asked was asked the first time.
func (h *host) eraseAgain(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), politeness)
	defer cancel()
	if h.program.vault.State(ctx).State != app.KeychainOK {
		return nil
	}
	return h.program.vault.DeleteAll(ctx)
}

// endSignIn calls a sign-in off and waits for its end: it would bring tokens.
func (h *host) endSignIn(ctx context.Context) {
	watching, done := context.WithCancel(ctx)
	defer done()
	h.program.Do(app.CancelConnect{})
	for s := range h.program.Watch(watching) {
		if s.SignIn == nil {
			return
		}
	}
}

// nobody is the program of an erase that can't open the database any more.
type nobody struct{ cli.Program }

// Watch has nothing to show.
func (nobody) Watch(context.Context) <-chan app.State {
	none := make(chan app.State)
	close(none)
	return none
}
