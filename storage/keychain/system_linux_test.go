package keychain

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// The tests below run against a real gnome-keyring on a bus of their own, in a
// child process: godbus keeps its connection to the bus for as long as the
// process lives.
const roleVariable = "BEHALF_KEYCHAIN_TEST_ROLE"

// report is what the child saw, one kind of fault a call ("" for success).
type report struct {
	State                 app.Keychain
	Set, Get, Delete, All fault.Kind
	Value                 string // "same" if it came back whole
	Gone, AllGone         bool
}

func playRole(role string) int {
	ctx := context.Background()
	s := Open("app.behalf.Behalf test")
	if role == "small" {
		s.items.size = headRoom + 300
	}
	kind := func(err error) fault.Kind {
		if err == nil {
			return ""
		}
		return fault.From(err).Kind
	}
	value := secret.New(text(8000))
	r := report{State: s.State(ctx)}
	r.Set = kind(s.Set(ctx, "tokens", value))
	got, found, err := s.Get(ctx, "tokens")
	r.Get = kind(err)
	if found && got.Equal(value) {
		r.Value = "same"
	}
	_ = s.Set(ctx, "other", value) // for DeleteAll below
	r.Delete = kind(s.Delete(ctx, "tokens"))
	_, found, err = s.Get(ctx, "tokens")
	r.Gone = !found && err == nil
	r.All = kind(s.DeleteAll(ctx))
	_, found, err = s.Get(ctx, "other")
	r.AllGone = !found && err == nil
	if err := json.NewEncoder(os.Stdout).Encode(r); err != nil {
		return 1
	}
	return 0
}

// tool finds a program, or says what to install.
func tool(t *testing.T, name, debianPackage string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is missing, so the keychain can't be tested: apt-get install %s", name, debianPackage)
	}
	return path
}

// privateBus starts a bus with an empty home and gives its environment.
func privateBus(t *testing.T) []string { t.Helper(); return privateBusWith(t, "--session") }

func privateBusWith(t *testing.T, config string) []string {
	t.Helper()
	home := t.TempDir()
	env := []string{
		"HOME=" + home, "XDG_DATA_HOME=" + filepath.Join(home, "data"), "XDG_RUNTIME_DIR=" + home,
		"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8",
	}
	bus := exec.Command(tool(t, "dbus-daemon", "dbus"), config, "--nofork", "--print-address")
	bus.Env = env
	out, err := bus.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := bus.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = bus.Process.Kill()
		_ = bus.Wait() // killed: its exit status says nothing
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("dbus-daemon gave no address: %v", err)
	}
	return append(env, "DBUS_SESSION_BUS_ADDRESS="+strings.TrimSpace(address))
}

// startKeyring starts gnome-keyring on a bus; it is ready when this returns.
func startKeyring(t *testing.T, env []string, unlock bool) {
	t.Helper()
	args := []string{"--foreground", "--components=secrets"}
	if unlock {
		args = append(args, "--unlock")
	}
	daemon := exec.Command(tool(t, "gnome-keyring-daemon", "gnome-keyring"), args...)
	daemon.Env = env
	daemon.Stdin = strings.NewReader("a password of nobody")
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait() // killed: its exit status says nothing
	})
	wait := exec.Command(tool(t, "gdbus", "libglib2.0-bin"), "wait", "--session", "--timeout", "20", busSecrets)
	wait.Env = env
	if out, err := wait.CombinedOutput(); err != nil {
		t.Fatalf("gnome-keyring did not come up: %v\n%s", err, out)
	}
}

func child(t *testing.T, role string, env []string) report {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(env, roleVariable+"="+role)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	var r report
	if err := json.Unmarshal(out.Bytes(), &r); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return r
}

func TestGNOMEKeyring(t *testing.T) {
	for _, role := range []string{"usual", "small"} {
		t.Run(role, func(t *testing.T) {
			env := privateBus(t)
			startKeyring(t, env, true)
			want := report{
				State: app.Keychain{Kind: "secret-service", Name: "GNOME Keyring", State: app.KeychainOK},
				Value: "same", Gone: true, AllGone: true,
			}
			if got := child(t, role, env); got != want {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

func TestF26GNOMEKeyringLocked(t *testing.T) {
	env := privateBus(t)
	startKeyring(t, env, false)
	got := child(t, "usual", env)
	const locked = fault.KeychainLocked
	if got.Set != locked || got.Get != locked || got.Delete != locked || got.All != locked {
		t.Errorf("%+v", got)
	}
	if got.State != (app.Keychain{Kind: "secret-service", Name: "GNOME Keyring", State: app.KeychainLocked}) {
		t.Errorf("%+v", got.State)
	}
}

func TestF26NoKeychain(t *testing.T) {
	check := func(t *testing.T, env []string) {
		t.Helper()
		got := child(t, "usual", env)
		const absent = fault.KeychainAbsent
		if got.Set != absent || got.Get != absent || got.Delete != absent || got.State.State != app.KeychainAbsent {
			t.Errorf("%+v", got)
		}
	}
	t.Run("a bus without a keyring", func(t *testing.T) {
		// No folder to look for services in, so that none can be started.
		conf := filepath.Join(t.TempDir(), "bus.conf")
		err := os.WriteFile(conf, fmt.Appendf(nil, `<busconfig><type>session</type><listen>unix:dir=%s</listen>
			<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>`,
			t.TempDir()), 0o600)
		if err != nil {
			t.Fatal(err)
		}
		check(t, privateBusWith(t, "--config-file="+conf))
	})
	t.Run("an address that leads nowhere", func(t *testing.T) {
		check(t, []string{"DBUS_SESSION_BUS_ADDRESS=unix:path=" + filepath.Join(t.TempDir(), "none")})
	})
}

func TestNoBusIsNoticedBeforeOneIsStarted(t *testing.T) {
	dir := t.TempDir()
	for _, address := range []string{"", "autolaunch:"} {
		if err := busIn(address, dir); !errors.Is(err, errNoBus) {
			t.Errorf("%q: %v", address, err)
		}
	}
	if err := busIn("unix:path=/x", dir); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "bus"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := busIn("", dir); err != nil {
		t.Error(err)
	}
}
