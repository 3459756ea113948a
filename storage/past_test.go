package storage

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// keepRun saves a run that ended, with its events.
func keepRun(t testing.TB, db *DB, r app.Run, events ...app.Event) {
	t.Helper()
	r.EndedAt = r.StartedAt.Add(time.Hour)
	must(t, db.SaveRun(t.Context(), r))
	for _, e := range events {
		e.At = r.StartedAt
		must(t, db.AddEvent(t.Context(), r.ID, e))
	}
}

// threeRuns ended in three ways.
func threeRuns(t *testing.T) *DB {
	t.Helper()
	db := open(t, filepath.Join(t.TempDir(), "behalf.db"))
	left, failed, stopped := run("left", noon), run("failed", noon.Add(time.Hour)), run("stopped", noon.Add(2*time.Hour))
	failed.MeetingID, failed.Assistant, failed.BotName = "98765432101", "Übersetzer", "Words for ADA"
	notes := app.Artifact{Kind: "notes", Path: "/runs/left/a.md", Title: "a"}
	keepRun(t, db, left, app.Event{Phase: app.Minting}, app.Event{Phase: app.InMeeting, Artifact: notes}, app.Event{Phase: app.Ended})
	keepRun(t, db, failed, app.Event{Phase: app.Minting}, app.Event{Phase: app.Ended, Fault: fault.New(fault.BotLost)})
	keepRun(t, db, stopped, app.Event{Phase: app.Minting}, app.Event{Phase: app.StoppedByYou})
	must(t, db.SaveRun(t.Context(), run("open", noon.Add(3*time.Hour))))
	return db
}

func TestThePastIsFound(t *testing.T) {
	db := threeRuns(t)
	for _, c := range []struct {
		query        app.PastQuery
		want         string
		first, total int
	}{
		{app.PastQuery{}, "stopped failed left ", 0, 3},
		{app.PastQuery{Outcome: app.WentWell}, "stopped left ", 0, 2},
		{app.PastQuery{Outcome: app.NeedsALook}, "failed ", 0, 1},
		{app.PastQuery{RunID: "left"}, "left ", 0, 1},
		{app.PastQuery{RunID: "open"}, "", 0, 0},
		{app.PastQuery{Words: "987 6543-2101"}, "failed ", 0, 1},
		{app.PastQuery{Words: " 7654 "}, "failed ", 0, 1},
		{app.PastQuery{Words: "übersetz"}, "failed ", 0, 1},
		{app.PastQuery{Words: "WORDS ada"}, "failed ", 0, 1},
		{app.PastQuery{Words: "words nobody"}, "", 0, 0},
		{app.PastQuery{Words: "%"}, "", 0, 0},
		{app.PastQuery{Words: "for", Outcome: app.WentWell}, "stopped left ", 0, 2},
		{app.PastQuery{Limit: 1}, "stopped ", 0, 3},
		{app.PastQuery{Limit: 1, Skip: 1}, "failed ", 1, 3},
		{app.PastQuery{From: noon.Add(time.Hour)}, "failed left ", 1, 3},
		{app.PastQuery{From: noon.Add(90 * time.Minute), Skip: 1, Limit: 1}, "left ", 2, 3},
		{app.PastQuery{From: noon.Add(time.Hour), Outcome: app.WentWell}, "left ", 1, 2},
		{app.PastQuery{Skip: 9}, "", 9, 3},
	} {
		got, err := db.Past(t.Context(), c.query)
		must(t, err)
		if ids(got.Runs) != c.want || got.First != c.first || got.Total != c.total {
			t.Errorf("%+v: %q from place %d of %d", c.query, ids(got.Runs), got.First, got.Total)
		}
	}
}

// A list needs to know of a run how it ended and what was made, not each step.
func TestThePastComesWithTheEventsThatAreWanted(t *testing.T) {
	db := threeRuns(t)
	for steps, want := range map[bool][]app.Phase{true: {app.Minting, app.InMeeting, app.Ended}, false: {app.InMeeting, app.Ended}} {
		past, err := db.Past(t.Context(), app.PastQuery{Steps: steps})
		must(t, err)
		r := past.Runs[2]
		var phases []app.Phase
		for _, e := range r.Events {
			phases = append(phases, e.Phase)
		}
		same(t, phases, want)
		same(t, len(r.Artifacts()), 1)
	}
}

// What a crash cut off needs a look; so does what was so before.
func TestOutcomesOfWhatWasInterrupted(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "behalf.db"))
	must(t, db.SaveRun(t.Context(), run("cut", noon)))
	must(t, db.SaveRun(t.Context(), run("final", noon)))
	must(t, db.AddEvent(t.Context(), "final", app.Event{At: noon, Phase: app.Ended}))
	must(t, db.Interrupted(t.Context(), noon))
	for outcome, want := range map[app.Outcome]string{app.WentWell: "final ", app.NeedsALook: "cut "} {
		past, err := db.Past(t.Context(), app.PastQuery{Outcome: outcome})
		must(t, err)
		same(t, ids(past.Runs), want)
	}
}

// Runs of a version before can be searched and sorted like those of this one.
func TestOlderRunsAreFoundToo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "behalf.db")
	const add = `INSERT INTO runs (id, meeting_id, host, assistant, bot_name, account_id, account, started_at, ended_at)
		VALUES ('%s', '81234567890', 'zoom.us', 'Übersetzer', 'Notes for ADA', 'a1', 'Ada', %d, 9)`
	const end = `INSERT INTO events (run_id, at, phase, attempt, reason, fault_kind, fault_title, fault_advice, note)
		VALUES ('%s', 1, '%s', 1, '', '%s', '', '', '')`
	statements := []string{schema1, schema2, schema3, `PRAGMA user_version = 3`}
	for i, c := range [][3]string{{"well", "ended", ""}, {"stopped", "stopped", ""}, {"fault", "ended", "bot_lost"}, {"failed", "failed", ""}} {
		statements = append(statements, fmt.Sprintf(add, c[0], i), fmt.Sprintf(end, c[0], "minting", ""), fmt.Sprintf(end, c[0], c[1], c[2]))
	}
	raw(t, path, statements...)
	db := open(t, path)
	for outcome, want := range map[app.Outcome]string{app.WentWell: "stopped well ", app.NeedsALook: "failed fault "} {
		past, err := db.Past(t.Context(), app.PastQuery{Words: "ada übers 8123", Outcome: outcome})
		must(t, err)
		same(t, ids(past.Runs), want)
	}
}

// plan is how SQLite means to carry a query out.
func plan(t *testing.T, db *DB, query string, args ...any) string {
	t.Helper()
	rows, err := db.sql.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
	must(t, err)
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		must(t, rows.Scan(&id, &parent, &unused, &detail))
		steps = append(steps, detail)
	}
	must(t, rows.Err())
	must(t, rows.Close())
	return strings.Join(steps, "\n")
}

// No page of a long history is sorted, or found by going through all of it.
func TestThePastIsReadByItsIndexes(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "behalf.db"))
	for _, c := range []struct {
		query app.PastQuery
		index string
	}{
		{app.PastQuery{}, "runs_ended"},
		{app.PastQuery{Words: "ada"}, "runs_ended"},
		{app.PastQuery{Outcome: app.NeedsALook}, "runs_outcome (well=?)"},
		{app.PastQuery{Outcome: app.WentWell, Words: "ada"}, "runs_outcome (well=?)"},
	} {
		which, args := chosen(c.query)
		p := plan(t, db, pageOf(which), append(args, 50, 0)...)
		if !strings.Contains(p, c.index) || strings.Contains(p, "TEMP B-TREE") {
			t.Errorf("%+v: %s", c.query, p)
		}
		p = plan(t, db, pageOf(which+` AND started_at <= ?`), append(args, 1, 50, 0)...)
		if !strings.Contains(p, "started_at<?") || strings.Contains(p, "TEMP B-TREE") {
			t.Errorf("%+v, from a time: %s", c.query, p)
		}
	}
	for query, want := range map[string][]string{
		allEvents:  {"events_of_run (run_id=?)"},
		mainEvents: {"events_of_run (run_id=?)", "events_made (run_id=?)", "SEARCH events USING INTEGER PRIMARY KEY"},
	} {
		p := plan(t, db, query, `["a"]`)
		for _, index := range want {
			if !strings.Contains(p, index) || strings.Contains(p, "SCAN events") {
				t.Errorf("without %s: %s", index, p)
			}
		}
	}
	if p := plan(t, db, `SELECT id FROM runs WHERE ended_at < ?`, 1); !strings.Contains(p, "runs_age (ended_at<?)") {
		t.Errorf("what has grown old: %s", p)
	}
}

// BenchmarkPast is what a page of a long history takes, of 100,000 runs with
// ten events each: the newest, the oldest, of one outcome, and found by words.
func BenchmarkPast(b *testing.B) {
	db := open(b, filepath.Join(b.TempDir(), "behalf.db"))
	must(b, manyRuns(db, 100_000))
	for _, c := range []struct {
		name  string
		query app.PastQuery
	}{
		{"newest", app.PastQuery{}},
		{"oldest", app.PastQuery{Skip: 99_900}},
		{"outcome", app.PastQuery{Outcome: app.NeedsALook}},
		{"words", app.PastQuery{Words: "grace"}},
		{"no-such-words", app.PastQuery{Words: "nobody"}},
		{"number", app.PastQuery{Words: "812 3409 9999"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			c.query.Limit = 50
			for b.Loop() {
				_, err := db.Past(b.Context(), c.query)
				must(b, err)
			}
		})
	}
}

// manyRuns fills a history, a run an hour, by statements that need no loop here.
func manyRuns(db *DB, n int) error {
	const runs = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 - 1)
		INSERT INTO runs (id, meeting_id, host, assistant, bot_name, account_id, account, started_at, joined_at, ended_at, well, sought)
		SELECT printf('r-%08x', i), printf('81234%06d', i), 'us02web.zoom.us', 'Notes',
			'Notes for ' || iif(i % 2, 'Ada Lovelace', 'Grace Hopper'), 'a1', 'Ada Lovelace',
			?2 - i * 3600000, ?2 - i * 3600000 + 60000, ?2 - i * 3600000 + 1800000, i % 10 > 0,
			printf('81234%06d', i) || char(10) || 'notes' || char(10) || 'notes for ' || iif(i % 2, 'ada lovelace', 'grace hopper') FROM n`
	const events = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)
		INSERT INTO events (run_id, at, phase, attempt, reason, fault_kind, fault_title, fault_advice, note)
		SELECT id, started_at + i * 1000, iif(i < 10, 'minting', 'ended'), i, iif(i < 10, '', 'left'), '', '', '', ''
		FROM runs, n ORDER BY started_at, i`
	if _, err := db.sql.Exec(runs, n, noon.UnixMilli()); err != nil {
		return err
	}
	_, err := db.sql.Exec(events)
	return err
}
