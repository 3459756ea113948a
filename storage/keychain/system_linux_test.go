package keychain

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"behalf/app"
	"behalf/app/fault"
)

var gnomeKeyring = app.Keychain{Kind: "secret-service", Name: "GNOME Keyring", State: app.KeychainOK}

func in(state app.KeychainState, k app.Keychain) app.Keychain { k.State = state; return k }

func TestF26GNOMEKeyring(t *testing.T) {
	for _, role := range []string{"usual", "small"} {
		t.Run(role, func(t *testing.T) {
			env := privateBus(t)
			startKeyring(t, env, true)
			want := report{State: gnomeKeyring, Value: "same", Gone: true, AllGone: true}
			if got := child(t, role, env); got != want {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
	}
}

// There is nobody to type a password: gnome-keyring takes that as a no.
func TestF26GNOMEKeyringLocked(t *testing.T) {
	const locked = fault.KeychainLocked
	want := report{State: in(app.KeychainLocked, gnomeKeyring), Set: locked, Get: locked, Delete: locked, All: locked}
	t.Run("nothing in it yet", func(t *testing.T) {
		env := privateBus(t)
		startKeyring(t, env, false)
		if got := child(t, "usual", env); got != want {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	})
	t.Run("by the person", func(t *testing.T) {
		env := privateBus(t)
		startKeyring(t, env, true)
		child(t, "patient", env) // makes entries, which stay out of reach
		lock := connect(t, env).Object(busSecrets, pathRoot).Call(ofService+".Lock", 0, []dbus.ObjectPath{pathLogin})
		if lock.Err != nil {
			t.Fatal(lock.Err)
		}
		if got := child(t, "usual", env); got != want {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	})
}

// The disk has no room for the larger value; the one before must outlive that.
func TestF26GNOMEKeyringFull(t *testing.T) {
	env := privateBus(t)
	startKeyring(t, env, true, "trap '' XFSZ", "ulimit -f 8")
	if got, want := child(t, "full", env), (report{Set: fault.KeychainFailed, Value: "same"}); got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// Another program has entries under our service and name, one of them with more
// attributes, so that it stands beside ours instead of being replaced by it.
func TestF28GNOMEKeyringForeignEntries(t *testing.T) {
	env := privateBus(t)
	startKeyring(t, env, true)
	for _, more := range [][]string{{"extra", "1"}, {"extra", "2"}, nil} {
		args := append([]string{"store", "--label=foreign", "service", testService, "username", "tokens"}, more...)
		store := exec.Command(tool(t, "secret-tool", "libsecret-tools"), args...)
		store.Env, store.Stdin = env, strings.NewReader("hunter2")
		if out, err := store.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	if got, want := child(t, "foreign", env), (report{Gone: true, Value: "same"}); got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	search := exec.Command(tool(t, "secret-tool", "libsecret-tools"), "search", "--all", "service", testService)
	search.Env = env
	if out, err := search.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("after Delete there is still, %v:\n%s", err, out)
	}
}

var secretService = app.Keychain{Kind: "secret-service", Name: "Secret Service", State: app.KeychainOK}

// fake starts a service on a bus of its own.
func fake(t *testing.T, f *fakeService) (env []string) {
	t.Helper()
	env = privateBus(t)
	f.serve(t, env)
	return env
}

// The fake must pass for a real one, or the tests below say nothing.
func TestTheFakeServiceIsOne(t *testing.T) {
	for _, role := range []string{"usual", "small"} {
		env := fake(t, &fakeService{})
		want := report{State: secretService, Value: "same", Gone: true, AllGone: true}
		if got := child(t, role, env); got != want {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	}
}

// A hanging call must not hold up anything: not the one who gave it 100 ms, not
// the state, and not the end of the program, which the child's end is.
func TestF26SecretServiceNeverAnswers(t *testing.T) {
	f := &fakeService{silent: make(chan struct{})}
	env := fake(t, f)
	defer close(f.silent)
	want := report{State: in(app.KeychainLocked, secretService), Get: fault.KeychainSlow}
	if got := child(t, "short", env); got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got, want := child(t, "cancel", env), (report{Set: fault.KeychainLocked}); got != want {
		t.Errorf("cancelled: got  %+v\nwant %+v", got, want)
	}
}

// The bus itself takes the connection and says nothing.
func TestF26BusNeverAnswers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bus")
	l, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }() // nothing was sent
	got := child(t, "short", []string{"DBUS_SESSION_BUS_ADDRESS=unix:path=" + path})
	if want := (report{State: in(app.KeychainLocked, secretService), Get: fault.KeychainSlow}); got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestF26SecretServiceAnswersLate(t *testing.T) {
	f := &fakeService{silent: make(chan struct{})}
	env := fake(t, f)
	got := child(t, "patient", env, func() { close(f.silent) })
	if want := (report{State: secretService, Value: "same"}); got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestF26SecretServiceAsksForAPassword(t *testing.T) {
	t.Run("typed", func(t *testing.T) {
		f := &fakeService{locked: true, answer: make(chan bool, 1)}
		env := fake(t, f)
		got := child(t, "patient", env, func() { f.answer <- true })
		if want := (report{State: secretService, Value: "same"}); got != want || f.prompted() != 1 {
			t.Errorf("asked %d times, got  %+v\nwant %+v", f.prompted(), got, want)
		}
	})
	t.Run("dismissed", func(t *testing.T) {
		f := &fakeService{locked: true, answer: make(chan bool, 2)}
		env := fake(t, f)
		got := child(t, "patient", env, func() { f.answer <- false; f.answer <- false })
		want := report{State: in(app.KeychainLocked, secretService), Set: fault.KeychainLocked, Get: fault.KeychainLocked}
		if got != want {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	})
	t.Run("nobody there", func(t *testing.T) {
		f := &fakeService{locked: true, answer: make(chan bool)}
		env := fake(t, f)
		if got, want := child(t, "cancel", env), (report{Set: fault.KeychainLocked}); got != want {
			t.Errorf("cancelled: got  %+v\nwant %+v", got, want)
		}
		got := child(t, "memory", env)
		memory := app.Keychain{Kind: "memory", Name: "only until you quit", State: app.KeychainMemory}
		if want := (report{State: memory, Value: "same"}); got != want {
			t.Errorf("in memory: got  %+v\nwant %+v", got, want)
		}
		asked := f.prompted()
		short := child(t, "short", env)
		want := report{State: in(app.KeychainLocked, secretService), Get: fault.KeychainSlow}
		if short != want || f.prompted() != asked+1 { // by the read; never by the state
			t.Errorf("asked %d times more, got  %+v\nwant %+v", f.prompted()-asked, short, want)
		}
	})
}

func TestF26TheConnectionIsClosedUnderAWait(t *testing.T) {
	for name, f := range map[string]*fakeService{
		"for an answer":  {silent: make(chan struct{})},
		"for a password": {locked: true, answer: make(chan bool)},
	} {
		env := fake(t, f)
		if got, want := child(t, "closed", env), (report{Set: fault.KeychainFailed}); got != want {
			t.Errorf("%s: got  %+v\nwant %+v", name, got, want)
		}
		if f.silent != nil {
			close(f.silent)
		}
	}
}

func TestF26SecretServiceRefusesChanges(t *testing.T) {
	const readOnly = fault.KeychainReadOnly
	for name, c := range map[string]struct {
		service *fakeService
		set     fault.Kind
	}{
		"denied":            {&fakeService{denies: "org.freedesktop.DBus.Error.AccessDenied"}, readOnly},
		"locked meanwhile":  {&fakeService{denies: "org.freedesktop.Secret.Error.IsLocked"}, fault.KeychainLocked},
		"no words for it":   {&fakeService{denies: "org.freedesktop.DBus.Error.Failed"}, fault.KeychainFailed},
		"asks, and it's no": {&fakeService{asks: true, answer: make(chan bool)}, readOnly},
	} {
		t.Run(name, func(t *testing.T) {
			f := c.service
			if f.asks {
				close(f.answer) // every window is dismissed at once
			}
			env := fake(t, f)
			if got, want := child(t, "patient", env), (report{State: secretService, Set: c.set}); got != want {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
		})
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
	if err := busIn("unavailable:", dir); !errors.Is(err, errNoBus) {
		t.Errorf("the window's word for no bus: %v", err)
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
