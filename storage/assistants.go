package storage

import (
	"context"
	"database/sql"

	"behalf/app"
)

func (db *DB) assistants(ctx context.Context) ([]app.Assistant, error) {
	rows, err := db.sql.QueryContext(ctx, `SELECT name, kind, program, args, env, options, record, command FROM assistants ORDER BY rowid`)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (app.Assistant, error) {
		var a app.Assistant
		err := rows.Scan(&a.Name, &a.Kind, &a.Program, list{&a.Args}, list{&a.Env}, list{&a.Options}, &a.Record, list{&a.Command})
		return a, err
	})
}

// SaveAssistant adds or replaces an assistant.
func (db *DB) SaveAssistant(ctx context.Context, a app.Assistant) error {
	return db.write(ctx, `INSERT INTO assistants (name, kind, program, args, env, options, record, command) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, program = excluded.program,
		args = excluded.args, env = excluded.env, options = excluded.options, record = excluded.record,
		command = excluded.command`,
		a.Name, a.Kind, a.Program, list{&a.Args}, list{&a.Env}, list{&a.Options}, a.Record, list{&a.Command})
}

// DeleteAssistant forgets an assistant.
func (db *DB) DeleteAssistant(ctx context.Context, name string) error {
	return db.wipe(ctx, `DELETE FROM assistants WHERE name = ?`, name)
}

// ReplaceAssistant changes an assistant in its place in the list. A new name
// goes with it to the settings and to its past runs, which are sent again by it.
func (db *DB) ReplaceAssistant(ctx context.Context, former string, a app.Assistant) error {
	return db.do(ctx, func(ctx context.Context) error {
		return db.transaction(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `UPDATE assistants SET name = ?, kind = ?, program = ?, args = ?, env = ?, options = ?,
				record = ?, command = ? WHERE name = ?`,
				a.Name, a.Kind, a.Program, list{&a.Args}, list{&a.Env}, list{&a.Options}, a.Record, list{&a.Command}, former)
			if err != nil || a.Name == former {
				return err
			}
			if _, err := tx.ExecContext(ctx, `UPDATE settings SET default_assistant = ? WHERE default_assistant = ?`, a.Name, former); err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, `UPDATE runs SET assistant = ?1, sought = sought(meeting_id, ?1, bot_name) WHERE assistant = ?2`, a.Name, former)
			return err
		})
	})
}
