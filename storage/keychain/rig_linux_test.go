package keychain

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// What runs against a real bus runs in a child process: godbus keeps its
// connection to the bus for as long as the process lives.
const (
	roleVariable = "BEHALF_KEYCHAIN_TEST_ROLE"
	testService  = "app.behalf.Behalf test"
	waitingLine  = "waiting"
)

// report is what the child saw, one kind of fault a call ("" for success).
type report struct {
	State                 app.Keychain
	Set, Get, Delete, All fault.Kind
	Value                 string // "same" if it came back whole
	Gone, AllGone         bool
}

var roles = map[string]func(context.Context, *Store) report{
	"usual": everything,
	"small": func(ctx context.Context, s *Store) report {
		s.place.items.size = headRoom + 300
		return everything(ctx, s)
	},
	// as auth does: a read that is to be silent and short
	"short": func(ctx context.Context, s *Store) report {
		r := report{State: s.State(ctx)}
		short, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
		defer cancel()
		_, _, err := s.Get(short, "tokens")
		r.Get = kind(err)
		return r
	},
	// a person waits, as the parent then decides
	"patient": func(ctx context.Context, s *Store) report {
		s.OnWait(func(waiting bool) {
			if waiting {
				fmt.Println(waitingLine)
			}
		})
		return setAndGet(ctx, s)
	},
	"cancel": func(ctx context.Context, s *Store) report {
		s.OnWait(func(waiting bool) {
			if waiting {
				s.Cancel()
			}
		})
		return report{Set: kind(s.Set(ctx, "tokens", secret.New(text(8000))))}
	},
	"memory": func(ctx context.Context, s *Store) report {
		s.OnWait(func(waiting bool) {
			if waiting {
				s.KeepInMemory()
			}
		})
		return setAndGet(ctx, s)
	},
	// the tray closes the connection that it shares with go-keyring
	"closed": func(ctx context.Context, s *Store) report {
		s.OnWait(func(waiting bool) {
			if conn, err := dbus.SessionBus(); err == nil && waiting {
				_ = conn.Close() // what comes of it is the test
			}
		})
		return report{Set: kind(s.Set(ctx, "tokens", secret.New("x")))}
	},
	"foreign": func(ctx context.Context, s *Store) report {
		var r report
		_, found, err := s.Get(ctx, "tokens")
		r.Get, r.Gone = kind(err), !found
		value := secret.New(text(8000))
		r.Set = kind(s.Set(ctx, "tokens", value))
		if got, _, _ := s.Get(ctx, "tokens"); got.Equal(value) {
			r.Value = "same"
		}
		r.Delete = kind(s.Delete(ctx, "tokens"))
		return r
	},
	// a value that the store has room for, then one that it has not
	"full": func(ctx context.Context, s *Store) report {
		value := secret.New(text(300))
		err := s.Set(ctx, "tokens", value)
		r := report{Set: kind(s.Set(ctx, "tokens", secret.New(text(8000))))}
		got, _, errGet := s.Get(ctx, "tokens")
		if r.Get = kind(errGet); err == nil && got.Equal(value) {
			r.Value = "same"
		}
		return r
	},
}

func kind(err error) fault.Kind {
	if err == nil {
		return ""
	}
	return fault.From(err).Kind
}

func everything(ctx context.Context, s *Store) report {
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
	return r
}

func setAndGet(ctx context.Context, s *Store) report {
	value := secret.New(text(8000))
	r := report{Set: kind(s.Set(ctx, "tokens", value))}
	got, _, err := s.Get(ctx, "tokens")
	if r.Get = kind(err); got.Equal(value) {
		r.Value = "same"
	}
	r.State = s.State(ctx)
	return r
}

// playRole is the child's main. It ends with the process, whatever hangs.
func playRole(role string) int {
	r := roles[role](context.Background(), Open(testService))
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

// startKeyring starts gnome-keyring on a bus, in a shell that may have to do
// something first; it is ready when this returns.
func startKeyring(t *testing.T, env []string, unlock bool, first ...string) {
	t.Helper()
	command := "exec " + tool(t, "gnome-keyring-daemon", "gnome-keyring") + " --foreground --components=secrets"
	if unlock {
		command += " --unlock"
	}
	daemon := exec.Command("sh", "-c", strings.Join(append(first, command), "; "))
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

// connect joins the bus of an environment, until the test ends.
func connect(t *testing.T, env []string) *dbus.Conn {
	t.Helper()
	for _, v := range env {
		address, ok := strings.CutPrefix(v, "DBUS_SESSION_BUS_ADDRESS=")
		if !ok {
			continue
		}
		conn, err := dbus.Connect(address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() }) // the bus goes too
		return conn
	}
	t.Fatal("no bus")
	return nil
}

// child plays a role on a bus. waiting is called when it says that it waits.
func child(t *testing.T, role string, env []string, waiting ...func()) report {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(env, roleVariable+"="+role, "GORACE=atexit_sleep_ms=0") // an idle second a child
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var last []byte
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() == waitingLine {
			for _, f := range waiting {
				f()
			}
			continue
		}
		last = bytes.Clone(lines.Bytes())
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, errs.String())
	}
	var r report
	if err := json.Unmarshal(last, &r); err != nil {
		t.Fatalf("%v\n%s", err, last)
	}
	return r
}
