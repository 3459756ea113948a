package storage

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.uber.org/goleak"

	"behalf/app"
	"behalf/app/fault"
)

func TestMain(m *testing.M) {
	if path := os.Getenv("STORAGE_TEST_WRITE_FOREVER"); path != "" {
		writeForever(path)
	}
	goleak.VerifyTestMain(m)
}

var (
	sameFault = cmpopts.IgnoreUnexported(fault.Fault{})
	noon      = time.Date(2026, 11, 21, 12, 0, 0, int(7*time.Millisecond), time.UTC)
)

func open(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(context.Background(), path)
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return db
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%v (%v)", err, causeOf(err))
	}
}

func causeOf(err error) error {
	if f := fault.From(err); f != nil {
		return f.Unwrap()
	}
	return nil
}

func wantFault(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Fatalf("got %v (%v), want a fault of kind %s", err, causeOf(err), kind)
	}
}

func same(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, sameFault); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func ada() app.Account {
	return app.Account{
		ID: "a1", UserID: "zu1", AccountID: "za1", Name: "Ada Lovelace", Email: "ada@example.com",
		Cloud: app.CloudZoom, APIURL: "https://api.zoom.us", Default: true, State: app.PermissionMissing,
		Scopes: []string{app.ScopeToken, app.ScopeUser}, LastProvedAt: noon,
		Fault: fault.New(fault.PermissionMissing, "scope", app.ScopeToken),
	}
}

func run(id string, started time.Time) app.Run {
	return app.Run{
		ID: id, MeetingID: "81234567890", Host: "us02web.zoom.us", Assistant: "Notes", BotName: "Notes for Ada",
		AccountID: "a1", Account: "Ada Lovelace", StartedAt: started,
	}
}

func TestNothingSavedMeansDefaults(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "folder", "behalf.db")
	saved, err := open(t, path).Load(t.Context())
	must(t, err)
	same(t, saved, app.Saved{First: true, Settings: app.Settings{
		ZoomApp:  app.ZoomApp{Kind: app.PublicClient, RedirectURI: "http://127.0.0.1/callback", Cloud: app.CloudZoom},
		Patience: 10 * time.Minute, Keep: 90 * 24 * time.Hour,
	}})
	db := open(t, path)
	must(t, db.SaveSettings(t.Context(), saved.Settings))
	if saved, err = db.LoadBrief(t.Context()); err != nil || saved.First {
		t.Errorf("settings were saved, and it is the first start: %v", err)
	}
}

func TestARenamedAssistantIsNamedSoEverywhere(t *testing.T) {
	db, ctx := open(t, filepath.Join(t.TempDir(), "behalf.db")), t.Context()
	must(t, db.SaveSettings(ctx, app.Settings{DefaultAssistant: "Notes"}))
	must(t, db.SaveAssistant(ctx, app.Assistant{Name: "Notes", Program: "/old"}))
	must(t, db.SaveAssistant(ctx, app.Assistant{Name: "Another"}))
	ended := run("r1", noon)
	ended.EndedAt = noon.Add(time.Minute)
	must(t, db.SaveRun(ctx, ended))
	other := ended
	other.ID, other.Assistant = "r2", "Another"
	must(t, db.SaveRun(ctx, other))
	want := app.Assistant{Name: "Minutes", Kind: app.ProcessAssistant, Program: "/new", Args: []string{"x"}, Options: map[string]string{"k": "v"}, Record: true}
	must(t, db.ReplaceAssistant(ctx, "Notes", want))
	saved, err := db.Load(ctx)
	must(t, err)
	same(t, saved.Assistants, []app.Assistant{want, {Name: "Another"}})
	same(t, saved.Settings.DefaultAssistant, "Minutes")
	for word, want := range map[string]string{"minutes": "r1 ", "another": "r2 "} {
		past, err := db.Past(ctx, app.PastQuery{Words: word})
		must(t, err)
		same(t, ids(past.Runs), want)
	}
	for _, r := range saved.Recent {
		same(t, r.Assistant, map[string]string{"r1": "Minutes", "r2": "Another"}[r.ID])
	}
	want.Program = "/newer"
	must(t, db.ReplaceAssistant(ctx, "Minutes", want))
	saved, err = db.Load(ctx)
	must(t, err)
	same(t, saved.Assistants[0], want)
}

func TestWhatIsSavedIsLoaded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "behalf.db")
	db, ctx := open(t, path), t.Context()
	want := app.Saved{
		Settings: app.Settings{
			ZoomApp: app.ZoomApp{
				ClientID: "abc_123", Kind: app.ConfidentialClient, RedirectURI: "http://[::1]/cb",
				Cloud: app.CloudGov, SignatureURL: "https://example.com/sign",
			},
			OtherCloud: app.ZoomApp{
				ClientID: "def_456", Kind: app.PublicClient, RedirectURI: "http://127.0.0.1/callback", Cloud: app.CloudZoom,
			},
			DefaultAssistant: "Notes", BotName: "Notes for {user}", Patience: 90 * time.Second, Appearance: "dark",
			Pace: app.PaceGentle, Keep: 24 * time.Hour,
			Language: "de", TrayIcon: "dark", StartHidden: true, Mute: app.Mute{Joined: true, NeedsYou: true, Ended: true},
			ForgetRecent: true, Welcomed: true, Window: app.WindowPlace{X: -5, Y: 7, Placed: true, Width: 440, Height: 640}, LookWeekly: true,
		},
		SeenRelease: app.SeenRelease{
			Signer: "RWQ", Version: "1.2.0", Released: noon.Truncate(time.Hour), Page: "https://behalf.app/1.2", At: noon, Told: true,
		},
		Accounts: []app.Account{ada(), {ID: "a0", Name: "at work"}},
		Assistants: []app.Assistant{
			{Name: "Notes", Kind: app.ProcessAssistant, Program: "/opt/my bot", Args: []string{"--x", "", "ü\"'"}, Env: []string{"A=b"}, Options: map[string]string{"k": "v"}},
			{Name: "Another", Kind: app.RehearsalAssistant, Record: true},
			{Name: "Sample", Kind: app.CommandAssistant, Program: "/opt/sample", Command: app.Command{
				FileName: "config.txt", File: "token: \"{sdk_jwt}\"\n", Input: "{on_behalf_token}",
				Patterns: []app.Pattern{{Match: `in (?P<native>\d+)`, Failed: "native"}, {Match: "in", State: "in_meeting"}, {Match: "out", Ended: "left"}},
			}},
		},
	}
	must(t, db.SaveSettings(ctx, app.Settings{BotName: "before"}))
	must(t, db.SaveSettings(ctx, want.Settings))
	must(t, db.SaveSeenRelease(ctx, app.SeenRelease{Version: "1.1.0"}))
	must(t, db.SaveSeenRelease(ctx, want.SeenRelease))
	for _, a := range want.Accounts {
		must(t, db.SaveAccount(ctx, a))
	}
	for _, a := range want.Assistants {
		must(t, db.SaveAssistant(ctx, a))
	}
	ended := run("r1", noon)
	must(t, db.SaveRun(ctx, ended))
	ended.Events = []app.Event{
		{At: noon, Phase: app.WaitingForYou, Attempt: 1, NextTryAt: noon.Add(time.Second), Note: "a note"},
		{At: noon, Phase: app.InMeeting, Attempt: 1, Artifact: app.Artifact{Kind: "recording", Path: "/home/ada/runs/r1/a.wav", Title: "Recording"}},
		{At: noon.Add(time.Minute), Phase: app.Failed, Attempt: 2, Reason: app.ReasonGaveUp, Fault: fault.New(fault.GaveUpWaiting)},
	}
	for _, e := range ended.Events {
		must(t, db.AddEvent(ctx, ended.ID, e))
	}
	ended.JoinedAt, ended.EndedAt = noon.Add(30*time.Second), noon.Add(time.Minute)
	must(t, db.SaveRun(ctx, ended))
	want.Recent = []app.Run{ended}

	for _, handle := range []*DB{db, open(t, path)} {
		saved, err := handle.Load(ctx)
		must(t, err)
		same(t, saved, want)
		brief, err := handle.LoadBrief(ctx)
		must(t, err)
		saved.Recent = nil
		same(t, brief, saved)
	}
}

func TestSavingAgainReplacesAndKeepsTheOrder(t *testing.T) {
	db, ctx := open(t, filepath.Join(t.TempDir(), "behalf.db")), t.Context()
	first, second := ada(), app.Account{ID: "a2", Name: "at work"}
	must(t, db.SaveAccount(ctx, first))
	must(t, db.SaveAccount(ctx, second))
	must(t, db.SaveAssistant(ctx, app.Assistant{Name: "Notes", Program: "/old"}))
	must(t, db.SaveAssistant(ctx, app.Assistant{Name: "Another"}))
	must(t, db.SaveAssistant(ctx, app.Assistant{Name: "Notes", Program: "/new", Args: []string{"x"}}))

	second.Default = true // then the first no longer is
	must(t, db.SaveAccount(ctx, second))
	first.Default = false
	saved, err := db.Load(ctx)
	must(t, err)
	same(t, saved.Accounts, []app.Account{first, second})
	same(t, saved.Assistants, []app.Assistant{{Name: "Notes", Program: "/new", Args: []string{"x"}}, {Name: "Another"}})

	must(t, db.DeleteAccount(ctx, first.ID))
	must(t, db.DeleteAccount(ctx, "nobody"))
	must(t, db.DeleteAssistant(ctx, "Notes"))
	saved, err = db.Load(ctx)
	must(t, err)
	same(t, saved.Accounts, []app.Account{second})
	same(t, saved.Assistants, []app.Assistant{{Name: "Another"}})
}

func TestPathsWithCharactersOfAddresses(t *testing.T) {
	names := []string{"a#b", "100%41", "a b", "ü&=+;"}
	if runtime.GOOS != "windows" { // which has no such names
		names = append(names, "a?mode=ro", "file:x")
	}
	for _, name := range names {
		path := filepath.Join(t.TempDir(), name, name+".db")
		db, err := Open(t.Context(), path)
		must(t, err)
		must(t, db.SaveSettings(t.Context(), app.Settings{BotName: name}))
		must(t, db.Close())
		found, err := os.ReadDir(filepath.Dir(path))
		must(t, err)
		if len(found) != 1 || found[0].Name() != name+".db" {
			t.Errorf("%s: found %v", name, found)
		}
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			t.Errorf("%s: another file was written (%v)", name, err)
		}
	}
}

func TestACancelledAccessIsStoppedNotAFailure(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "behalf.db"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := db.Load(ctx)
	wantFault(t, err, fault.Stopped)
	wantFault(t, db.SaveAccount(ctx, ada()), fault.Stopped)

	for range 50 { // cancelled in its midst; what database/sql says then varies
		ctx, cancel := context.WithCancel(t.Context())
		err := db.do(ctx, func(ctx context.Context) error {
			return db.transaction(ctx, func(tx *sql.Tx) error {
				cancel()
				_, err := tx.Exec(`INSERT INTO assistants VALUES ('half', '', '', '', '', '')`)
				runtime.Gosched()
				return err
			})
		})
		wantFault(t, err, fault.Stopped)
	}
	saved, err := db.Load(t.Context())
	must(t, err)
	same(t, len(saved.Assistants), 0)
}

// BenchmarkOpenAndLoad is what a verb pays before it can do anything.
func BenchmarkOpenAndLoad(b *testing.B) {
	path := filepath.Join(b.TempDir(), "behalf.db")
	fill(b, open(b, path))
	loads := map[string]func(*DB) (app.Saved, error){
		"nothing": func(*DB) (app.Saved, error) { return app.Saved{}, nil },
		"brief":   func(db *DB) (app.Saved, error) { return db.LoadBrief(context.Background()) },
		"all":     func(db *DB) (app.Saved, error) { return db.Load(context.Background()) },
	}
	for name, load := range loads {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				db, err := Open(context.Background(), path)
				must(b, err)
				_, err = load(db)
				must(b, err)
				must(b, db.Close())
			}
		})
	}
}

func fill(t testing.TB, db *DB) {
	ctx := context.Background()
	must(t, db.SaveSettings(ctx, defaults()))
	must(t, db.SaveAccount(ctx, ada()))
	must(t, db.SaveAssistant(ctx, app.Assistant{Name: "Notes", Kind: app.ProcessAssistant, Program: "/opt/bot"}))
	for i := range 50 {
		r := run("r"+string(rune('A'+i)), noon.Add(time.Duration(i)*time.Hour))
		r.EndedAt = r.StartedAt.Add(time.Hour)
		must(t, db.SaveRun(ctx, r))
		for n := range 8 {
			must(t, db.AddEvent(ctx, r.ID, app.Event{At: r.StartedAt, Phase: app.Connecting, Attempt: n}))
		}
	}
}
