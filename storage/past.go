package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"behalf/app"
	"behalf/app/fault"
)

// Past finds ended runs, newest first. Each of its readings sees the runs as
// they are at that moment: one that is deleted in between lacks its events, and
// the next page is right again.
func (db *DB) Past(ctx context.Context, q app.PastQuery) (app.Past, error) {
	var past app.Past
	err := db.do(ctx, func(ctx context.Context) (err error) {
		which, args := chosen(q)
		from, fill := which, args
		if !q.From.IsZero() {
			if past.First, err = db.count(ctx, which+` AND started_at > ?`, append(args, moment{&q.From})); err != nil {
				return err
			}
			from, fill = which+` AND started_at <= ?`, append(args, moment{&q.From})
		}
		past.First += q.Skip
		if past.Runs, err = db.page(ctx, from, append(fill, most(q.Limit), q.Skip)); err != nil {
			return err
		}
		past.Total = past.First + len(past.Runs)
		if past.First > 0 || len(past.Runs) == q.Limit { // there are, or may be, others
			if past.Total, err = db.count(ctx, which, args); err != nil {
				return err
			}
		}
		return db.addEvents(ctx, past.Runs, q.Steps)
	})
	return past, err
}

// chosen is the condition of a query, and what it is filled in with.
func chosen(q app.PastQuery) (where string, args []any) {
	where = `ended_at IS NOT NULL`
	if q.RunID != "" {
		where, args = where+` AND id = ?`, append(args, q.RunID)
	}
	if q.Outcome != app.AnyOutcome {
		where, args = where+` AND well = ?`, append(args, q.Outcome == app.WentWell)
	}
	for _, word := range words(q.Words) {
		where, args = where+` AND instr(sought, ?)`, append(args, word)
	}
	return where, args
}

// words are what a person typed as it stands in sought; a number, however it is
// parted, is one.
func words(typed string) []string {
	parts := strings.Fields(strings.ToLower(typed))
	number := strings.ReplaceAll(strings.Join(parts, ""), "-", "")
	if number != "" && strings.Trim(number, "0123456789") == "" {
		return []string{number}
	}
	return parts
}

// most is a limit as SQLite says it.
func most(limit int) int {
	if limit <= 0 {
		return -1
	}
	return limit
}

func (db *DB) count(ctx context.Context, which string, args []any) (n int, err error) {
	err = db.sql.QueryRowContext(ctx, `SELECT count(*) FROM runs WHERE `+which, args...).Scan(&n)
	return n, err
}

func (db *DB) page(ctx context.Context, which string, args []any) ([]app.Run, error) {
	rows, err := db.sql.QueryContext(ctx, pageOf(which), args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (app.Run, error) {
		var r app.Run
		err := rows.Scan(&r.ID, &r.MeetingID, &r.Host, &r.Assistant, &r.BotName, &r.AccountID, &r.Account,
			&r.AsYou, moment{&r.StartedAt}, moment{&r.JoinedAt}, moment{&r.EndedAt})
		return r, err
	})
}

func pageOf(which string) string {
	return `SELECT id, meeting_id, host, assistant, bot_name, account_id, account, as_you, started_at, joined_at, ended_at
		FROM runs WHERE ` + which + ` ORDER BY started_at DESC, rowid DESC LIMIT ? OFFSET ?`
}

const (
	eventColumns = `SELECT run_id, at, phase, attempt, next_try_at, reason,
		fault_kind, fault_title, fault_advice, note, artifact_kind, artifact_path, artifact_title FROM events WHERE `
	theseRuns = `SELECT value FROM json_each(?1)`

	allEvents = eventColumns + `run_id IN (` + theseRuns + `) ORDER BY id`
	// What a list shows of a run, which may have thousands of events.
	mainEvents = eventColumns + `id IN (
		SELECT (SELECT max(id) FROM events WHERE run_id = value) FROM json_each(?1)
		UNION SELECT id FROM events WHERE artifact_path <> '' AND run_id IN (` + theseRuns + `)) ORDER BY id`
)

// addEvents fills in the events of runs.
func (db *DB) addEvents(ctx context.Context, runs []app.Run, all bool) error {
	place, ids := make(map[string]int, len(runs)), make([]string, len(runs))
	for i, r := range runs {
		place[r.ID], ids[i] = i, r.ID
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	query := mainEvents
	if all {
		query = allEvents
	}
	rows, err := db.sql.QueryContext(ctx, query, string(list))
	if err != nil {
		return err
	}
	_, err = collect(rows, func(rows *sql.Rows) (struct{}, error) {
		var id string
		var e app.Event
		var f fault.Stored
		err := rows.Scan(&id, moment{&e.At}, &e.Phase, &e.Attempt, moment{&e.NextTryAt}, &e.Reason,
			&f.Kind, &f.Title, &f.Advice, &e.Note, &e.Artifact.Kind, &e.Artifact.Path, &e.Artifact.Title)
		e.Fault = fromStored(f)
		i := place[id]
		runs[i].Events = append(runs[i].Events, e)
		return struct{}{}, err
	})
	return err
}
