package storage

import (
	"context"
	"database/sql"
	"errors"

	"behalf/app"
)

// defaults are the settings before anybody has chosen any.
func defaults() app.Settings {
	return app.Settings{
		ZoomApp:  app.ZoomApp{Kind: app.PublicClient, RedirectURI: app.DefaultRedirect, Cloud: app.CloudZoom},
		Patience: app.DefaultPatience,
	}
}

func (db *DB) settings(ctx context.Context) (app.Settings, error) {
	var s app.Settings
	z := &s.ZoomApp
	err := db.sql.QueryRowContext(ctx, `SELECT client_id, client_kind, redirect_uri, cloud, signature_url,
		default_assistant, bot_name, patience_ms, appearance FROM settings`).Scan(
		&z.ClientID, &z.Kind, &z.RedirectURI, &z.Cloud, &z.SignatureURL,
		&s.DefaultAssistant, &s.BotName, span{&s.Patience}, &s.Appearance)
	if errors.Is(err, sql.ErrNoRows) {
		return defaults(), nil
	}
	return s, err
}

// SaveSettings replaces the settings.
func (db *DB) SaveSettings(ctx context.Context, s app.Settings) error {
	z := s.ZoomApp
	return db.write(ctx, `INSERT OR REPLACE INTO settings (id, client_id, client_kind, redirect_uri, cloud, signature_url,
		default_assistant, bot_name, patience_ms, appearance) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		z.ClientID, z.Kind, z.RedirectURI, z.Cloud, z.SignatureURL,
		s.DefaultAssistant, s.BotName, span{&s.Patience}, s.Appearance)
}
