//go:build !windows && !darwin

package tray

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"
)

// bus starts a session bus of the test's own.
func bus(t *testing.T) string {
	t.Helper()
	program, err := exec.LookPath("dbus-daemon")
	if err != nil {
		t.Fatalf("%v; `make test` installs what is missing", err)
	}
	daemon := exec.Command(program, "--session", "--nofork", "--nopidfile", "--print-address",
		"--address=unix:path="+filepath.Join(t.TempDir(), "bus"))
	out, err := daemon.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(address)
}

// watcher puts a StatusNotifierWatcher on a bus.
func watcher(t *testing.T, address string, hosted bool) {
	t.Helper()
	conn, err := dbus.Connect(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	const name = "org.kde.StatusNotifierWatcher"
	_, err = prop.Export(conn, "/StatusNotifierWatcher", prop.Map{name: {
		"IsStatusNotifierHostRegistered": {Value: hosted, Emit: prop.EmitFalse},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if reply, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.Fatal(reply, err)
	}
}

func TestF52ProbeWithoutBus(t *testing.T) {
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "nobody"))
	if possible, shown := New().Probe(); possible || shown {
		t.Error("a tray without a bus would fail at quitting")
	}
}

func TestF51ProbeAsksForAHost(t *testing.T) {
	address := bus(t)
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
	if possible, shown := New().Probe(); !possible || shown {
		t.Errorf("without a watcher: %v, %v", possible, shown)
	}
	for _, hosted := range []bool{false, true} {
		address := bus(t)
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", address)
		watcher(t, address, hosted)
		if possible, shown := New().Probe(); !possible || shown != hosted {
			t.Errorf("hosted %v: %v, %v", hosted, possible, shown)
		}
	}
}
