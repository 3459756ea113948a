//go:build !windows && !darwin

package bot

import (
	"context"
	"time"

	"github.com/godbus/dbus/v5"
)

// showLimit bounds the wait for a file manager, which may have to be started.
const showLimit = 5 * time.Second

// showItem asks the desktop's file manager to select a file in its folder. It
// never starts a bus.
func showItem(ctx context.Context, path string) error {
	ctx, cancel := context.WithTimeout(ctx, showLimit)
	defer cancel()
	conn, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(ctx))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }() // it was only asked
	if err := conn.Auth(nil); err != nil {
		return err
	}
	if err := conn.Hello(); err != nil {
		return err
	}
	const manager = "org.freedesktop.FileManager1"
	return conn.Object(manager, "/org/freedesktop/FileManager1").
		CallWithContext(ctx, manager+".ShowItems", 0, []string{fileAddress(path)}, "").Err
}
