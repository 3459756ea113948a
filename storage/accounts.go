package storage

import (
	"context"
	"database/sql"

	"behalf/app"
	"behalf/app/fault"
)

func (db *DB) accounts(ctx context.Context) ([]app.Account, error) {
	rows, err := db.sql.QueryContext(ctx, `SELECT id, user_id, account_id, name, email, cloud, api_url, is_default,
		state, scopes, last_proved_at, fault_kind, fault_title, fault_advice FROM accounts ORDER BY rowid`)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (app.Account, error) {
		var a app.Account
		var f fault.Stored
		err := rows.Scan(&a.ID, &a.UserID, &a.AccountID, &a.Name, &a.Email, &a.Cloud, &a.APIURL, &a.Default,
			&a.State, list{&a.Scopes}, moment{&a.LastProvedAt}, &f.Kind, &f.Title, &f.Advice)
		a.Fault = fromStored(f)
		return a, err
	})
}

// SaveAccount adds or replaces an account. If it is the default, no other is.
func (db *DB) SaveAccount(ctx context.Context, a app.Account) error {
	f := toStored(a.Fault)
	return db.do(ctx, func(ctx context.Context) error {
		return db.transaction(ctx, func(tx *sql.Tx) error {
			if a.Default {
				_, err := tx.ExecContext(ctx, `UPDATE accounts SET is_default = 0 WHERE is_default AND id <> ?`, a.ID)
				if err != nil {
					return err
				}
			}
			_, err := tx.ExecContext(ctx, `INSERT INTO accounts (id, user_id, account_id, name, email, cloud, api_url,
				is_default, state, scopes, last_proved_at, fault_kind, fault_title, fault_advice)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (id) DO UPDATE SET user_id = excluded.user_id, account_id = excluded.account_id,
				name = excluded.name, email = excluded.email, cloud = excluded.cloud, api_url = excluded.api_url,
				is_default = excluded.is_default, state = excluded.state, scopes = excluded.scopes,
				last_proved_at = excluded.last_proved_at, fault_kind = excluded.fault_kind,
				fault_title = excluded.fault_title, fault_advice = excluded.fault_advice`,
				a.ID, a.UserID, a.AccountID, a.Name, a.Email, a.Cloud, a.APIURL, a.Default,
				a.State, list{&a.Scopes}, moment{&a.LastProvedAt}, f.Kind, f.Title, f.Advice)
			return err
		})
	})
}

// DeleteAccount forgets an account; its runs stay in the history.
func (db *DB) DeleteAccount(ctx context.Context, id string) error {
	return db.wipe(ctx, `DELETE FROM accounts WHERE id = ?`, id)
}
