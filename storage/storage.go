// Package storage keeps what is not secret in one SQLite file: settings,
// accounts, assistants, the newest release that was seen, and the history of runs
// with their events. It fills
// the port app.Store.
//
// Several processes may have the file open at once, the window and a command
// line: writers take the lock when they begin (immediate), wait for each other
// up to five seconds, and readers are never held up (WAL). Each handle is one
// connection, because the program writes little and SQLite has one writer.
//
// Everything it keeps can be read by whoever reads the disk, so the tables have
// no place for a token, a secret or a passcode: auth and storage/keychain own
// those. An assistant's Env is kept as the person typed it and is therefore no
// place for secrets either. Folder and files are for their owner only, and what
// is deleted is overwritten.
//
// A file that can't be read, or is of a newer version, is refused and left as
// it is; storage never deletes or replaces one.
package storage

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"behalf/app"
)

// limit is longer than the five seconds SQLite waits for another writer, which
// nothing can cut short, and leaves as much for a slow disk.
const limit = 10 * time.Second

// DB is an open database.
type DB struct {
	sql  *sql.DB
	path string
}

var _ app.Store = (*DB)(nil)

// Open opens the database at path; a missing one is made, with its folder, and
// an older one is brought up to date.
func Open(ctx context.Context, path string) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, explain(err, path)
	}
	if err := prepare(abs); err != nil {
		return nil, explain(err, abs)
	}
	pool, err := sql.Open(withSought, dsn(abs))
	if err != nil {
		return nil, explain(err, abs)
	}
	pool.SetMaxOpenConns(1)
	db := &DB{sql: pool, path: abs}
	if err := db.do(ctx, func(ctx context.Context) error { return db.migrate(ctx, steps) }); err != nil {
		_ = pool.Close() // the reason for closing says more
		return nil, err
	}
	return db, nil
}

// Close ends the use of the database.
func (db *DB) Close() error { return explain(db.sql.Close(), db.path) }

// Load finds everything that is needed to start, with the newest 50 runs.
func (db *DB) Load(ctx context.Context) (app.Saved, error) {
	saved, err := db.LoadBrief(ctx)
	if err != nil {
		return app.Saved{}, err
	}
	const recent = 50
	past, err := db.Past(ctx, app.PastQuery{Limit: recent, Steps: true})
	saved.Recent = past.Runs
	return saved, err
}

// LoadBrief is Load without history, for verbs that don't show any: reading 50
// runs with their events takes several times as long as the rest.
func (db *DB) LoadBrief(ctx context.Context) (app.Saved, error) {
	var saved app.Saved
	err := db.do(ctx, func(ctx context.Context) (err error) {
		if saved.Settings, saved.First, err = db.settings(ctx); err != nil {
			return err
		}
		if saved.Accounts, err = db.accounts(ctx); err != nil {
			return err
		}
		if saved.Assistants, err = db.assistants(ctx); err != nil {
			return err
		}
		saved.SeenRelease, err = db.seenRelease(ctx)
		return err
	})
	return saved, err
}

// dsn goes through url.URL because a path may hold ?, # and %. Journal mode is
// not in it: the file remembers that (see create).
func dsn(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	options := url.Values{
		"_txlock":        {"immediate"},
		"_busy_timeout":  {"5000"},
		"_foreign_keys":  {"on"},
		"_secure_delete": {"on"},
	}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: options.Encode()}).String()
}

// do puts the time limit on an access and explains its failure.
func (db *DB) do(ctx context.Context, access func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err := access(ctx)
	if err != nil && ctx.Err() != nil {
		err = ctx.Err() // SQLite only says that it was interrupted
	}
	return explain(err, db.path)
}

// write runs one statement; by itself it is a transaction.
func (db *DB) write(ctx context.Context, statement string, args ...any) error {
	return db.do(ctx, func(ctx context.Context) error {
		_, err := db.sql.ExecContext(ctx, statement, args...)
		return err
	})
}

// wipe runs one DELETE and leaves no copy of the rows in the write-ahead log.
func (db *DB) wipe(ctx context.Context, statement string, args ...any) error {
	return db.do(ctx, func(ctx context.Context) error {
		if _, err := db.sql.ExecContext(ctx, statement, args...); err != nil {
			return err
		}
		_, err := db.sql.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
		return err
	})
}

// transaction commits what access did, all of it or, after an error, nothing.
func (db *DB) transaction(ctx context.Context, access func(*sql.Tx) error) error {
	tx, err := db.sql.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := access(tx); err != nil {
		_ = tx.Rollback() // the first error says more
		return err
	}
	return tx.Commit()
}
