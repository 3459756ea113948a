//go:build !windows && !darwin

package tray

import (
	"context"
	"time"

	"github.com/godbus/dbus/v5"
)

// probeLimit bounds the question: a bus that does not answer by then will not
// show an icon either.
const probeLimit = 2 * time.Second

// Probe says whether there can be an icon (there is a session bus) and whether
// somebody shows it now (a panel has registered as a host). It never starts a
// bus, and without one there must be no tray: Fyne's would fail at quitting.
func (t *Tray) Probe() (possible, shown bool) {
	ctx, cancel := context.WithTimeout(context.Background(), probeLimit)
	defer cancel()
	conn, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(ctx))
	if err != nil {
		return false, false
	}
	defer func() { _ = conn.Close() }() // only asked
	if conn.Auth(nil) != nil || conn.Hello() != nil {
		return false, false
	}
	const watcher = "org.kde.StatusNotifierWatcher"
	var host dbus.Variant
	err = conn.Object(watcher, "/StatusNotifierWatcher").CallWithContext(ctx,
		"org.freedesktop.DBus.Properties.Get", 0, watcher, "IsStatusNotifierHostRegistered").Store(&host)
	if err != nil {
		return true, false
	}
	shown, _ = host.Value().(bool)
	return true, shown
}
