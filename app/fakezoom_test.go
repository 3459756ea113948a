package app_test

import (
	"context"
	"errors"
	"sync"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// fakeZoom mints, and refuses what a test says.
type fakeZoom struct {
	err  error
	mu   sync.Mutex
	errs map[app.TokenKind]error
	time time.Time
	away error // what Reach says
	n    int   // how often it was asked
}

func (f *fakeZoom) with(do func()) { f.mu.Lock(); defer f.mu.Unlock(); do() }

func (f *fakeZoom) mint(kind app.TokenKind, z app.ZoomApp, a app.Account) (app.Minted, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.err != nil {
		return app.Minted{}, f.err
	}
	text := "ZZTESTTOKEN-" + string(kind) + "-" + z.ClientID + "-" + a.ID
	return app.Minted{Token: secret.New(text)}, f.errs[kind]
}

func (f *fakeZoom) OnBehalf(_ context.Context, z app.ZoomApp, a app.Account, _ string) (app.Minted, error) {
	return f.mint(app.TokenOnBehalf, z, a)
}

func (f *fakeZoom) ZAK(_ context.Context, z app.ZoomApp, a app.Account) (app.Minted, error) {
	return f.mint(app.TokenZAK, z, a)
}

func (f *fakeZoom) LocalRecording(_ context.Context, z app.ZoomApp, a app.Account, _ string) (app.Minted, error) {
	return f.mint(app.TokenLocalRecording, z, a)
}

func (f *fakeZoom) SDKJWT(_ context.Context, z app.ZoomApp, _ string) (secret.Text, error) {
	m, err := f.mint("jwt", z, app.Account{})
	return m.Token, err
}

func (f *fakeZoom) Reach(context.Context, app.ZoomApp) (time.Time, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	return f.time, f.away
}

func (f *fakeZoom) reaches() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.n
}

type fakeRun struct {
	ctx    context.Context
	job    app.Job
	report func(app.Event)
	over   chan struct{}
}

type fakeBots struct {
	jobs     chan *fakeRun
	stubborn bool
	check    func(app.Assistant) error // nil: only "missing" is missing
}

func (f *fakeBots) Check(a app.Assistant) error {
	if f.check != nil {
		return f.check(a)
	}
	if a.Program == "missing" {
		return fault.Wrap(fault.ProgramMissing, errors.New("stat"), "program", a.Program)
	}
	return nil
}

// Test keeps two rules and is spared a third.
func (f *fakeBots) Test(_ context.Context, a app.Assistant, begin func(string), report func(app.Step)) error {
	if a.Program == "missing" {
		return fault.New(fault.Unexpected)
	}
	begin("hello")
	report(app.Step{Name: "hello", OK: true})
	report(app.Step{Name: "rejoin", OK: true, Skipped: "It does not announce this."})
	begin("lines")
	report(app.Step{Name: "lines", OK: a.Name != "broken"})
	return nil
}

// Run ends when the test says so; a stop ends it too, unless it is stubborn.
func (f *fakeBots) Run(ctx context.Context, j app.Job, report func(app.Event)) {
	run := &fakeRun{ctx: ctx, job: j, report: report, over: make(chan struct{})}
	f.jobs <- run
	stop := ctx.Done()
	if f.stubborn {
		stop = nil
	}
	select {
	case <-run.over:
	case <-stop:
		report(app.Event{Phase: app.StoppedByYou, Reason: app.ReasonStopped})
	}
}
