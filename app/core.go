package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"behalf/app/fault"
	"behalf/app/meeting"
)

// Config is what a Core is made of.
type Config struct {
	Version    string
	TestServer bool
	Rehearsal  bool
	Presets    []Preset
	Vendor     Vendor

	Store     Store
	Accounts  Accounts
	Passcodes Passcodes
	Zoom      Zoom
	Bots      Bots
	Files     Files
	Autostart Autostart // nil: nothing is to start at login, as in a rehearsal
	Releases  Releases

	// OpenInZoom opens a meeting in the person's own Zoom, as a click on its
	// link would.
	OpenInZoom func(ctx context.Context, m meeting.Meeting) error

	Log  *slog.Logger
	Now  func() time.Time
	Tick <-chan time.Time // every minute, for a program that stays; nil: it won't
}

// Core owns State. Make one with Start.
type Core struct {
	cfg Config

	inbox  *queue // into the loop
	writes *queue // into the store, in order
	keeps  *queue // of passcodes into the keychain, in order
	logins *queue // of what is done about the start at login, in order
	latest atomic.Pointer[State]

	ctx    context.Context // ends when Close begins
	cancel context.CancelFunc
	loops  sync.WaitGroup // the queues' goroutines
	work   sync.WaitGroup // everything else, waited for before the queues end

	// Owned by the loop.
	state    State
	watchers map[chan State]struct{}
	jobs     map[string]*job
	passcode map[string]meeting.Meeting // of this session's meetings, in memory only
	signIn   *signIn
	endCheck context.CancelFunc   // of the one under way
	granted  map[string]time.Time // which of Zoom's answers the accounts' scopes are from
	written  map[string]time.Time // when the accounts on disk were proved good last
	keeper   keeper
	look     *look // for a newer version, under way; nil: none
	notices  int   // so far
	closing  bool
}

// Start loads what was saved and starts the loop.
func Start(ctx context.Context, cfg Config) (*Core, error) {
	saved, err := cfg.Store.Load(ctx)
	if err == nil {
		err = unpack(ctx, cfg, &saved)
	}
	if err != nil {
		return nil, err
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	saved.Settings.ZoomApp = saved.Settings.ZoomApp.filled()
	saved.Settings = saved.Settings.offered(cfg.Vendor.ZoomApp)
	if saved.Settings.Patience <= 0 {
		saved.Settings.Patience = DefaultPatience
	}
	c := &Core{
		cfg:      cfg,
		inbox:    newQueue(),
		writes:   newQueue(),
		keeps:    newQueue(),
		logins:   newQueue(),
		watchers: map[chan State]struct{}{},
		jobs:     map[string]*job{},
		passcode: map[string]meeting.Meeting{},
		granted:  map[string]time.Time{},
		written:  map[string]time.Time{},
		state: State{
			Version: cfg.Version, TestServer: cfg.TestServer, Rehearsal: cfg.Rehearsal, Presets: cfg.Presets, Vendor: cfg.Vendor, Ready: true,
			FilesIn:  cfg.Files.Place(),
			Settings: saved.Settings, Accounts: saved.Accounts, Assistants: saved.Assistants, Recent: saved.Recent,
		},
	}
	c.keeper.began = cfg.Now().Round(0)
	c.recallUpdates(saved.SeenRelease)
	c.ctx, c.cancel = context.WithCancel(context.WithoutCancel(ctx))
	c.publish()
	c.loops.Go(func() { c.inbox.run(c.publish) })
	c.loops.Go(func() { c.writes.run(nil) })
	c.loops.Go(func() { c.keeps.run(nil) })
	c.loops.Go(func() { c.logins.run(nil) })
	if cfg.Tick != nil {
		c.loops.Go(func() { c.watchClock(cfg.Tick) })
	}
	return c, nil
}

// Close stops every run politely, waits for all that is under way, and for
// the last write. When ctx ends first, the runs are stopped at once.
func (c *Core) Close(ctx context.Context) {
	taken := make(chan struct{}) // all that was handed in before: only then it counts as work
	if c.post(func() {
		c.closing = true
		c.stopAll(false)
		close(taken)
	}) {
		<-taken
	}
	c.cancel()
	done := make(chan struct{})
	go func() {
		c.work.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		c.post(func() { c.stopAll(true) })
		<-done
	}
	c.inbox.close()
	c.writes.close()
	c.keeps.close()
	c.logins.close()
	c.loops.Wait()
}

// Do hands in a wish and never waits. A refusal becomes State.Notice, but not
// that the person has called something off.
func (c *Core) Do(w Wish) {
	c.post(func() {
		c.grant(w, func(err error) {
			if err != nil && !fault.Is(err, fault.SignInCancelled) && !errors.Is(err, context.Canceled) {
				c.post(func() { c.notice(err, w) })
			}
		})
	})
}

// Ask hands in a wish and waits until it is granted or refused. What came of it
// is in State by then: the answer is posted too, so it comes with a later batch
// than the change.
func (c *Core) Ask(ctx context.Context, w Wish) error {
	answer := make(chan error, 1)
	tell := func(err error) {
		if !c.post(func() { answer <- err }) {
			answer <- err
		}
	}
	if !c.post(func() { c.grant(w, tell) }) {
		return fault.New(fault.Stopped)
	}
	select {
	case err := <-answer:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// grant refuses what comes after Close: nobody would wait for it any more.
func (c *Core) grant(w Wish, done func(error)) {
	if c.closing {
		done(fault.New(fault.Stopped))
		return
	}
	w.apply(c, func(err error) {
		if err != nil {
			c.logRefusal(w, err)
		}
		done(err)
	})
}

// logRefusal keeps the cause, which nobody is shown.
func (c *Core) logRefusal(w Wish, err error) {
	f := fault.From(err)
	c.cfg.Log.Warn("refused", "wish", fmt.Sprintf("%T", w), "code", f.Code, "kind", f.Kind, "cause", f.Unwrap())
}

// State is the latest snapshot.
func (c *Core) State() State { return *c.latest.Load() }

// Watch gives the snapshots as they come until ctx ends, the current one
// first. A slow watcher misses the ones in between, never the last.
func (c *Core) Watch(ctx context.Context) <-chan State {
	ch := make(chan State, 1)
	if !c.post(func() {
		c.watchers[ch] = struct{}{}
		ch <- c.State()
	}) {
		close(ch)
		return ch
	}
	context.AfterFunc(ctx, func() {
		c.post(func() {
			if _, on := c.watchers[ch]; on {
				delete(c.watchers, ch)
				close(ch)
			}
		})
	})
	return ch
}

func (c *Core) post(f func()) bool { return c.inbox.put(f) }

// publish runs in the loop, after each batch of posts.
func (c *Core) publish() {
	s := c.state
	s.Accounts = slices.Clone(s.Accounts)
	s.Assistants = slices.Clone(s.Assistants)
	s.Runs = slices.Clone(s.Runs)
	s.Recent = slices.Clone(s.Recent)
	c.latest.Store(&s)
	for ch := range c.watchers {
		select {
		case <-ch: // an older one nobody took
		default:
		}
		ch <- s
	}
}

// telling is for what others' goroutines find out: Close waits until it has
// been told to the loop.
func (c *Core) telling() func(f func()) {
	c.work.Add(1)
	return func(f func()) {
		if !c.post(func() { defer c.work.Done(); f() }) {
			c.work.Done()
		}
	}
}

// async runs slow in a goroutine of the core and then, in the loop, after.
func (c *Core) async(slow func(ctx context.Context) error, after func(error)) {
	c.work.Add(1)
	go func() {
		err := slow(c.ctx)
		c.post(func() {
			defer c.work.Done()
			after(err)
		})
	}()
}

// save runs a write after all earlier ones and then, in the loop, after. The
// writes queued before Close are still carried out.
func (c *Core) save(write func(ctx context.Context) error, after func(error)) {
	c.inTurn(context.WithoutCancel(c.ctx), c.writes, saveLimit, write, func(err error) {
		if after != nil {
			after(err)
		} else if err != nil {
			c.notice(err, nil)
		}
	})
}

// inTurn does slow work after all that is in a queue and then, in the loop,
// after.
func (c *Core) inTurn(ctx context.Context, q *queue, limit time.Duration, work func(ctx context.Context) error, after func(error)) {
	c.work.Add(1)
	queued := q.put(func() {
		ctx, cancel := context.WithTimeout(ctx, limit)
		err := work(ctx)
		cancel()
		c.post(func() {
			defer c.work.Done()
			after(err)
		})
	})
	if !queued {
		c.work.Done()
	}
}

// saveLimit bounds one write: more than SQLite waits for another process.
const saveLimit = 10 * time.Second

// notice says that a wish was refused, or without one that something else went
// wrong.
func (c *Core) notice(err error, of Wish) {
	f := fault.From(err)
	c.notices++
	c.state.Notice = &Notice{Seq: c.notices, Fault: f, Wish: of}
}
