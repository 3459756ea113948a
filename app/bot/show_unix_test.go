//go:build !windows && !darwin

package bot

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// bus starts a session bus of the test's own, and has the program use it.
func bus(t *testing.T) *dbus.Conn {
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
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", strings.TrimSpace(address))
	conn, err := dbus.Connect(strings.TrimSpace(address))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// fileManager notes down what it is asked to select.
type fileManager struct{ asked chan []string }

func (m fileManager) ShowItems(items []string, _ string) *dbus.Error {
	m.asked <- items
	return nil
}

func TestShowSelectsInTheFileManager(t *testing.T) {
	s := newShelf(t)
	conn := bus(t)
	path := s.put(someRun+"/the talk.sh", 0o600, time.Time{})
	if err := s.Show(t.Context(), path); err != nil { // nobody is on the bus yet
		t.Error(err)
	}
	want(t, "opened", s.opened, fileAddress(filepath.Dir(path)))
	s.opened = nil
	m := fileManager{make(chan []string, 1)}
	const name = "org.freedesktop.FileManager1"
	if err := conn.Export(m, "/org/freedesktop/FileManager1", name); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.RequestName(name, dbus.NameFlagDoNotQueue); err != nil {
		t.Fatal(err)
	}
	if err := s.Show(t.Context(), path); err != nil {
		t.Error(err)
	}
	want(t, "selected", <-m.asked, fileAddress(path))
	want(t, "opened", s.opened)
}
