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
