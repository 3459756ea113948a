package storage

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func TestF29BrokenFilesAreRefusedAndKept(t *testing.T) {
	sound := filepath.Join(t.TempDir(), "behalf.db")
	db, err := Open(t.Context(), sound)
	must(t, err)
	fill(t, db)
	must(t, db.Close())
	whole, err := os.ReadFile(sound)
	must(t, err)
	torn := bytes.Clone(whole)
	for i := range torn[100 : len(torn)/2] {
		torn[100+i] = 0x5a
	}
	big := make([]byte, 100<<20)
	_, _ = rand.Read(big)

	for name, content := range map[string][]byte{
		"text":    []byte(strings.Repeat("{ broken json\n", 500)),
		"short":   []byte("xy"),
		"torn":    torn,
		"cut":     whole[:len(whole)/3],
		"100 MB":  big,
		"sqlite?": append([]byte("SQLite format 3\x00"), make([]byte, 5000)...),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "behalf.db")
			must(t, os.WriteFile(path, content, 0o600))
			db, err := Open(t.Context(), path)
			if err == nil { // the first page was sound
				_, err = db.Load(t.Context())
				must(t, db.Close())
			}
			wantFault(t, err, fault.StorageFailed)
			if !strings.Contains(err.Error(), path) {
				t.Errorf("%q does not say which file", err)
			}
			if left, err := os.ReadFile(path); err != nil || !bytes.Equal(left, content) {
				t.Errorf("the file was changed (%v)", err)
			}
		})
	}
}

func TestF29AnEmptyFileIsANewOne(t *testing.T) {
	path := filepath.Join(t.TempDir(), "behalf.db")
	must(t, os.WriteFile(path, nil, 0o600))
	saved, err := open(t, path).Load(t.Context())
	must(t, err)
	same(t, saved.Settings, defaults())
}

func TestF29LinksAndFoldersAreRefused(t *testing.T) {
	folder := t.TempDir()
	elsewhere := filepath.Join(folder, "elsewhere")
	must(t, os.WriteFile(elsewhere, nil, 0o600))
	for name, make := range map[string]func(string) error{
		"link":             func(path string) error { return os.Symlink(elsewhere, path) },
		"link to nothing":  func(path string) error { return os.Symlink(filepath.Join(folder, "nothing"), path) },
		"folder":           func(path string) error { return os.Mkdir(path, 0o700) },
		"file for folder/": func(path string) error { return os.WriteFile(filepath.Dir(path)+"/x", nil, 0o600) },
	} {
		path := filepath.Join(t.TempDir(), "behalf.db")
		must(t, make(path))
		if strings.HasSuffix(name, "/") {
			path = filepath.Join(filepath.Dir(path), "x", "behalf.db")
		}
		_, err := Open(t.Context(), path)
		wantFault(t, err, fault.StorageFailed)
	}
	if _, err := os.Stat(filepath.Join(folder, "nothing")); err == nil {
		t.Error("the link was followed")
	}
	if info, err := os.Stat(elsewhere); err != nil || info.Size() > 0 {
		t.Error("the link was followed")
	}
}

// The disk is full for real as far as SQLite can tell: no page may be added.
func TestF29DiskFullLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "behalf.db")
	db, ctx := open(t, path), t.Context()
	must(t, db.SaveSettings(ctx, app.Settings{BotName: "kept"}))
	var pages int
	must(t, db.sql.QueryRow("PRAGMA page_count").Scan(&pages))
	_, err := db.sql.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	must(t, err)

	long := strings.Repeat("x", 1<<16)
	wantFault(t, db.SaveAssistant(ctx, app.Assistant{Name: "Notes", Program: long}), fault.DiskFull)
	account := ada()
	account.Name = long
	wantFault(t, db.SaveAccount(ctx, account), fault.DiskFull)
	saved, err := db.Load(ctx)
	must(t, err)
	same(t, saved, app.Saved{Settings: app.Settings{BotName: "kept"}})

	_, err = db.sql.Exec("PRAGMA max_page_count = 100000")
	must(t, err)
	must(t, db.SaveAccount(ctx, account))
}
