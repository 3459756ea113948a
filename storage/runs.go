package storage

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// SaveRun adds or replaces a run; its events are left as they are.
func (db *DB) SaveRun(ctx context.Context, r app.Run) error {
	return db.write(ctx, `INSERT INTO runs (id, meeting_id, host, assistant, bot_name, account_id, account,
		as_you, started_at, joined_at, ended_at, sought) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET meeting_id = excluded.meeting_id, host = excluded.host,
		assistant = excluded.assistant, bot_name = excluded.bot_name, account_id = excluded.account_id,
		account = excluded.account, as_you = excluded.as_you, started_at = excluded.started_at, joined_at = excluded.joined_at,
		ended_at = excluded.ended_at, sought = excluded.sought`,
		r.ID, r.MeetingID, r.Host, r.Assistant, r.BotName, r.AccountID, r.Account,
		r.AsYou, moment{&r.StartedAt}, moment{&r.JoinedAt}, moment{&r.EndedAt}, sought(r.MeetingID, r.Assistant, r.BotName))
}

// AddEvent adds a step to a run that was saved. The last one says how the run
// came out.
func (db *DB) AddEvent(ctx context.Context, runID string, e app.Event) error {
	if !e.Phase.Over() {
		return db.do(ctx, func(ctx context.Context) error { return addEvent(ctx, db.sql, runID, e) })
	}
	return db.do(ctx, func(ctx context.Context) error {
		return db.transaction(ctx, func(tx *sql.Tx) error {
			if err := addEvent(ctx, tx, runID, e); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, `UPDATE runs SET well = ? WHERE id = ?`, e.WentWell(), runID)
			return err
		})
	})
}

type executor interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

func addEvent(ctx context.Context, into executor, runID string, e app.Event) error {
	f := toStored(e.Fault)
	_, err := into.ExecContext(ctx, `INSERT INTO events (run_id, at, phase, attempt, next_try_at, reason,
		fault_kind, fault_title, fault_advice, note, artifact_kind, artifact_path, artifact_title)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		runID, moment{&e.At}, e.Phase, e.Attempt, moment{&e.NextTryAt}, e.Reason,
		f.Kind, f.Title, f.Advice, e.Note, e.Artifact.Kind, e.Artifact.Path, e.Artifact.Title)
	return err
}

// DeleteRun forgets a run and its events.
func (db *DB) DeleteRun(ctx context.Context, id string) error {
	return db.wipe(ctx, `DELETE FROM runs WHERE id = ?`, id)
}

// DeleteRunsBefore forgets the runs that ended before a time, and says which;
// before the zero time there are none.
func (db *DB) DeleteRunsBefore(ctx context.Context, t time.Time) ([]string, error) {
	old, err := db.column(ctx, `SELECT id FROM runs WHERE ended_at < ?`, moment{&t})
	if err != nil || len(old) == 0 {
		return nil, err
	}
	return old, db.wipe(ctx, `DELETE FROM runs WHERE ended_at < ?`, moment{&t})
}

// RunIDs lists all runs by their id, ended or not.
func (db *DB) RunIDs(ctx context.Context) ([]string, error) {
	return db.column(ctx, `SELECT id FROM runs`)
}

// Sent finds those of the meetings that there are runs to, ended or not.
func (db *DB) Sent(ctx context.Context, meetings []string) (found []string, err error) {
	if len(meetings) == 0 {
		return nil, nil
	}
	args := make([]any, len(meetings))
	for i, id := range meetings {
		args[i] = id
	}
	places := strings.TrimSuffix(strings.Repeat("?, ", len(args)), ", ")
	return db.column(ctx, `SELECT DISTINCT meeting_id FROM runs WHERE meeting_id IN (`+places+`)`, args...)
}

func (db *DB) column(ctx context.Context, query string, args ...any) (ids []string, err error) {
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
