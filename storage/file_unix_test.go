//go:build unix

package storage

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func modes(t *testing.T, folder string) map[string]fs.FileMode {
	t.Helper()
	files, err := os.ReadDir(folder)
	must(t, err)
	all := map[string]fs.FileMode{}
	for _, file := range append(files, entry(t, folder)) {
		info, err := file.Info()
		must(t, err)
		all[file.Name()] = info.Mode().Perm()
	}
	return all
}

func entry(t *testing.T, path string) fs.DirEntry {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	return fs.FileInfoToDirEntry(info)
}

var forTheOwner = map[string]fs.FileMode{"data": 0o700, "behalf.db": 0o600, "behalf.db-wal": 0o600, "behalf.db-shm": 0o600}

func TestF30Umask000AndAnOpenHome(t *testing.T) {
	former := syscall.Umask(0)
	defer syscall.Umask(former)
	home := t.TempDir()
	must(t, os.Chmod(home, 0o777))
	folder := filepath.Join(home, "data")
	db := open(t, filepath.Join(folder, "behalf.db"))
	must(t, db.SaveSettings(t.Context(), app.Settings{}))
	same(t, modes(t, folder), forTheOwner)
}

func TestF30WiderModesAreNarrowed(t *testing.T) {
	former := syscall.Umask(0)
	defer syscall.Umask(former)
	folder := filepath.Join(t.TempDir(), "data")
	path := filepath.Join(folder, "behalf.db")
	first := open(t, path)
	must(t, first.SaveSettings(t.Context(), app.Settings{BotName: "kept"}))
	must(t, os.Chmod(folder, 0o777))
	for name := range modes(t, folder) {
		if name != "data" {
			must(t, os.Chmod(filepath.Join(folder, name), 0o666))
		}
	}
	second := open(t, path) // while the first is still at it
	must(t, second.SaveSettings(t.Context(), app.Settings{BotName: "changed"}))
	same(t, modes(t, folder), forTheOwner)
	saved, err := first.LoadBrief(t.Context())
	must(t, err)
	same(t, saved.Settings.BotName, "changed")
}

func TestAFolderSharedOnPurposeIsLeftAlone(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	must(t, os.Mkdir(folder, 0o700))
	must(t, os.Chmod(folder, 0o777|fs.ModeSticky))
	open(t, filepath.Join(folder, "behalf.db"))
	same(t, entry(t, folder).Type(), fs.ModeDir)
	if mode := modes(t, folder)["data"]; mode != 0o777 {
		t.Errorf("the folder became %v", mode)
	}
}

func TestF29ReadOnly(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write to read-only files")
	}
	path := filepath.Join(t.TempDir(), "behalf.db")
	db, err := Open(t.Context(), path)
	must(t, err)
	must(t, db.SaveSettings(t.Context(), app.Settings{BotName: "kept"}))
	must(t, db.Close())
	must(t, os.Chmod(path, 0o400))
	db = open(t, path)
	saved, err := db.Load(t.Context())
	must(t, err)
	same(t, saved.Settings.BotName, "kept")
	wantFault(t, db.SaveSettings(t.Context(), app.Settings{}), fault.StorageFailed)

	must(t, os.Chmod(path, 0o000))
	_, err = Open(t.Context(), path)
	wantFault(t, err, fault.StorageFailed)
}
