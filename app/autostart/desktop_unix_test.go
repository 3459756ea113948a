//go:build !windows && !darwin

package autostart

import (
	"bufio"
	"os/exec"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"

	"behalf/app"
)

// sessionBus is a bus of the test's own, which is that of the session.
func sessionBus(t *testing.T) *dbus.Conn {
	t.Helper()
	daemon := exec.CommandContext(t.Context(), "dbus-daemon", "--session", "--nofork", "--print-address=1")
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Skip("no D-Bus here; `make test` installs it")
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill() // gone already is fine
		_ = daemon.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
	bus, err := dbus.Connect(strings.TrimSpace(address))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = bus.Close() })
	return bus
}

// Desktops that read no entries say so, unless systemd does it for them.
func TestF54DesktopsThatReadNoEntries(t *testing.T) {
	a := newPlace(t)
	a.mustSet(t, true)
	bus := sessionBus(t)
	command := a.program + " --hidden"
	for desktops, unread := range map[string]bool{
		"": false, "XFCE": false, "ubuntu:GNOME": false, "KDE": false, "a new one": false,
		"sway": true, "i3": true, "Hyprland": true, "niri:wlroots": true,
	} {
		t.Setenv("XDG_CURRENT_DESKTOP", desktops)
		if unread {
			a.must(t, app.LoginUnread, command)
		} else {
			a.must(t, app.LoginOn, "")
		}
	}

	t.Setenv("XDG_CURRENT_DESKTOP", "sway")
	getUnit := func(name string) (dbus.ObjectPath, *dbus.Error) {
		if name != "xdg-desktop-autostart.target" {
			return "", dbus.MakeFailedError(dbus.ErrClosed)
		}
		return "/unit", nil
	}
	err := bus.ExportMethodTable(map[string]any{"GetUnit": getUnit}, "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager")
	if err != nil {
		t.Fatal(err)
	}
	unit, err := prop.Export(bus, "/unit", prop.Map{"org.freedesktop.systemd1.Unit": {"ActiveState": {Value: "inactive"}}})
	if err != nil {
		t.Fatal(err)
	}
	if reply, err := bus.RequestName("org.freedesktop.systemd1", dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(reply, err)
	}
	a.must(t, app.LoginUnread, command)
	unit.SetMust("org.freedesktop.systemd1.Unit", "ActiveState", "active")
	a.must(t, app.LoginOn, "")

	// One that is off needs no helper.
	a.mustSet(t, false)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nobody")
	a.must(t, app.LoginOff, "")
	a.mustSet(t, true)
	a.must(t, app.LoginUnread, command)
}
