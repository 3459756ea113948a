package boot_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
)

// desktop is a real session of one person: a D-Bus, an unlocked keyring, and
// if wanted a display with a window manager and a panel with a tray.
type desktop struct {
	tb   testing.TB
	home string
	env  []string
}

const startLimit = 30 * time.Second

func newDesktop(tb testing.TB) *desktop {
	tb.Helper()
	d := &desktop{tb: tb, home: tb.TempDir()}
	runtime := filepath.Join(d.home, "run")
	if err := os.Mkdir(runtime, 0o700); err != nil {
		tb.Fatal(err)
	}
	d.env = []string{
		"HOME=" + d.home, "XDG_RUNTIME_DIR=" + runtime, "XDG_DATA_HOME=" + d.home + "/data", "XDG_CONFIG_HOME=" + d.home + "/config",
		"XDG_CACHE_HOME=" + d.home + "/cache", "LANG=en_US.UTF-8", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + os.TempDir(),
		"LIBGL_ALWAYS_SOFTWARE=1", "NO_AT_BRIDGE=1", "GSETTINGS_BACKEND=memory",
	}
	d.set("DBUS_SESSION_BUS_ADDRESS", d.service(nil, "dbus-daemon", "--session", "--nofork", "--print-address=1"))
	d.unlockKeyring()
	return d
}

func (d *desktop) set(name, value string) { d.env = append(d.env, name+"="+value) }

// service starts a program of the session that ends with the test, and gives
// the first line it prints.
func (d *desktop) service(stdin io.Reader, name string, args ...string) string {
	d.tb.Helper()
	line := make(chan string, 1)
	cmd := d.command(context.Background(), name, args...)
	cmd.Stdin = stdin
	out, err := cmd.StdoutPipe()
	if err != nil {
		d.tb.Fatal(err)
	}
	d.start(cmd)
	go func() {
		r := bufio.NewReader(out)
		first, _ := r.ReadString('\n') // an empty line tells that it ended
		line <- strings.TrimSpace(first)
		_, _ = io.Copy(io.Discard, r) // until it ends
	}()
	select {
	case first := <-line:
		if first == "" {
			d.tb.Fatalf("%s ended at once; `make test` installs what is missing", name)
		}
		return first
	case <-time.After(startLimit):
		d.tb.Fatalf("%s did not start", name)
		return ""
	}
}

// start starts a program in a group of its own and ends the group with the
// test.
func (d *desktop) start(cmd *exec.Cmd) {
	d.tb.Helper()
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		d.tb.Fatalf("%v; `make test` installs what is missing", err)
	}
	d.tb.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // gone already is fine
		_ = cmd.Wait()
	})
}

func (d *desktop) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = d.env
	cmd.Dir = d.home
	return cmd
}

func (d *desktop) unlockKeyring() {
	d.tb.Helper()
	cmd := d.command(context.Background(), "gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground")
	cmd.Stdin = strings.NewReader("a keyring password")
	bus := d.bus()
	d.start(cmd)
	d.awaitName(bus, "org.freedesktop.secrets")
}

// bus is a connection of the test's own to the session bus.
func (d *desktop) bus() *dbus.Conn {
	d.tb.Helper()
	bus, err := dbus.Connect(d.get("DBUS_SESSION_BUS_ADDRESS"))
	if err != nil {
		d.tb.Fatal(err)
	}
	d.tb.Cleanup(func() { _ = bus.Close() })
	return bus
}

func (d *desktop) get(name string) string {
	for _, pair := range d.env {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return ""
}

// awaitName waits until somebody owns a name on the bus.
func (d *desktop) awaitName(bus *dbus.Conn, name string) {
	d.tb.Helper()
	signals := make(chan *dbus.Signal, 64)
	bus.Signal(signals)
	defer bus.RemoveSignal(signals)
	if err := bus.AddMatchSignal(dbus.WithMatchMember("NameOwnerChanged"), dbus.WithMatchArg(0, name)); err != nil {
		d.tb.Fatal(err)
	}
	late := time.After(startLimit)
	for {
		var owned bool
		if err := bus.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, name).Store(&owned); err != nil {
			d.tb.Fatal(err)
		}
		if owned {
			return
		}
		select {
		case <-signals:
		case <-late:
			d.tb.Fatalf("%s did not appear on the bus", name)
		}
	}
}

const displayWidth, displayHeight = 1280, 1000

// openDisplay starts Xvfb and a window manager. A server that resets would drop
// everybody who comes while the last one leaves, such as the question below.
func (d *desktop) openDisplay() {
	d.tb.Helper()
	screen := fmt.Sprintf("%dx%dx24", displayWidth, displayHeight)
	d.set("DISPLAY", ":"+d.service(nil, "Xvfb", "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp", "-noreset"))
	d.start(d.command(context.Background(), "openbox"))
	d.eventually("the window manager is there", func() (bool, string) {
		out, errs, _ := d.run("xprop", "-root", "_NET_CLIENT_LIST")
		return strings.Contains(out, "(WINDOW)"), out + errs
	})
}

// panelConfig is a panel whose only plugin is a tray.
const panelConfig = `<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array"><value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="28"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty"><property name="plugin-1" type="string" value="systray"/></property>
</channel>
`

// openPanel starts a real tray host and waits until it is one. It can be closed
// before the end of the test.
func (d *desktop) openPanel() (closePanel func()) {
	d.tb.Helper()
	folder := filepath.Join(d.home, "config", "xfce4", "xfconf", "xfce-perchannel-xml")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		d.tb.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "xfce4-panel.xml"), []byte(panelConfig), 0o600); err != nil {
		d.tb.Fatal(err)
	}
	bus := d.bus()
	panel := d.command(context.Background(), "xfce4-panel", "--disable-wm-check")
	d.start(panel)
	d.awaitName(bus, "org.kde.StatusNotifierWatcher")
	d.eventually("the panel is a tray host", func() (bool, string) {
		v, err := bus.Object("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher").GetProperty("org.kde.StatusNotifierWatcher.IsStatusNotifierHostRegistered")
		return err == nil && v.Value() == true, fmt.Sprint(v, err)
	})
	return func() {
		_ = syscall.Kill(-panel.Process.Pid, syscall.SIGKILL) // gone already is fine
		d.eventually("nobody is a tray host", func() (bool, string) {
			var owned bool
			err := bus.BusObject().Call("org.freedesktop.DBus.NameHasOwner", 0, "org.kde.StatusNotifierWatcher").Store(&owned)
			return err == nil && !owned, fmt.Sprint(owned, err)
		})
	}
}

// eventually asks for what nobody announces, until it holds.
func (d *desktop) eventually(what string, ask func() (ok bool, seen string)) {
	d.tb.Helper()
	late := time.After(startLimit)
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		ok, seen := ask()
		if ok {
			return
		}
		select {
		case <-tick.C:
		case <-late:
			if d.get("DISPLAY") != "" {
				d.picture()
			}
			d.tb.Fatalf("waited in vain: %s; last seen: %s", what, seen)
		}
	}
}

// picture keeps what the display shows, for whoever mends a failure.
func (d *desktop) picture() {
	folder, err := filepath.Abs(filepath.Join("testdata", "failed"))
	if err == nil {
		err = os.MkdirAll(folder, 0o700)
	}
	if err != nil {
		d.tb.Log(err)
		return
	}
	_, errs, _ := d.run("import", "-window", "root", filepath.Join(folder, filepath.Base(d.tb.Name())+".png"))
	d.tb.Log("picture: "+folder, errs)
}

// run runs a program of the session to its end.
func (d *desktop) run(name string, args ...string) (stdout, stderr string, exit int) {
	d.tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := d.command(ctx, name, args...)
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if cmd.ProcessState == nil {
		d.tb.Fatalf("%s: %v", name, err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// build makes the real program, once a test binary.
func build(tb testing.TB, target, pkg string, flags ...string) string {
	tb.Helper()
	program := filepath.Join(tb.TempDir(), target)
	cmd := exec.CommandContext(tb.Context(), "go", slices.Concat([]string{"build", "-o", program}, flags, []string{pkg})...)
	cmd.Dir = filepath.Join("..", "..")
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("go build %s: %v\n%s", pkg, err, out)
	}
	return program
}
