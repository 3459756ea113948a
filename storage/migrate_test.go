package storage

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

// raw makes a database without storage's help.
func raw(t *testing.T, path string, statements ...string) {
	t.Helper()
	pool, err := sql.Open("sqlite3", dsn(path))
	must(t, err)
	for _, s := range statements {
		_, err := pool.Exec(s)
		must(t, err)
	}
	must(t, pool.Close())
}

func bare(t *testing.T, path string) *DB {
	t.Helper()
	pool, err := sql.Open("sqlite3", dsn(path))
	must(t, err)
	pool.SetMaxOpenConns(1)
	t.Cleanup(func() { must(t, pool.Close()) })
	return &DB{sql: pool, path: path}
}

func versionIn(t *testing.T, db *DB) int {
	t.Helper()
	version, err := versionOf(t.Context(), db.sql)
	must(t, err)
	return version
}

func TestMigrationFromEveryVersionToTheLatest(t *testing.T) {
	all := []string{"CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y; INSERT INTO a VALUES (1, 2)", "CREATE TABLE b (z)"}
	for from := range len(all) + 1 {
		db := bare(t, filepath.Join(t.TempDir(), "behalf.db"))
		must(t, db.migrate(t.Context(), all[:from]))
		must(t, db.migrate(t.Context(), all))
		must(t, db.migrate(t.Context(), all))
		var x, y, z int
		must(t, db.sql.QueryRow("SELECT x, y, (SELECT count(*) FROM b) FROM a").Scan(&x, &y, &z))
		if v := versionIn(t, db); v != len(all) || x != 1 || y != 2 || z != 0 {
			t.Errorf("from %d: version %d, %d %d %d", from, v, x, y, z)
		}
	}
}

// A file of the first version, with all that it can hold, is the same to the
// program after the steps.
func TestTheLaterStepsKeepWhatTheFirstVersionHeld(t *testing.T) {
	path := filepath.Join(t.TempDir(), "behalf.db")
	raw(t, path, schema1, `PRAGMA user_version = 1`,
		`INSERT INTO settings VALUES (1, 'abc', 'confidential', 'http://[::1]/cb', 'zoomgov', 'https://example.com/sign', 'Notes', 'N', 1000, 'dark')`,
		`INSERT INTO assistants VALUES ('Notes', 'process', '/opt/bot', '["x"]', '[]', '{}')`)
	saved, err := open(t, path).Load(t.Context())
	must(t, err)
	same(t, saved.Settings.ZoomApp, app.ZoomApp{
		ClientID: "abc", Kind: app.ConfidentialClient, RedirectURI: "http://[::1]/cb", Cloud: app.CloudGov, SignatureURL: "https://example.com/sign",
	})
	same(t, saved.Settings.OtherCloud, app.ZoomApp{})
	same(t, saved.Settings.Keep, app.DefaultKeep)
	same(t, saved.Assistants[0].Command, app.Command{})
	if s := saved.Settings; s.DefaultAssistant != "Notes" || s.Appearance != "dark" || len(saved.Assistants) != 1 || saved.Assistants[0].Record {
		t.Errorf("%+v", saved)
	}
}

func TestAFailedStepLeavesTheVersionBefore(t *testing.T) {
	db := bare(t, filepath.Join(t.TempDir(), "behalf.db"))
	steps := []string{"CREATE TABLE a (x)", "CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)"}
	if err := db.migrate(t.Context(), steps); err == nil {
		t.Fatal("the second step must fail")
	}
	var tables int
	must(t, db.sql.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables))
	if v := versionIn(t, db); v != 1 || tables != 1 {
		t.Errorf("version %d with %d tables", v, tables)
	}
}

func TestTheNewDatabaseIsInTheModesWanted(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "behalf.db"))
	for pragma, want := range map[string]string{
		"journal_mode": "wal", "foreign_keys": "1", "busy_timeout": "5000", "secure_delete": "1", "synchronous": "1", "user_version": "5",
	} {
		var got string
		must(t, db.sql.QueryRow("PRAGMA "+pragma).Scan(&got))
		if got != want {
			t.Errorf("%s is %s, want %s", pragma, got, want)
		}
	}
}

func TestANewerDatabaseIsRefusedAndUntouched(t *testing.T) {
	path := filepath.Join(t.TempDir(), "behalf.db")
	raw(t, path, "CREATE TABLE future (x)", "INSERT INTO future VALUES ('kept')", "PRAGMA user_version = 99")
	before, err := os.ReadFile(path)
	must(t, err)
	_, err = Open(t.Context(), path)
	wantFault(t, err, fault.StorageNewer)
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
	files, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	same(t, len(files), 1)
}

func TestADatabaseOfAnotherProgramIsRefusedAndUntouched(t *testing.T) {
	path := filepath.Join(t.TempDir(), "behalf.db")
	raw(t, path, "CREATE TABLE theirs (x)")
	before, err := os.ReadFile(path)
	must(t, err)
	_, err = Open(t.Context(), path)
	wantFault(t, err, fault.StorageFailed)
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
}

func TestManyOpenANewDatabaseAtOnce(t *testing.T) {
	for range 10 {
		path := filepath.Join(t.TempDir(), "behalf.db")
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				db, err := Open(t.Context(), path)
				if err != nil {
					t.Errorf("%v (%v)", err, causeOf(err))
					return
				}
				if err := db.SaveSettings(t.Context(), app.Settings{}); err != nil {
					t.Error(err)
				}
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
}
