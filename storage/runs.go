package storage

import (
	"context"
	"database/sql"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// Runs finds the newest ended runs with their events, newest first; a limit of
// zero or less means all.
func (db *DB) Runs(ctx context.Context, limit int) ([]app.Run, error) {
	if limit <= 0 {
		limit = -1 // as SQLite says it
	}
	var runs []app.Run
	err := db.do(ctx, func(ctx context.Context) (err error) {
		if runs, err = db.endedRuns(ctx, limit); err != nil || len(runs) == 0 {
			return err
		}
		return db.addEvents(ctx, runs, limit)
	})
	return runs, err
}

const newestEnded = ` FROM runs WHERE ended_at IS NOT NULL ORDER BY started_at DESC, rowid DESC LIMIT ?`

func (db *DB) endedRuns(ctx context.Context, limit int) ([]app.Run, error) {
	rows, err := db.sql.QueryContext(ctx, `SELECT id, meeting_id, host, assistant, bot_name, account_id, account,
		as_you, started_at, joined_at, ended_at`+newestEnded, limit)
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

// addEvents fills in the events of the runs that endedRuns found. A run that
// ended or was deleted in between is left out; the next reading is right again.
func (db *DB) addEvents(ctx context.Context, runs []app.Run, limit int) error {
	place := make(map[string]int, len(runs))
	for i, r := range runs {
		place[r.ID] = i
	}
	rows, err := db.sql.QueryContext(ctx, `SELECT run_id, at, phase, attempt, next_try_at, reason,
		fault_kind, fault_title, fault_advice, note, artifact_kind, artifact_path, artifact_title FROM events
		WHERE run_id IN (SELECT id`+newestEnded+`) ORDER BY id`, limit)
	if err != nil {
		return err
	}
	_, err = collect(rows, func(rows *sql.Rows) (struct{}, error) {
		var id string
		var e app.Event
		var f fault.Stored
		err := rows.Scan(&id, moment{&e.At}, &e.Phase, &e.Attempt, moment{&e.NextTryAt}, &e.Reason,
			&f.Kind, &f.Title, &f.Advice, &e.Note, &e.Artifact.Kind, &e.Artifact.Path, &e.Artifact.Title)
		if i, ok := place[id]; ok {
			e.Fault = fromStored(f)
			runs[i].Events = append(runs[i].Events, e)
		}
		return struct{}{}, err
	})
	return err
}

// SaveRun adds or replaces a run; its events are left as they are.
func (db *DB) SaveRun(ctx context.Context, r app.Run) error {
	return db.write(ctx, `INSERT INTO runs (id, meeting_id, host, assistant, bot_name, account_id, account,
		as_you, started_at, joined_at, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET meeting_id = excluded.meeting_id, host = excluded.host,
		assistant = excluded.assistant, bot_name = excluded.bot_name, account_id = excluded.account_id,
		account = excluded.account, as_you = excluded.as_you, started_at = excluded.started_at, joined_at = excluded.joined_at,
		ended_at = excluded.ended_at`,
		r.ID, r.MeetingID, r.Host, r.Assistant, r.BotName, r.AccountID, r.Account,
		r.AsYou, moment{&r.StartedAt}, moment{&r.JoinedAt}, moment{&r.EndedAt})
}

// AddEvent adds a step to a run that was saved.
func (db *DB) AddEvent(ctx context.Context, runID string, e app.Event) error {
	f := toStored(e.Fault)
	return db.write(ctx, `INSERT INTO events (run_id, at, phase, attempt, next_try_at, reason,
		fault_kind, fault_title, fault_advice, note, artifact_kind, artifact_path, artifact_title)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		runID, moment{&e.At}, e.Phase, e.Attempt, moment{&e.NextTryAt}, e.Reason,
		f.Kind, f.Title, f.Advice, e.Note, e.Artifact.Kind, e.Artifact.Path, e.Artifact.Title)
}

// DeleteRun forgets a run and its events.
func (db *DB) DeleteRun(ctx context.Context, id string) error {
	return db.wipe(ctx, `DELETE FROM runs WHERE id = ?`, id)
}

// DeleteRunsBefore forgets the runs that ended before a time, and says which;
// before the zero time there are none.
func (db *DB) DeleteRunsBefore(ctx context.Context, t time.Time) ([]string, error) {
	old, err := db.runIDs(ctx, `SELECT id FROM runs WHERE ended_at < ?`, moment{&t})
	if err != nil || len(old) == 0 {
		return nil, err
	}
	return old, db.wipe(ctx, `DELETE FROM runs WHERE ended_at < ?`, moment{&t})
}

// RunIDs lists all runs by their id, ended or not.
func (db *DB) RunIDs(ctx context.Context) ([]string, error) {
	return db.runIDs(ctx, `SELECT id FROM runs`)
}

func (db *DB) runIDs(ctx context.Context, query string, args ...any) (ids []string, err error) {
	err = db.do(ctx, func(ctx context.Context) error {
		rows, err := db.sql.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		ids, err = collect(rows, func(rows *sql.Rows) (id string, err error) { return id, rows.Scan(&id) })
		return err
	})
	return ids, err
}

// ClearRuns forgets the history: all runs that have ended.
func (db *DB) ClearRuns(ctx context.Context) error {
	return db.wipe(ctx, `DELETE FROM runs WHERE ended_at IS NOT NULL`)
}

// Interrupted ends the runs that a crash left open, each with an event that
// says so. It is for the one Behalf that carries runs out, before its first
// run: it can't tell a run under way from one that was left.
func (db *DB) Interrupted(ctx context.Context, now time.Time) error {
	return db.do(ctx, func(ctx context.Context) error {
		var any bool
		const look = `SELECT EXISTS (SELECT 1 FROM runs WHERE ended_at IS NULL)`
		if err := db.sql.QueryRowContext(ctx, look).Scan(&any); err != nil || !any {
			return err
		}
		return db.transaction(ctx, func(tx *sql.Tx) error {
			f := toStored(fault.New(fault.Interrupted))
			_, err := tx.ExecContext(ctx, addInterruption, moment{&now}, app.Failed, app.ReasonInterrupted,
				f.Kind, f.Title, f.Advice, app.Ended, app.Failed, app.StoppedByYou)
			if err == nil {
				_, err = tx.ExecContext(ctx, endWithLastEvent)
			}
			return err
		})
	})
}

// The crash may have come between a run's final event and its end: such a run
// gets no second final event, and ends when the first one says.
const (
	addInterruption = `INSERT INTO events (run_id, at, phase, attempt, reason, fault_kind, fault_title, fault_advice, note)
		SELECT runs.id, ?, ?, coalesce(last.attempt, 1), ?, ?, ?, ?, ''
		FROM runs LEFT JOIN events AS last ON last.id = (SELECT max(id) FROM events WHERE run_id = runs.id)
		WHERE ended_at IS NULL AND coalesce(last.phase, '') NOT IN (?, ?, ?)`

	endWithLastEvent = `UPDATE runs SET ended_at = (SELECT at FROM events WHERE run_id = runs.id ORDER BY id DESC LIMIT 1)
		WHERE ended_at IS NULL`
)
