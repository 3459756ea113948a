package boot

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/cli"
	"behalf/app/fault"
	"behalf/auth/sandbox"
	"behalf/ui"
)

// withPast is a program with past runs, and its exports.
func withPast(t *testing.T, n int) *exports {
	t.Helper()
	p, _ := onTheWay(t, sandbox.Options{})
	at := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	for i := range n {
		r := app.Run{ID: fmt.Sprintf("r-%08x", i), MeetingID: "81234567890", Assistant: "=Übersetzer", StartedAt: at, EndedAt: at}
		if err := p.store.SaveRun(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		if err := p.store.AddEvent(t.Context(), r.ID, app.Event{At: at, Phase: app.Ended, Reason: app.ReasonLeft, Attempt: 1}); err != nil {
			t.Fatal(err)
		}
	}
	e := newExports(t.Context(), p, filepath.Join(t.TempDir(), "Downloads"))
	e.now = func() time.Time { return at }
	t.Cleanup(e.close)
	return e
}

// files are the names of what lies in the folder.
func (e *exports) files(t *testing.T) string {
	t.Helper()
	found, err := os.ReadDir(e.dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range found {
		names = append(names, f.Name())
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v, %v", f.Name(), info.Mode(), err)
		}
	}
	return strings.Join(names, "|")
}

func TestTheHistoryIsExportedWhole(t *testing.T) {
	e := withPast(t, 3)
	path, err := e.Write(t.Context(), ui.ExportCSV)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	table, marked := bytes.CutPrefix(data, []byte("\ufeff"))
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	if err != nil || !marked || len(rows) != 4 || rows[0][0] != "id" || rows[1][3] != "'=Übersetzer" {
		t.Errorf("%v in %s", err, data)
	}
	path, err = e.Write(t.Context(), ui.ExportJSON)
	if err != nil {
		t.Fatal(err)
	}
	if data, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	var verb bytes.Buffer
	exit := cli.Main(t.Context(), cli.Env{
		Args: []string{"history", "--json"}, Out: &verb, Err: &verb,
		Open: func(context.Context, string, []byte) (cli.Program, int, error) { return e.program, 0, nil },
	})
	if exit != 0 || !json.Valid(data) || verb.String() != string(data) {
		t.Errorf("the file has %s\nthe verb says %s", data, verb.String())
	}
	if _, err := e.Write(t.Context(), ui.ExportCSV); err != nil {
		t.Fatal(err)
	}
	want := "behalf-history-2026-11-21 (2).csv|behalf-history-2026-11-21.csv|behalf-history-2026-11-21.json"
	if got := e.files(t); got != want {
		t.Errorf("written are %s", got)
	}
}

// What does not come to its end leaves nothing behind that looks like a history.
func TestAnExportThatFailsLeavesNothing(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, c := range map[string]struct {
		ctx   context.Context
		spoil func(e *exports)
		want  fault.Kind
	}{
		"cancelled":       {cancelled, func(*exports) {}, fault.Stopped},
		"window closed":   {t.Context(), (*exports).close, fault.Stopped},
		"database closed": {t.Context(), func(e *exports) { _ = e.program.store.Close() }, fault.StorageFailed},
	} {
		e := withPast(t, 2)
		c.spoil(e)
		path, err := e.Write(c.ctx, ui.ExportCSV)
		if !fault.Is(err, c.want) || path != "" {
			t.Errorf("%s: %q, %v", name, path, err)
		}
		if left := e.files(t); left != "" {
			t.Errorf("%s: left %s", name, left)
		}
	}
	e := withPast(t, 1)
	if err := os.WriteFile(e.dir, []byte("a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Write(t.Context(), ui.ExportCSV); !fault.Is(err, fault.ExportFailed) || !strings.Contains(err.Error(), e.dir) {
		t.Errorf("no folder: %v", err)
	}
}

// Files go where a person looks for them; with a folder chosen for everything,
// into that.
func TestWhereExportsGo(t *testing.T) {
	own, err := foldersFrom(env(envHome, "/tmp/own"), false)
	if err != nil || !strings.HasPrefix(own.exports, own.data) {
		t.Errorf("%s, %v", own.exports, err)
	}
	usual, err := foldersFrom(env(), false)
	if err != nil || !filepath.IsAbs(usual.exports) || strings.HasPrefix(usual.exports, usual.data) {
		t.Errorf("%s, %v", usual.exports, err)
	}
}
