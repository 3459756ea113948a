package bot

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

const someRun = "r-0123abcd"

// shelf is a folder of runs, and what of it was opened.
type shelf struct {
	*Files
	t      *testing.T
	dir    string
	opened []string
	broken error // what the opener says
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	s := &shelf{t: t, dir: filepath.Join(t.TempDir(), "all runs")}
	s.Files = NewFiles(s.dir, func(address string) error {
		s.opened = append(s.opened, address)
		return s.broken
	})
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "no bus"))
	return s
}

// put makes a file, with the folders it lies in.
func (s *shelf) put(path string, mode os.FileMode, changed time.Time) string {
	s.t.Helper()
	path = filepath.Join(s.dir, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		s.t.Fatal(err)
	}
	if err := errors.Join(os.WriteFile(path, []byte("notes"), 0o600), os.Chmod(path, mode)); err != nil {
		s.t.Fatal(err)
	}
	if !changed.IsZero() {
		if err := os.Chtimes(path, changed, changed); err != nil {
			s.t.Fatal(err)
		}
	}
	return path
}

func (s *shelf) folder(path string) string {
	s.t.Helper()
	path = filepath.Join(s.dir, path)
	if err := os.MkdirAll(path, 0o700); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func (s *shelf) link(to, path string) string {
	s.t.Helper()
	path = filepath.Join(s.dir, path)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Symlink(to, path); err != nil {
		s.t.Fatal(err)
	}
	return path
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func TestF49OnlyWhatAssistantsMadeIsOpened(t *testing.T) {
	s := newShelf(t)
	outside := filepath.Join(t.TempDir(), "secret.txt")
	if err := os.WriteFile(outside, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	sibling := s.put("notes.txt", 0o600, time.Time{}) // beside the runs
	s.folder(someRun)
	for name, path := range map[string]string{
		"elsewhere":        outside,
		"relative":         someRun + "/notes.txt",
		"beside the runs":  sibling,
		"of no run":        s.put("experiment/notes.txt", 0o600, time.Time{}),
		"climbing out":     filepath.Join(s.dir, someRun) + "/../notes.txt",
		"an address":       "https://example.com/notes.txt",
		"a link out":       s.link(outside, someRun+"/link.txt"),
		"a link beside":    s.link(sibling, someRun+"/beside.txt"),
		"through a link":   filepath.Join(s.link(filepath.Dir(outside), someRun+"/folder"), "secret.txt"),
		"a run that links": filepath.Join(s.link(filepath.Dir(outside), "r-00000001"), "secret.txt"),
		"the system's":     "/etc/passwd",
	} {
		for _, try := range []func() error{
			func() error { return s.Open(t.Context(), path) }, func() error { return s.Show(t.Context(), path) },
		} {
			if err := try(); !fault.Is(err, fault.FileElsewhere) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	want(t, "opened", s.opened)
}

func want(t *testing.T, what string, got []string, wanted ...string) {
	t.Helper()
	if !slices.Equal(got, wanted) {
		t.Errorf("%s: %q, want %q", what, got, wanted)
	}
}

func TestF49WhatCouldBeAProgramIsNotOpened(t *testing.T) {
	s := newShelf(t)
	programs := []string{
		s.put(someRun+"/talk.exe", 0o600, time.Time{}), s.put(someRun+"/page.html", 0o600, time.Time{}),
		s.put(someRun+"/a.desktop", 0o600, time.Time{}), s.put(someRun+"/no ending", 0o600, time.Time{}),
		s.folder(someRun + "/Talk.app"), s.folder(someRun + "/notes.txt"),
	}
	if runtime.GOOS != "windows" {
		programs = append(programs, s.put(someRun+"/run.txt", 0o700, time.Time{}), s.put(someRun+"/others.txt", 0o601, time.Time{}))
	}
	for _, path := range programs {
		if err := s.Open(t.Context(), path); !fault.Is(err, fault.FileMayRun) {
			t.Errorf("%s: %v", path, err)
		}
	}
	want(t, "opened", s.opened)
	if err := s.Show(t.Context(), programs[0]); err != nil { // no file manager is there: its folder has to do
		t.Error(err)
	}
	want(t, "shown", s.opened, fileAddress(filepath.Join(s.dir, someRun)))
}

// What a link names is judged by what it leads to.
func TestF49ALinkToAProgramIsNotOpened(t *testing.T) {
	s := newShelf(t)
	s.put(someRun+"/talk.exe", 0o600, time.Time{})
	if err := s.Open(t.Context(), s.link("talk.exe", someRun+"/talk.txt")); !fault.Is(err, fault.FileMayRun) {
		t.Error(err)
	}
	want(t, "opened", s.opened)
}

func TestOpenAndShow(t *testing.T) {
	s := newShelf(t)
	if err := s.Open(t.Context(), ""); err != nil { // there has been no run yet
		t.Error(err)
	}
	notes := s.put(someRun+"/100% notes #1?.txt", 0o600, time.Time{})
	for _, path := range []string{notes, s.folder(someRun + "/speakers"), filepath.Dir(notes)} {
		if err := s.Open(t.Context(), path); err != nil {
			t.Error(err)
		}
	}
	run := fileAddress(filepath.Join(s.dir, someRun))
	want(t, "opened", s.opened, fileAddress(s.dir), run+"/100%25%20notes%20%231%3F.txt", run+"/speakers", run)

	s.opened = nil
	for _, path := range []string{notes, filepath.Dir(notes), ""} {
		if err := s.Show(t.Context(), path); err != nil {
			t.Error(err)
		}
	}
	want(t, "shown", s.opened, run, run, fileAddress(s.dir))
	if s.Place() != s.dir {
		t.Errorf("they lie in %s", s.Place())
	}
}

func TestWhatIsGoneSaysSo(t *testing.T) {
	s := newShelf(t)
	notes := s.put(someRun+"/notes.txt", 0o600, time.Time{})
	if err := os.Remove(notes); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{notes, filepath.Join(s.dir, "r-00000009", "notes.txt")} {
		for _, err := range []error{s.Open(t.Context(), path), s.Show(t.Context(), path)} {
			if !fault.Is(err, fault.FileGone) || !strings.Contains(err.Error(), "notes.txt is no longer there") {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	s.broken = errors.New("no opener")
	path := s.put(someRun+"/notes.txt", 0o600, time.Time{})
	if err := s.Open(t.Context(), path); !fault.Is(err, fault.FileNotOpened) || !strings.Contains(err.Error(), path) {
		t.Error(err)
	}
}

// left is what Left says, by run.
func (s *shelf) left() map[string]app.Left {
	s.t.Helper()
	list, err := s.Left(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	all := map[string]app.Left{}
	for _, l := range list {
		all[l.RunID] = l
	}
	return all
}

func TestLeft(t *testing.T) {
	s := newShelf(t)
	if len(s.left()) != 0 {
		t.Error("something is left although nobody was there")
	}
	old, late := time.Unix(1_000_000_000, 0), time.Unix(1_500_000_000, 0)
	s.put(someRun+"/a/b/early.txt", 0o600, old)
	s.put(someRun+"/a/late.txt", 0o600, late)
	s.put(someRun+"/z.txt", 0o600, old)
	s.folder("r-00000001/a/b")
	s.put("experiment/notes.txt", 0o600, old) // somebody else's
	s.put("r-00000002", 0o600, old)           // a file
	s.link(filepath.Join(s.dir, someRun), "r-00000003")
	s.link("/", "r-00000004/link") // not empty, and not as old as what it leads to
	all := s.left()
	if l := all[someRun]; len(all) != 3 || l.Empty || !l.Changed.Equal(late) {
		t.Errorf("%+v", all)
	}
	if !all["r-00000001"].Empty || all["r-00000004"].Empty {
		t.Errorf("%+v", all)
	}
}

func TestRemove(t *testing.T) {
	s := newShelf(t)
	if err := s.Remove(t.Context(), app.Left{RunID: someRun}); err != nil {
		t.Errorf("nothing is there: %v", err)
	}
	outside := filepath.Join(t.TempDir(), "kept.txt")
	if err := os.WriteFile(outside, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	mine, other := s.put(someRun+"/a/notes.txt", 0o600, time.Time{}), s.put("r-00000001/notes.txt", 0o600, time.Time{})
	s.link(filepath.Dir(outside), someRun+"/a/folder")
	s.link(outside, someRun+"/kept.txt")
	if err := s.Remove(t.Context(), app.Left{RunID: someRun}); err != nil {
		t.Error(err)
	}
	if there(filepath.Dir(filepath.Dir(mine))) || !there(other) || !there(outside) {
		t.Error("not only that run is gone, or not all of it")
	}
	for _, id := range []string{"", ".", "..", "experiment", "r-00000001/..", "../" + someRun} {
		if err := s.Remove(t.Context(), app.Left{RunID: id}); !fault.Is(err, fault.FileNotDeleted) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// Between the look and the removal a program can have written something.
func TestRemoveOnlyWhatIsStillEmpty(t *testing.T) {
	s := newShelf(t)
	empty, filled := s.folder("r-00000001/a/b"), s.put("r-00000002/a/notes.txt", 0o600, time.Time{})
	if err := s.Remove(t.Context(), app.Left{RunID: "r-00000001", Empty: true}); err != nil || there(filepath.Dir(filepath.Dir(empty))) {
		t.Errorf("the empty one: %v", err)
	}
	if err := s.Remove(t.Context(), app.Left{RunID: "r-00000002", Empty: true}); err == nil || !there(filled) {
		t.Errorf("the one that is not empty any more: %v", err)
	}
}

// F29: what lies behind a link is not ours.
func TestF29RunsBehindALinkAreLeftAlone(t *testing.T) {
	s := newShelf(t)
	elsewhere := t.TempDir()
	kept := filepath.Join(elsewhere, someRun)
	if err := errors.Join(os.Mkdir(kept, 0o700), os.Symlink(elsewhere, s.dir)); err != nil {
		t.Fatal(err)
	}
	_, listing := s.Left(t.Context())
	for _, err := range []error{listing, s.Remove(t.Context(), app.Left{RunID: someRun}), s.Erase()} {
		if !fault.Is(err, fault.StorageFailed) {
			t.Error(err)
		}
	}
	if !there(kept) {
		t.Error("it is gone")
	}
}

func TestF29AFolderThatCannotBeReadIsNeitherEmptyNorOld(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("nothing is unreadable here")
	}
	s := newShelf(t)
	closed := filepath.Dir(s.put(someRun+"/a/notes.txt", 0o600, time.Unix(1, 0)))
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(closed, 0o700) })
	if l, listed := s.left()[someRun]; !listed || l.Empty || time.Since(l.Changed) > time.Hour {
		t.Errorf("%+v", l)
	}
	if err := s.Remove(t.Context(), app.Left{RunID: someRun}); !fault.Is(err, fault.FileNotDeleted) {
		t.Errorf("removing it: %v", err)
	}
}

func TestErase(t *testing.T) {
	s := newShelf(t)
	if err := s.Erase(); err != nil {
		t.Errorf("nothing is there: %v", err)
	}
	run := s.put(someRun+"/notes.txt", 0o600, time.Time{})
	mine := s.put("experiment/notes.txt", 0o600, time.Time{})
	if err := s.Erase(); err != nil || there(filepath.Dir(run)) || !there(mine) {
		t.Errorf("what is the person's own: %v", err)
	}
	if err := errors.Join(os.RemoveAll(filepath.Dir(mine)), s.Erase()); err != nil || there(s.dir) {
		t.Errorf("the folder itself: %v", err)
	}
}
