package storage

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func TestTwoHandlesEightWritersLoseNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "behalf.db")
	handles := []*DB{open(t, path), open(t, path)}
	must(t, handles[0].SaveRun(t.Context(), run("r1", noon)))
	const writers, each = 8, 25
	var all sync.WaitGroup
	for w := range writers {
		db := handles[w%len(handles)]
		all.Go(func() {
			for range each {
				// Reads, then writes what it read: the transaction that fails
				// with a deferred BEGIN.
				err := db.do(t.Context(), func(ctx context.Context) error {
					return db.transaction(ctx, func(tx *sql.Tx) error {
						var n int
						if err := tx.QueryRow("SELECT count(*) FROM events").Scan(&n); err != nil {
							return err
						}
						_, err := tx.Exec(`INSERT INTO events (run_id, at, phase, attempt, reason, fault_kind, fault_title,
							fault_advice, note) VALUES ('r1', 0, '', ?, '', '', '', '', '')`, n)
						return err
					})
				})
				if err != nil {
					t.Errorf("%v (%v)", err, causeOf(err))
				}
			}
		})
	}
	all.Wait()
	var n, different int
	must(t, handles[0].sql.QueryRow("SELECT count(*), count(DISTINCT attempt) FROM events").Scan(&n, &different))
	if n != writers*each || different != n {
		t.Errorf("%d events, %d different, want %d", n, different, writers*each)
	}
}

func TestALockThatIsNotLetGoIsBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "behalf.db")
	holder, db := open(t, path), open(t, path)
	_, err := db.sql.Exec("PRAGMA busy_timeout = 1")
	must(t, err)
	must(t, holder.transaction(t.Context(), func(*sql.Tx) error {
		wantFault(t, db.SaveSettings(t.Context(), app.Settings{}), fault.Busy)
		_, err := db.Load(t.Context()) // reading goes on
		return err
	}))
}

// writeForever is the process that TestKilledWhileWriting kills: it says the
// number of each event that was committed.
func writeForever(path string) {
	db, err := Open(context.Background(), path)
	for n := 0; err == nil; n++ {
		r := run(fmt.Sprint(n), noon)
		if err = db.SaveRun(context.Background(), r); err == nil {
			err = db.AddEvent(context.Background(), r.ID, app.Event{At: noon, Phase: app.Minting, Attempt: n, Note: "written"})
		}
		if err == nil {
			fmt.Println(n)
		}
	}
	fmt.Fprintln(os.Stderr, err, causeOf(err))
	os.Exit(1)
}

func TestKilledWhileWriting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "behalf.db")
	for range 5 {
		child := exec.CommandContext(t.Context(), os.Args[0])
		child.Env = append(os.Environ(), "STORAGE_TEST_WRITE_FOREVER="+path)
		child.Stderr = os.Stderr
		out, err := child.StdoutPipe()
		must(t, err)
		must(t, child.Start())
		lines := bufio.NewScanner(out)
		confirmed := 0
		for confirmed < 40 && lines.Scan() {
			confirmed++
		}
		must(t, child.Process.Kill())
		for lines.Scan() {
			confirmed++
		}
		_ = child.Wait() // killed
		if confirmed < 40 {
			t.Fatalf("only %d events", confirmed)
		}

		db, err := Open(t.Context(), path)
		must(t, err)
		var sound string
		must(t, db.sql.QueryRow("PRAGMA integrity_check").Scan(&sound))
		var events int
		must(t, db.sql.QueryRow("SELECT count(*) FROM events WHERE note = 'written'").Scan(&events))
		if sound != "ok" || events < confirmed {
			t.Errorf("%s; %d events found, %d confirmed", sound, events, confirmed)
		}
		must(t, db.Interrupted(t.Context(), noon))
		must(t, db.ClearRuns(t.Context()))
		must(t, db.Close())
	}
}
