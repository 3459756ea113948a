package storage

import (
	"context"
	"database/sql"
	"errors"

	"behalf/app"
)

func (db *DB) seenRelease(ctx context.Context) (app.SeenRelease, error) {
	var r app.SeenRelease
	err := db.sql.QueryRowContext(ctx, `SELECT signer, version, released_at, page, looked_at, told FROM seen_release`).Scan(
		&r.Signer, &r.Version, moment{&r.Released}, &r.Page, moment{&r.At}, &r.Told)
	if errors.Is(err, sql.ErrNoRows) {
		return app.SeenRelease{}, nil
	}
	return r, err
}

// SaveSeenRelease replaces what is remembered of releases.
func (db *DB) SaveSeenRelease(ctx context.Context, r app.SeenRelease) error {
	return db.write(ctx, `INSERT OR REPLACE INTO seen_release (id, signer, version, released_at, page, looked_at, told)
		VALUES (1, ?, ?, ?, ?, ?, ?)`, r.Signer, r.Version, moment{&r.Released}, r.Page, moment{&r.At}, r.Told)
}
