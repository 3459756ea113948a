package storage

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"time"

	"behalf/app/fault"
)

//go:embed schema/1.sql
var schema1 string

//go:embed schema/2.sql
var schema2 string

//go:embed schema/3.sql
var schema3 string

//go:embed schema/4.sql
var schema4 string

//go:embed schema/5.sql
var schema5 string

// steps lead from an empty file to the present version, which is their number.
// A step that was released is never changed; a new one is added at the end.
var steps = []string{schema1, schema2, schema3, schema4, schema5}

// migrate brings the file to the version of the last step.
func (db *DB) migrate(ctx context.Context, steps []string) error {
	version, err := versionOf(ctx, db.sql)
	if err != nil {
		return err
	}
	if version == 0 {
		if err := db.create(ctx); err != nil {
			return err
		}
	}
	for version < len(steps) {
		if version, err = db.step(ctx, steps); err != nil {
			return err
		}
	}
	if version > len(steps) {
		return fault.New(fault.StorageNewer, "path", db.path)
	}
	return nil
}

// create makes an empty file ours. The journal mode stays with the file, so it
// is set only here: opening costs a statement less, and a file of a newer
// version, which may want another mode, is not touched.
func (db *DB) create(ctx context.Context) error {
	var foreign bool
	const look = `SELECT user_version = 0 AND EXISTS (SELECT 1 FROM sqlite_schema) FROM pragma_user_version`
	if err := db.sql.QueryRowContext(ctx, look).Scan(&foreign); err != nil {
		return err
	}
	if foreign {
		return errForeign
	}
	for {
		_, err := db.sql.ExecContext(ctx, "PRAGMA journal_mode = WAL")
		if !isBusy(err) {
			return err
		}
		// Two who change the mode at once would wait for each other for ever,
		// so SQLite sends one of them away without waiting.
		select {
		case <-ctx.Done():
			return err
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// step takes the next step, if no other process has taken it meanwhile, and
// gives the version that was reached. Change and version are one transaction,
// so a crash leaves the one before or the one after.
func (db *DB) step(ctx context.Context, steps []string) (version int, err error) {
	err = db.transaction(ctx, func(tx *sql.Tx) error {
		if version, err = versionOf(ctx, tx); err != nil || version >= len(steps) {
			return err
		}
		if _, err := tx.ExecContext(ctx, steps[version]); err != nil {
			return fmt.Errorf("step %d: %w", version+1, err)
		}
		version++
		_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
		return err
	})
	return version, err
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func versionOf(ctx context.Context, q querier) (version int, err error) {
	err = q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}
