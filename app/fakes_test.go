package app_test

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/app/secret"
)

// world is a core with a double at each port.
type world struct {
	*app.Core
	store *memoryStore
	zoom  *fakeZoom
	bots  *fakeBots
	auth  *fakeAccounts
	files *fakeFiles
	codes *fakePasscodes
	login *fakeAutostart
	news  *fakeReleases
	tick  chan time.Time

	opened   chan meeting.Meeting // in the person's own Zoom
	openFail error
	hold     chan struct{} // opening waits for it
}

func newWorld(t *testing.T, saved app.Saved) *world {
	t.Helper()
	return newWorldWith(t, saved, &fakeAccounts{}, &fakeZoom{})
}

func newWorldWith(t *testing.T, saved app.Saved, accounts *fakeAccounts, zoom *fakeZoom) *world {
	t.Helper()
	accounts.browser = make(chan error)
	w := &world{
		store: &memoryStore{saved: saved}, zoom: zoom, auth: accounts,
		bots: &fakeBots{jobs: make(chan *fakeRun, 8)}, files: newFakeFiles(), tick: make(chan time.Time),
		opened: make(chan meeting.Meeting, 8), codes: &fakePasscodes{}, login: &fakeAutostart{state: app.LoginOff}, news: newFakeReleases(),
	}
	w.start(t, app.Vendor{})
	return w
}

// start starts the core, perhaps anew over what it has stored.
func (w *world) start(t *testing.T, vendor app.Vendor) {
	t.Helper()
	core, err := app.Start(t.Context(), app.Config{
		Vendor:  vendor,
		Version: "1.0.0", Store: w.store, Accounts: w.auth, Zoom: w.zoom, Bots: w.bots, Files: w.files, Passcodes: w.codes, Autostart: w.login, Releases: w.news, Tick: w.tick,
		OpenInZoom: func(_ context.Context, m meeting.Meeting) error {
			if w.hold != nil {
				<-w.hold
				return w.openFail
			}
			w.opened <- m
			return w.openFail
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.Core = core
}

func settled() app.Saved {
	return app.Saved{
		Settings: app.Settings{ZoomApp: app.ZoomApp{ClientID: "public-id"}},
		Accounts: []app.Account{ada}, Assistants: []app.Assistant{bot},
	}
}

// until waits for a snapshot that satisfies ok.
func (w *world) until(t *testing.T, ok func(app.State) bool) app.State {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for s := range w.Watch(ctx) {
		if ok(s) {
			return s
		}
	}
	t.Fatalf("the state never came; the last one is %+v", w.State())
	return app.State{}
}

func (w *world) ask(t *testing.T, wish app.Wish) {
	t.Helper()
	if err := w.Ask(t.Context(), wish); err != nil {
		t.Fatalf("%T: %v", wish, err)
	}
}

// memoryStore is a disk that can be full.
type memoryStore struct {
	mu     sync.Mutex
	saved  app.Saved
	err    error
	events map[string][]app.Event
	sent   []app.Run     // that were saved
	hold   chan struct{} // deleting waits for it
	pages  int           // of the past that were read
}

func (m *memoryStore) fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.err = err
}

func (m *memoryStore) do(f func()) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err == nil {
		f()
	}
	return m.err
}

func (m *memoryStore) phases(id string) []app.Phase {
	var phases []app.Phase
	_ = m.do(func() {
		for _, e := range m.events[id] {
			phases = append(phases, e.Phase)
		}
	})
	return phases
}

func (m *memoryStore) Load(context.Context) (app.Saved, error) {
	saved := m.saved
	saved.Accounts, saved.Assistants = slices.Clone(saved.Accounts), slices.Clone(saved.Assistants)
	return saved, nil
}

func (m *memoryStore) SaveSettings(_ context.Context, s app.Settings) error {
	return m.do(func() { m.saved.Settings, m.saved.First = s, false })
}

func (m *memoryStore) SaveAccount(_ context.Context, a app.Account) error {
	return m.do(func() {
		m.saved.Accounts = slices.DeleteFunc(m.saved.Accounts, func(old app.Account) bool { return old.ID == a.ID })
		m.saved.Accounts = append(m.saved.Accounts, a)
	})
}

func (m *memoryStore) DeleteAccount(_ context.Context, id string) error {
	if m.hold != nil {
		<-m.hold
	}
	return m.do(func() {
		m.saved.Accounts = slices.DeleteFunc(m.saved.Accounts, func(a app.Account) bool { return a.ID == id })
	})
}

func (m *memoryStore) SaveAssistant(_ context.Context, a app.Assistant) error {
	return m.do(func() { m.saved.Assistants = append(m.saved.Assistants, a) })
}

func (m *memoryStore) ReplaceAssistant(_ context.Context, former string, a app.Assistant) error {
	return m.do(func() {
		i := slices.IndexFunc(m.saved.Assistants, func(a app.Assistant) bool { return a.Name == former })
		m.saved.Assistants[i] = a
	})
}

func (m *memoryStore) DeleteAssistant(_ context.Context, name string) error {
	return m.do(func() {
		m.saved.Assistants = slices.DeleteFunc(m.saved.Assistants, func(a app.Assistant) bool { return a.Name == name })
	})
}

func (m *memoryStore) SaveRun(_ context.Context, r app.Run) error {
	return m.do(func() {
		m.sent = append(slices.DeleteFunc(m.sent, func(old app.Run) bool { return old.ID == r.ID }), r)
	})
}

func (m *memoryStore) Sent(_ context.Context, meetings []string) (found []string, err error) {
	err = m.do(func() {
		for _, id := range meetings {
			if slices.ContainsFunc(append(slices.Clone(m.sent), m.saved.Recent...), func(r app.Run) bool { return r.MeetingID == id }) {
				found = append(found, id)
			}
		}
	})
	return found, err
}

func (m *memoryStore) AddEvent(_ context.Context, id string, e app.Event) error {
	return m.do(func() {
		if m.events == nil {
			m.events = map[string][]app.Event{}
		}
		m.events[id] = append(m.events[id], e)
	})
}

// Past knows what History asks for.
func (m *memoryStore) Past(_ context.Context, q app.PastQuery) (past app.Past, err error) {
	err = m.do(func() {
		for _, r := range m.saved.Recent {
			if (q.From.IsZero() || !r.StartedAt.After(q.From)) && r.Over() {
				past.Runs = append(past.Runs, r)
			}
		}
		past.Runs = past.Runs[min(q.Skip, len(past.Runs)):]
		past.Runs = past.Runs[:min(q.Limit, len(past.Runs))]
		m.pages++
	})
	return past, err
}

// forget deletes past runs.
func (m *memoryStore) forget(gone func(app.Run) bool) error {
	return m.do(func() {
		m.saved.Recent = slices.DeleteFunc(slices.Clone(m.saved.Recent), gone)
		m.sent = slices.DeleteFunc(slices.Clone(m.sent), gone)
	})
}

func (m *memoryStore) ClearRuns(context.Context) error { return m.forget(app.Run.Over) }
func (m *memoryStore) DeleteRun(_ context.Context, id string) error {
	return m.forget(func(r app.Run) bool { return r.ID == id })
}

func (m *memoryStore) DeleteRunsBefore(_ context.Context, t time.Time) (gone []string, err error) {
	err = m.forget(func(r app.Run) bool {
		old := r.EndedAt.Before(t)
		if old {
			gone = append(gone, r.ID)
		}
		return old
	})
	return gone, err
}

func (m *memoryStore) RunIDs(context.Context) (ids []string, err error) {
	err = m.do(func() {
		for _, r := range m.saved.Recent {
			ids = append(ids, r.ID)
		}
	})
	return ids, err
}

// fakeAccounts is a browser, a keychain and a token endpoint that do as a test
// says.
type fakeAccounts struct {
	browser chan error  // what the person does in the browser
	comes   app.Account // who signs in; zero: Ada

	mu       sync.Mutex
	keychain app.KeychainState
	secret   secret.Text
	jobs     []app.SignInJob
	held     map[string]error // by account
	granted  map[string]app.Granted
	kept     []string // whose grants were to be kept alive
	errs     map[string]error
	pasted   []string
	asked    []string // the calls that a check makes
}

func (f *fakeAccounts) with(do func()) { f.mu.Lock(); defer f.mu.Unlock(); do() }

func (f *fakeAccounts) called(name string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, name)
	return f.errs[name]
}

func (f *fakeAccounts) Keychain(context.Context) app.Keychain {
	f.mu.Lock()
	defer f.mu.Unlock()
	return app.Keychain{Kind: "memory", State: cmp.Or(f.keychain, app.KeychainMemory)}
}

func (f *fakeAccounts) KeepInMemory()   { f.with(func() { f.keychain = app.KeychainMemory }) }
func (f *fakeAccounts) CancelKeychain() { _ = f.called("cancel keychain") }

func (f *fakeAccounts) SignIn(ctx context.Context, job app.SignInJob) (app.Account, error) {
	f.with(func() { f.jobs = append(f.jobs, job) })
	job.Show(app.SignIn{URL: "https://zoom.us/oauth/authorize?x"})
	select {
	case err := <-f.browser:
		fresh := f.comes
		if fresh.ID == "" {
			fresh = ada
			fresh.Default = false
		}
		if err == nil && job.Expected.ID != "" && job.Expected.ID != fresh.ID && !job.Other(ctx, fresh) {
			err = fault.New(fault.OtherUser, "name", fresh.Name, "expected", job.Expected.Name)
		}
		return fresh, err
	case <-ctx.Done():
		return app.Account{}, fault.New(fault.SignInCancelled)
	}
}

func (f *fakeAccounts) Callback(address string) error {
	f.with(func() { f.pasted = append(f.pasted, address) })
	return f.called("callback")
}

func (f *fakeAccounts) SignOut(context.Context, app.ZoomApp, app.Account) error {
	return f.called("sign out")
}

func (f *fakeAccounts) Held(_ context.Context, _ app.ZoomApp, a app.Account) error {
	_ = f.called("held")
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.held[a.ID]
}

func (f *fakeAccounts) Granted(a app.Account) (app.Granted, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	g, known := f.granted[a.ID]
	return g, known
}

func (f *fakeAccounts) Renew(context.Context, app.ZoomApp, app.Account) error {
	return f.called("renew")
}

func (f *fakeAccounts) KeepAlive(_ context.Context, _ app.ZoomApp, a app.Account) error {
	f.with(func() { f.kept = append(f.kept, a.ID) })
	return f.called("keep alive")
}

func (f *fakeAccounts) Probe(context.Context, app.ZoomApp) error  { return f.called("probe") }
func (f *fakeAccounts) Listen(context.Context, app.ZoomApp) error { return f.called("listen") }

func (f *fakeAccounts) SetClientSecret(_ context.Context, _ app.Cloud, s secret.Text) error {
	f.with(func() { f.secret = s })
	return nil
}
