package boot

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/update"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestF15ServersAreHTTPSOrOnThisMachine(t *testing.T) {
	for _, bad := range []string{
		"http://example.com", "http://localhost:8080", "http://10.0.0.1", "ftp://127.0.0.1", "127.0.0.1:8080", "https://", "http://127.0.0.1.example.com",
		"https://user:password@example.com", "https://example.com/?x=1", "https://example.com/#x", "http://0.0.0.0", "//example.com", "https://exa mple.com",
	} {
		for _, name := range []string{envZoomURL, envAPIURL} {
			_, err := serversFrom(env(name, bad))
			if !fault.Is(err, fault.BadServer) || !strings.Contains(err.Error(), name) {
				t.Errorf("%s=%s: %v", name, bad, err)
			}
		}
	}
	for _, good := range []string{"https://zoom.example.com", "http://127.0.0.1:8080/", "http://[::1]:9"} {
		s, err := serversFrom(env(envZoomURL, good, envAPIURL, good))
		if err != nil || !s.test || strings.HasSuffix(s.zoom, "/") || s.authURL(app.CloudGov) != s.zoom {
			t.Errorf("%s: %+v, %v", good, s, err)
		}
	}
	s, err := serversFrom(env())
	if err != nil || s.test || s.standIn() != "" || s.authURL(app.CloudZoom) != "https://zoom.us" || s.authURL(app.CloudGov) != "https://zoomgov.com" {
		t.Errorf("without settings: %+v, %v", s, err)
	}
	if s, _ := serversFrom(env(envZoomURL, "https://zoom.example.com")); s.standIn() != "" {
		t.Error("a rehearsal assistant must never join anything but a stand-in on this machine")
	}
}

func TestATestServerHasItsOwnFolderAndKeychainEntries(t *testing.T) {
	real, err := foldersFrom(env(), false)
	if err != nil {
		t.Fatal(err)
	}
	test, _ := foldersFrom(env(), true)
	one, _ := foldersFrom(env(envHome, "/tmp/one"), false)
	two, _ := foldersFrom(env(envHome, "/tmp/two"), false)
	for _, pair := range [][2]folders{{real, test}, {real, one}, {one, two}, {test, one}} {
		if pair[0].data == pair[1].data || pair[0].service == pair[1].service {
			t.Errorf("%+v and %+v share something", pair[0], pair[1])
		}
	}
}

func TestEraseRemovesOnlyWhatIsOurs(t *testing.T) {
	shared := filepath.Join(t.TempDir(), "fyne")
	f := folders{data: t.TempDir(), toolkit: []string{filepath.Join(t.TempDir(), "fyne", appID), filepath.Join(shared, appID)}}
	theirs := filepath.Join(f.data, "letter.txt")
	for _, path := range []string{theirs, f.database(), f.database() + "-wal", f.log(), filepath.Join(f.data, "behalf-2026.log.gz")} {
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, folder := range append([]string{filepath.Join(f.runs(), app.NewRunID()), f.instance(), f.locks()}, f.toolkit...) {
		if err := os.MkdirAll(filepath.Join(folder, "inner"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(shared, "app.example.Other"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := f.remove(func() error { return os.RemoveAll(f.instance()) }); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(f.data)
	if err != nil || len(left) != 1 || left[0].Name() != "letter.txt" {
		t.Errorf("left: %v, %v", left, err)
	}
	for _, path := range append(f.toolkit, filepath.Dir(f.toolkit[0])) {
		if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("left: %s, %v", path, err)
		}
	}
	if kept, err := os.ReadDir(shared); err != nil || len(kept) != 1 {
		t.Errorf("of another program there is %v, %v", kept, err)
	}
	if err := os.Remove(theirs); err != nil {
		t.Fatal(err)
	}
	if err := f.remove(func() error { return os.RemoveAll(f.instance()) }); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(f.data); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("our own folder is left: %v", err)
	}
}

// The lock goes last: up to then nobody else begins to write what is deleted.
func TestEraseGivesTheLockUpLast(t *testing.T) {
	f := folders{data: filepath.Join(t.TempDir(), "behalf")}
	if err := errors.Join(os.MkdirAll(f.instance(), 0o700), os.Mkdir(f.locks(), 0o700), os.WriteFile(f.database(), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	err := f.remove(func() error {
		if left, err := os.ReadDir(f.data); err != nil || len(left) != 1 || left[0].Name() != filepath.Base(f.instance()) {
			t.Errorf("before the lock goes there are %v, %v", left, err)
		}
		return os.Remove(f.instance())
	})
	if _, gone := os.Lstat(f.data); err != nil || !errors.Is(gone, os.ErrNotExist) {
		t.Errorf("%v, %v", err, gone)
	}
	failure := errors.New("the lock can't be given up")
	if err := f.remove(func() error { return failure }); !errors.Is(err, failure) {
		t.Errorf("it fails with %v", err)
	}
}

// On network homes, caches and configuration are often links to elsewhere; and
// the folder of everybody's caches is not ours, even if it is empty.
func TestEraseLeavesOtherPeoplesFoldersAndLinks(t *testing.T) {
	home, elsewhere := t.TempDir(), t.TempDir()
	linked := func(name string) string {
		target := filepath.Join(elsewhere, name)
		if err := errors.Join(os.MkdirAll(filepath.Join(target, "theirs"), 0o700), os.Symlink(target, filepath.Join(home, name))); err != nil {
			t.Skip("no links here:", err)
		}
		return filepath.Join(home, name)
	}
	data, fyne, cache, empty := linked("behalf"), linked("fyne"), linked("cache"), filepath.Join(home, "empty")
	if err := os.Mkdir(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	f := folders{data: data, toolkit: []string{filepath.Join(fyne, appID), filepath.Join(cache, fontIndex), filepath.Join(empty, fontIndex)}}
	for _, path := range f.toolkit {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.remove(func() error { return nil }); err != nil {
		t.Fatal(err)
	}
	for _, kept := range []string{data, fyne, cache, empty} {
		if _, err := os.Lstat(kept); err != nil {
			t.Error(err)
		}
	}
	for _, path := range f.toolkit {
		if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("left: %s, %v", path, err)
		}
	}
}

func TestF49OnlyWebAddressesAreOpened(t *testing.T) {
	for _, bad := range []string{
		"file:///etc/passwd", "javascript:alert(1)", "http://example.com", "smb://host/share", "ms-settings:", "", "zoommtg://x", "http://localhost/",
	} {
		if err := openURL(bad); !errors.Is(err, errNotForBrowser) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestF49OnlyFilesOfThisMachineAreOpened(t *testing.T) {
	for _, bad := range []string{
		"https://example.com", "file://host/share/notes.txt", "file:", "smb://host/share", "/etc/passwd", "notes.txt", "", "javascript:alert(1)",
	} {
		if err := openFile(bad); !errors.Is(err, errNotAFile) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// A packaged build is of the version of its tag; where releases are announced
// is said by nothing but what was compiled in.
func TestMetadata(t *testing.T) {
	b := Build{Metadata: []byte("Website = \"https://behalf.app\"\n[Details]\nVersion = \"1.0.0\"\n[Updates]\nAddress = \"https://behalf.app/release.json\"\nKey = \"RWQ\"\n")}
	want := update.Place{Address: "https://behalf.app/release.json", Key: "RWQ", Home: "https://behalf.app"}
	if version, place, err := b.metadata(); version != "1.0.0" || place != want || err != nil {
		t.Errorf("%q, %+v, %v", version, place, err)
	}
	b.Version = "1.1.0-dev.20261122113000"
	if version, _, err := b.metadata(); version != b.Version || err != nil {
		t.Errorf("%q, %v", version, err)
	}
	b.Metadata = []byte("=")
	if _, _, err := b.metadata(); err == nil {
		t.Error("metadata that can't be read")
	}
}
