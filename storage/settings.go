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
		Keep:     app.DefaultKeep,
	}
}

// settings are those that were saved, or, at the first start, those to begin with.
func (db *DB) settings(ctx context.Context) (s app.Settings, first bool, err error) {
	err = db.sql.QueryRowContext(ctx, `SELECT default_assistant, bot_name, patience_ms, appearance, pace, keep_ms,
		language, tray_icon, start_hidden, mute_joined, mute_needs_you, mute_ended, forget_recent, welcomed,
		window_x, window_y, window_placed, window_width, window_height, look_weekly, settings.cloud,
		coalesce(this.client_id, ''), coalesce(this.kind, ''), coalesce(this.redirect_uri, ''), coalesce(this.signature_url, ''),
		coalesce(other.cloud, ''), coalesce(other.client_id, ''), coalesce(other.kind, ''),
		coalesce(other.redirect_uri, ''), coalesce(other.signature_url, '')
		FROM settings LEFT JOIN zoom_apps AS this ON this.cloud = settings.cloud
		LEFT JOIN zoom_apps AS other ON other.cloud <> settings.cloud`).Scan(
		&s.DefaultAssistant, &s.BotName, span{&s.Patience}, &s.Appearance, &s.Pace, span{&s.Keep},
		&s.Language, &s.TrayIcon, &s.StartHidden, &s.Mute.Joined, &s.Mute.NeedsYou, &s.Mute.Ended, &s.ForgetRecent, &s.Welcomed,
		&s.Window.X, &s.Window.Y, &s.Window.Placed, &s.Window.Width, &s.Window.Height, &s.LookWeekly, &s.ZoomApp.Cloud,
		&s.ZoomApp.ClientID, &s.ZoomApp.Kind, &s.ZoomApp.RedirectURI, &s.ZoomApp.SignatureURL,
		&s.OtherCloud.Cloud, &s.OtherCloud.ClientID, &s.OtherCloud.Kind,
		&s.OtherCloud.RedirectURI, &s.OtherCloud.SignatureURL)
	if errors.Is(err, sql.ErrNoRows) {
		return defaults(), true, nil
	}
	return s, false, err
}

// SaveSettings replaces the settings.
func (db *DB) SaveSettings(ctx context.Context, s app.Settings) error {
	return db.do(ctx, func(ctx context.Context) error {
		return db.transaction(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO settings (id, cloud, default_assistant, bot_name,
				patience_ms, appearance, pace, keep_ms, language, tray_icon, start_hidden,
				mute_joined, mute_needs_you, mute_ended, forget_recent, welcomed,
				window_x, window_y, window_placed, window_width, window_height, look_weekly)
				VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				s.ZoomApp.Cloud, s.DefaultAssistant, s.BotName, span{&s.Patience}, s.Appearance, s.Pace, span{&s.Keep},
				s.Language, s.TrayIcon, s.StartHidden, s.Mute.Joined, s.Mute.NeedsYou, s.Mute.Ended, s.ForgetRecent, s.Welcomed,
				s.Window.X, s.Window.Y, s.Window.Placed, s.Window.Width, s.Window.Height, s.LookWeekly)
			if err == nil {
				err = saveZoomApps(ctx, tx, s.ZoomApp, s.OtherCloud)
			}
			return err
		})
	})
}

func saveZoomApps(ctx context.Context, tx *sql.Tx, current, other app.ZoomApp) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM zoom_apps`); err != nil {
		return err
	}
	apps := []app.ZoomApp{current}
	if other.ClientID != "" && other.Cloud != current.Cloud {
		apps = append(apps, other)
	}
	for _, z := range apps {
		_, err := tx.ExecContext(ctx, `INSERT INTO zoom_apps (cloud, client_id, kind, redirect_uri, signature_url)
			VALUES (?, ?, ?, ?, ?)`, z.Cloud, z.ClientID, z.Kind, z.RedirectURI, z.SignatureURL)
		if err != nil {
			return err
		}
	}
	return nil
}
