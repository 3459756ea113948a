//go:build !windows && !darwin

package autostart

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// bare are the desktops that start no entries by themselves, as they call
// themselves. One that is not here is taken for a whole desktop.
func bare() []string {
	return []string{"sway", "i3", "hyprland", "river", "niri", "bspwm", "awesome", "dwm", "qtile", "herbstluftwm", "xmonad", "labwc", "wlroots"}
}

// unread says whether, in this session, perhaps nobody reads the entries.
func unread(ctx context.Context, desktops string) bool {
	is := func(name string) bool { return slices.Contains(bare(), strings.ToLower(name)) }
	return slices.ContainsFunc(strings.Split(desktops, ":"), is) && !readBySystemd(ctx)
}

// systemdLimit bounds the question to systemd, which is at hand or not there.
const systemdLimit = 2 * time.Second

// readBySystemd says whether systemd has started the entries of this session. It
// never starts a bus.
func readBySystemd(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, systemdLimit)
	defer cancel()
	conn, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(ctx))
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }() // it was only asked
	if conn.Auth(nil) != nil || conn.Hello() != nil {
		return false
	}
	const systemd = "org.freedesktop.systemd1"
	var unit dbus.ObjectPath
	err = conn.Object(systemd, "/org/freedesktop/systemd1").
		CallWithContext(ctx, systemd+".Manager.GetUnit", 0, "xdg-desktop-autostart.target").Store(&unit)
	if err != nil {
		return false
	}
	var state dbus.Variant
	err = conn.Object(systemd, unit).
		CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", 0, systemd+".Unit", "ActiveState").Store(&state)
	return err == nil && state.Value() == "active"
}
