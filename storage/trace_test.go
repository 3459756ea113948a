package storage

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/app/secret"
)

// find says which of the database's files hold the marker.
func find(t *testing.T, folder, marker string) (found []string) {
	t.Helper()
	files, err := os.ReadDir(folder)
	must(t, err)
	for _, file := range files {
		content, err := os.ReadFile(filepath.Join(folder, file.Name()))
		must(t, err)
		if bytes.Contains(content, []byte(marker)) {
			found = append(found, file.Name())
		}
	}
	return found
}

// A meeting's passcodes and a token are at hand when a run is saved; none of
// them may get into the files, whichever way they are printed on the way.
func TestNoPasscodeGetsIntoTheFiles(t *testing.T) {
	folder := t.TempDir()
	db, ctx := open(t, filepath.Join(folder, "behalf.db")), t.Context()
	m := meeting.Meeting{
		ID: "81234567890", Host: "us02web.zoom.us", PasscodeParam: "ZZTESTPASS-param",
		PasscodePlain: "ZZTESTPASS-plain", TK: "ZZTESTPASS-tk",
	}
	job := app.Job{RunID: "r1", Meeting: m}
	token := secret.New("ZZTESTTOKEN-1")

	must(t, db.SaveSettings(ctx, defaults()))
	must(t, db.SaveAccount(ctx, ada()))
	must(t, db.SaveAssistant(ctx, app.Assistant{Name: "Notes", Kind: app.ProcessAssistant, Program: "/opt/bot", Env: []string{"A=b"}}))
	r := run(job.RunID, noon)
	r.MeetingID, r.Host = job.Meeting.ID, job.Meeting.Host
	must(t, db.SaveRun(ctx, r))
	must(t, db.AddEvent(ctx, r.ID, app.Event{
		At: noon, Phase: app.Failed, Note: fmt.Sprintf("%+v %s", m, token),
		Fault: fault.Wrap(fault.ZoomRefused, fmt.Errorf("refused %v", token), "reason", fmt.Sprint(m)),
	}))
	if found := find(t, folder, "81234567890"); len(found) == 0 {
		t.Error("the search itself must find what was saved")
	}
	for _, marker := range []string{"ZZTESTPASS", "ZZTESTTOKEN"} {
		if found := find(t, folder, marker); len(found) > 0 {
			t.Errorf("%s is in %v", marker, found)
		}
	}
}

func TestNoColumnIsForSecrets(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "behalf.db"))
	rows, err := db.sql.Query(`SELECT t.name || '.' || c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'`)
	must(t, err)
	defer func() { must(t, rows.Close()) }()
	secretive := regexp.MustCompile(`token|secret|pass|pwd|key|zak|jwt|tk$`)
	n := 0
	for ; rows.Next(); n++ {
		var column string
		must(t, rows.Scan(&column))
		if secretive.MatchString(column) {
			t.Errorf("column %s", column)
		}
	}
	must(t, rows.Err())
	if n < 40 {
		t.Errorf("only %d columns seen", n)
	}
}

func TestWhatIsDeletedIsGoneFromTheFiles(t *testing.T) {
	folder := t.TempDir()
	db, ctx := open(t, filepath.Join(folder, "behalf.db")), t.Context()
	const marker = "ZZTESTTRACE"
	long := strings.Repeat("filler ", 2000) // spreads over pages of its own
	account := ada()
	account.Name = marker
	must(t, db.SaveAccount(ctx, account))
	must(t, db.SaveAssistant(ctx, app.Assistant{Name: marker, Program: marker + long}))
	for _, id := range []string{"r1", "r2"} {
		r := run(id, noon)
		r.Host, r.EndedAt = marker, noon
		must(t, db.SaveRun(ctx, r))
		must(t, db.AddEvent(ctx, id, app.Event{At: noon, Phase: app.Ended, Note: long + marker}))
	}
	if len(find(t, folder, marker)) == 0 {
		t.Error("the search itself must find what was saved")
	}
	must(t, db.DeleteAccount(ctx, account.ID))
	must(t, db.DeleteAssistant(ctx, marker))
	must(t, db.DeleteRun(ctx, "r1"))
	must(t, db.ClearRuns(ctx))
	if found := find(t, folder, marker); len(found) > 0 {
		t.Errorf("deleted, but still in %v", found)
	}
}
