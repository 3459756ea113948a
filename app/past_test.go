package app_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// fakeFiles is what runs have left behind, by run.
type fakeFiles struct {
	mu      sync.Mutex
	left    map[string]app.Left
	stuck   map[string]bool // can't be removed
	opened  []string
	shown   []string
	listed  int
	listing func() // happens while the list is made
}

func newFakeFiles() *fakeFiles {
	return &fakeFiles{left: map[string]app.Left{}, stuck: map[string]bool{}}
}

func (f *fakeFiles) with(do func()) { f.mu.Lock(); defer f.mu.Unlock(); do() }

// put leaves something behind.
func (f *fakeFiles) put(id string, changed time.Time, empty bool) {
	f.with(func() { f.left[id] = app.Left{RunID: id, Changed: changed, Empty: empty} })
}

func (f *fakeFiles) runs() (ids []string) {
	f.with(func() { ids = slices.Sorted(maps.Keys(f.left)) })
	return ids
}

func (f *fakeFiles) Place() string { return "/home/ada/runs" }

func (f *fakeFiles) Open(_ context.Context, path string) error {
	f.with(func() { f.opened = append(f.opened, path) })
	if path == "/gone" {
		return fault.New(fault.FileGone, "name", "notes.md")
	}
	return nil
}

func (f *fakeFiles) Show(_ context.Context, path string) error {
	f.with(func() { f.shown = append(f.shown, path) })
	return nil
}

func (f *fakeFiles) Left(context.Context) (left []app.Left, err error) {
	f.with(func() {
		f.listed++
		left = slices.Collect(maps.Values(f.left))
	})
	if f.listing != nil {
		f.listing()
	}
	return left, nil
}

func (f *fakeFiles) Remove(_ context.Context, l app.Left) (err error) {
	f.with(func() {
		if f.stuck[l.RunID] {
			err = fault.Wrap(fault.FileNotDeleted, errors.New("in use"), "path", f.Place())
			return
		}
		delete(f.left, l.RunID)
	})
	return err
}

// past is a run that ended so many days ago.
func past(id string, now time.Time, days int) app.Run {
	ended := now.AddDate(0, 0, -days)
	return app.Run{
		ID: id, MeetingID: "81234567890", StartedAt: ended.Add(-time.Hour), EndedAt: ended,
		Events: []app.Event{{At: ended, Phase: app.Ended, Reason: app.ReasonLeft}},
	}
}

// kept is a person who keeps what is past for so many days.
func kept(days int, runs ...app.Run) app.Saved {
	saved := settled()
	saved.Settings.Keep = time.Duration(days) * 24 * time.Hour
	saved.Recent = runs
	return saved
}

func recent(s app.State) (ids []string) {
	for _, r := range s.Recent {
		ids = append(ids, r.ID)
	}
	return ids
}

func want[T comparable](t *testing.T, what string, got []T, wanted ...T) {
	t.Helper()
	if !slices.Equal(got, wanted) {
		t.Errorf("%s: %v, want %v", what, got, wanted)
	}
}

func TestSweepDeletesWhatIsOlderThanTheSetting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		w := newWorld(t, kept(30, past("new", now, 29), past("old", now, 31)))
		defer w.Close(t.Context())
		long, lately := now.AddDate(0, 0, -31), now.AddDate(0, 0, -1)
		w.files.put("new", long, false)    // an old file of a run that is still in the history
		w.files.put("old", lately, false)  // goes with its run
		w.files.put("lost", lately, false) // its place in the history was lost: a recording all the same
		w.files.put("lost long ago", long, false)
		w.files.put("empty", lately, true) // left by a crash
		w.ask(t, app.Sweep{})
		want(t, "history", recent(w.State()), "new")
		want(t, "store", ids(w.store), "new")
		want(t, "files", w.files.runs(), "lost", "new")
	})
}

func ids(m *memoryStore) []string {
	all, _ := m.RunIDs(context.Background())
	return all
}

func TestSweepForEverKeepsEverything(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		w := newWorld(t, kept(0, past("old", now, 9999)))
		defer w.Close(t.Context())
		w.files.put("old", now.AddDate(-20, 0, 0), false)
		w.files.put("lost", now.AddDate(-20, 0, 0), false)
		w.files.put("empty", now.AddDate(-20, 0, 0), true)
		w.ask(t, app.Sweep{})
		want(t, "history", recent(w.State()), "old")
		want(t, "files", w.files.runs(), "lost", "old")
	})
}

// A run that begins while the list is made has a folder, and nothing in it yet.
func TestSweepNeverTouchesARunUnderWay(t *testing.T) {
	w := newWorld(t, kept(1))
	defer w.Close(t.Context())
	w.ask(t, app.Send{RunID: "r-00000001", Meeting: web})
	<-w.bots.jobs
	w.files.put("r-00000001", time.Time{}, true)
	w.files.put("r-00000002", time.Time{}, true)
	w.files.listing = func() {
		w.files.listing = nil
		w.ask(t, app.Send{RunID: "r-00000002", Meeting: web, Again: true})
		<-w.bots.jobs
	}
	w.ask(t, app.Sweep{})
	want(t, "files", w.files.runs(), "r-00000001", "r-00000002")
	w.ask(t, app.ClearHistory{Files: true})
	want(t, "files", w.files.runs(), "r-00000001", "r-00000002")
	if err := w.Ask(t.Context(), app.DeleteRun{RunID: "r-00000001"}); !fault.Is(err, fault.StillUnderWay) {
		t.Errorf("deleting it: %v", err)
	}
}

func TestSweepOnceADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		w := newWorld(t, kept(30, past("r1", now, 30)))
		defer w.Close(t.Context())
		w.files.put("stuck", now.AddDate(0, 0, -31), false)
		w.files.with(func() { w.files.stuck["stuck"] = true })
		w.ask(t, app.Sweep{})
		w.tickFor(24*60 - 1)
		if w.files.listed != 1 {
			t.Errorf("looked %d times within a day", w.files.listed)
		}
		w.files.with(func() { delete(w.files.stuck, "stuck") })
		w.tickFor(2)
		want(t, "history", recent(w.State()))
		want(t, "files", w.files.runs())
		if s := w.State(); w.files.listed != 2 || s.Notice != nil {
			t.Errorf("looked %d times, says %v", w.files.listed, s.Notice)
		}
	})
}

// F29: while the history can't be read, nothing is known to be unwanted.
func TestF29SweepWithoutAHistoryRemovesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		w := newWorld(t, kept(30, past("old", now, 31)))
		defer w.Close(t.Context())
		w.files.put("old", now.AddDate(0, 0, -31), false)
		w.files.put("empty", now, true)
		w.store.fail(fault.New(fault.DiskFull))
		w.ask(t, app.Sweep{})
		want(t, "history", recent(w.State()), "old")
		want(t, "files", w.files.runs(), "empty", "old")
	})
}

func TestDeleteOneRun(t *testing.T) {
	now := time.Now()
	w := newWorld(t, kept(30, past("r1", now, 1), past("r2", now, 2)))
	defer w.Close(t.Context())
	w.files.put("r1", now, false)
	w.files.put("r2", now, false)
	w.files.stuck["r1"] = true
	if err := w.Ask(t.Context(), app.DeleteRun{RunID: "r1"}); !fault.Is(err, fault.FileNotDeleted) {
		t.Errorf("its file is open elsewhere: %v", err)
	}
	want(t, "history", recent(w.State()), "r1", "r2")
	w.files.with(func() { delete(w.files.stuck, "r1") })
	w.ask(t, app.DeleteRun{RunID: "r1"})
	want(t, "history", recent(w.State()), "r2")
	want(t, "store", ids(w.store), "r2")
	want(t, "files", w.files.runs(), "r2")
}

func TestClearHistory(t *testing.T) {
	now := time.Now()
	w := newWorld(t, kept(30, past("r1", now, 1), past("r2", now, 2)))
	defer w.Close(t.Context())
	w.files.put("r1", now, false)
	w.files.put("r2", now, false)
	w.files.stuck["r2"] = true
	if err := w.Ask(t.Context(), app.ClearHistory{Files: true}); !fault.Is(err, fault.FileNotDeleted) {
		t.Errorf("a file is open elsewhere: %v", err)
	}
	want(t, "history", recent(w.State()), "r1", "r2")
	want(t, "files", w.files.runs(), "r2")
	w.ask(t, app.ClearHistory{})
	want(t, "history", recent(w.State()))
	want(t, "files", w.files.runs(), "r2")
	w.files.with(func() { delete(w.files.stuck, "r2") })
	w.ask(t, app.ClearHistory{Files: true})
	want(t, "files", w.files.runs())
}

func TestFilesAreOpenedAndShown(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.ask(t, app.OpenFile{Path: "/a/notes.md"})
	w.ask(t, app.ShowFile{Path: "/a/notes.md"})
	want(t, "opened", w.files.opened, "/a/notes.md")
	want(t, "shown", w.files.shown, "/a/notes.md")
	w.Do(app.OpenFile{Path: "/gone"})
	s := w.until(t, func(s app.State) bool { return s.Notice != nil })
	if s.Notice.Fault.Kind != fault.FileGone || s.FilesIn != "/home/ada/runs" {
		t.Errorf("%v, files in %q", s.Notice.Fault, s.FilesIn)
	}
}

// What is saved while the run waits does not take the wait away.
func TestAnArtifactLeavesTheWaitAlone(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.ask(t, app.Send{RunID: "r-00000001", Meeting: web})
	r := <-w.bots.jobs
	next := time.Now().Add(time.Hour)
	made := app.Artifact{Kind: "notes", Path: "/a/notes.md", Title: "Notes"}
	r.report(app.Event{Phase: app.WaitingForYou, NextTryAt: next})
	r.report(app.Event{Phase: app.WaitingForYou, Artifact: made})
	s := w.until(t, func(s app.State) bool { r, _ := s.Run("r-00000001"); return len(r.Events) == 2 })
	run, _ := s.Run("r-00000001")
	if !run.Last().NextTryAt.Equal(next) {
		t.Error("the card would no longer count down")
	}
	want(t, "artifacts", run.Artifacts(), made)
}

func TestF49WhatAClickMayOpen(t *testing.T) {
	for name, may := range map[string]bool{
		"notes.md": true, "NOTES.TXT": true, "/a.exe/talk.mp4": true, `C:\runs\talk.wav`: true, "speakers": true, "/a.b/speakers": true, `C:\a.b\speakers`: true,
		"talk.exe": false, "talk.txt.exe": false, "page.html": false, "drawing.svg": false, "run.sh": false, "x.desktop": false,
		"x.command": false, "x.app": false, "x.lnk": false, "x.url": false, "x.docm": false, "x.zip": false, "x.csv": false, "x.": false,
		".txt.": false, "talk.txt ": false, `C:\a.txt\x.bat`: false, "talk.\u202etxt.exe": false, ".bashrc": false,
	} {
		if app.MayOpen(name) != may {
			t.Errorf("%q: %v", name, !may)
		}
	}
}

func TestRunIDs(t *testing.T) {
	if id := app.NewRunID(); !app.IsRunID(id) {
		t.Errorf("%q is not one", id)
	}
	for _, name := range []string{"", "r-", "runs", "r-0000000", "r-000000000", "r-0000000G", "r-ABCDEF01", "R-00000000", "r-../../a", "00000000"} {
		if app.IsRunID(name) {
			t.Errorf("%q is one", name)
		}
	}
}
