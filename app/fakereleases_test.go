package app_test

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"time"

	"behalf/app"
)

const here = runtime.GOOS + "/" + runtime.GOARCH

// fakeReleases hand out what a test says, when it says so.
type fakeReleases struct {
	mu      sync.Mutex
	source  app.ReleaseSource
	release app.Release
	err     error
	hold    chan struct{} // the answer waits for it; nil: it does not
	n       int           // how often they were asked
}

func newFakeReleases() *fakeReleases {
	return &fakeReleases{
		source: app.ReleaseSource{Able: true, Signer: "RWQ", Home: "https://behalf.app"},
		release: app.Release{
			Version: "1.2.0", Released: day(2000, 1, 1), Until: day(2100, 1, 1), Page: "https://behalf.app/1.2.0", Systems: []string{here}, Signer: "RWQ",
		},
	}
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func (f *fakeReleases) with(do func()) { f.mu.Lock(); defer f.mu.Unlock(); do() }

func (f *fakeReleases) asked() (n int) {
	f.with(func() { n = f.n })
	return n
}

func (f *fakeReleases) Source() app.ReleaseSource { return f.source }

func (f *fakeReleases) Latest(ctx context.Context) (app.Release, error) {
	var hold chan struct{}
	f.with(func() { f.n++; hold = f.hold })
	if hold != nil {
		select {
		case <-hold:
		case <-ctx.Done():
			return app.Release{}, ctx.Err()
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.release, f.err
}

func (m *memoryStore) SaveSeenRelease(_ context.Context, r app.SeenRelease) error {
	return m.do(func() { m.saved.SeenRelease = r })
}

func (m *memoryStore) seen() (r app.SeenRelease) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.saved.SeenRelease
}

// newWorldFrom is a world of a build that gets newer versions in that way.
func newWorldFrom(t *testing.T, saved app.Saved, source app.ReleaseSource) *world {
	t.Helper()
	return newWorldOf(t, saved, source, app.Vendor{})
}

func newWorldOf(t *testing.T, saved app.Saved, source app.ReleaseSource, vendor app.Vendor) *world {
	t.Helper()
	news := newFakeReleases()
	news.source = source
	store := &memoryStore{saved: saved}
	w := &world{store: store, news: news, tick: make(chan time.Time)}
	core, err := app.Start(t.Context(), app.Config{
		Version: "1.0.0", Vendor: vendor, Store: store, Accounts: &fakeAccounts{}, Zoom: &fakeZoom{}, Bots: &fakeBots{}, Files: newFakeFiles(),
		Passcodes: &fakePasscodes{}, Releases: news, Tick: w.tick,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.Core = core
	return w
}
