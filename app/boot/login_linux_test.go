package boot_test

import (
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/godbus/dbus/v5"

	"behalf/auth/sandbox"
)

// loginEntry is where a desktop looks for what it starts.
func (d *desktop) loginEntry() string {
	return filepath.Join(d.home, "config", "autostart", "app.behalf.Behalf.desktop")
}

// starts writes such an entry.
func (d *desktop) starts(program string) {
	d.tb.Helper()
	if err := os.MkdirAll(filepath.Dir(d.loginEntry()), 0o700); err != nil {
		d.tb.Fatal(err)
	}
	if err := os.WriteFile(d.loginEntry(), []byte("[Desktop Entry]\nType=Application\nName=Behalf\nExec="+program+" --hidden\n"), 0o600); err != nil {
		d.tb.Fatal(err)
	}
}

// usualPlace has the data where they lie unless somebody says otherwise, to which
// the start at login belongs.
func (d *desktop) usualPlace() { d.set("BEHALF_HOME", "") }

// logIn does what the entry says, as a desktop does.
func (w *walk) logIn() {
	w.tb.Helper()
	text, err := os.ReadFile(w.loginEntry())
	if err != nil {
		w.tb.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if exec, is := strings.CutPrefix(strings.TrimSpace(line), "Exec="); is {
			words := strings.Fields(exec) // the program of the tests needs no quotes
			if words[0] != program {
				w.tb.Fatalf("it starts %s", exec)
			}
			w.launch(words[1:]...)
			return
		}
	}
	w.tb.Fatalf("nothing to start: %s", text)
}

// A program that was moved is found again once it was started by hand, and then
// by each log-in: in the tray, though the panel comes after it.
func TestF54LogIn(t *testing.T) {
	w := newHabits(t)
	w.usualPlace()
	w.starts("/nobody/behalf")
	w.openWindow()
	w.eventually("the entry names this program", func() (bool, string) {
		text, err := os.ReadFile(w.loginEntry())
		return err == nil && strings.Contains(string(text), "\nExec="+program+" --hidden\n"), string(text)
	})
	w.closeWindow()
	w.mustEnd()

	former := len(w.output.String())
	w.logIn()
	w.eventually("it has asked for an icon, in vain", func() (bool, string) {
		out := w.output.String()[former:]
		return strings.Contains(out, "StatusNotifierWatcher"), out
	})
	closePanel := w.openPanel()
	icon := w.awaitTray()
	icon.await("Not connected to Zoom")
	if !w.hidden() {
		t.Error("a window was seen")
	}
	icon.click()
	w.awaitContent()
	closePanel()
	w.closeWindow()
	w.mustEnd()
}

// A window whose data lie elsewhere heals nothing: the entry would start it over
// other data.
func TestTheStartAtLoginIsOfTheUsualData(t *testing.T) {
	w := newHabits(t)
	w.starts("/nobody/behalf")
	before, err := os.ReadFile(w.loginEntry())
	if err != nil {
		t.Fatal(err)
	}
	w.openWindow()
	w.awaitContent()
	w.status()
	w.closeWindow()
	w.mustEnd()
	if after, err := os.ReadFile(w.loginEntry()); err != nil || string(after) != string(before) {
		t.Errorf("it became %s, %v", after, err)
	}
}

// The entry of another program that is there stays as it is, and so does one
// that the person has switched off.
func TestF54OnlyWhatIsLostIsHealed(t *testing.T) {
	w := newHabits(t)
	w.usualPlace()
	for _, other := range []string{"/bin/true", "/nobody/behalf --hidden\nHidden=true\nX-Was="} {
		w.starts(other)
		before, err := os.ReadFile(w.loginEntry())
		if err != nil {
			t.Fatal(err)
		}
		w.openWindow()
		w.awaitContent()
		w.status()
		w.closeWindow()
		w.mustEnd()
		if after, err := os.ReadFile(w.loginEntry()); err != nil || string(after) != string(before) {
			t.Errorf("%s became %s, %v", before, after, err)
		}
	}
}

// Erasing takes the start at login along; erasing what belongs to a test server,
// or lies elsewhere, does not.
func TestEraseEndsTheStartAtLogin(t *testing.T) {
	d := newDesktop(t)
	d.starts(program)
	real := slices.Clone(d.env)
	for name, value := range map[string]string{"BEHALF_ZOOM_URL": "http://127.0.0.1:9", "BEHALF_HOME": filepath.Join(d.home, "behalf")} {
		d.set(name, value)
		d.must("erase", "--yes")
		if _, err := os.Stat(d.loginEntry()); err != nil {
			t.Errorf("with %s: %v", name, err)
		}
		d.env = slices.Clone(real)
	}
	d.must("erase", "--yes")
	if _, err := os.Stat(d.loginEntry()); !os.IsNotExist(err) {
		t.Errorf("the entry is left: %v", err)
	}
}

// network is the way to a server, which can be cut and mended.
type network struct {
	t    *testing.T
	at   string
	to   http.Handler
	door *http.Server
}

func newNetwork(t *testing.T, to string) *network {
	t.Helper()
	server, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	n := &network{t: t, at: "127.0.0.1:0", to: &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(server) }}}
	n.mend()
	t.Cleanup(n.cut)
	return n
}

func (n *network) mend() {
	n.t.Helper()
	listener, err := net.Listen("tcp", n.at)
	if err != nil {
		n.t.Fatal(err)
	}
	n.at, n.door = listener.Addr().String(), &http.Server{Handler: n.to}
	door := n.door
	go func() { _ = door.Serve(listener) }() // until it is cut
}

func (n *network) cut() { _ = n.door.Close() }

// notifications counts what the program tells the person while nobody looks.
func (d *desktop) notifications() *atomic.Int32 {
	d.tb.Helper()
	told, bus := &atomic.Int32{}, d.bus()
	methods := map[string]any{
		"GetCapabilities": func() ([]string, *dbus.Error) { return []string{"body"}, nil },
		"Notify": func(string, uint32, string, string, string, []string, map[string]dbus.Variant, int32) (uint32, *dbus.Error) {
			told.Add(1)
			return 1, nil
		},
	}
	if err := bus.ExportMethodTable(methods, "/org/freedesktop/Notifications", "org.freedesktop.Notifications"); err != nil {
		d.tb.Fatal(err)
	}
	if reply, err := bus.RequestName("org.freedesktop.Notifications", dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		d.tb.Fatal(reply, err)
	}
	return told
}

// The network comes after the log-in: nothing is asked of it before somebody
// wants something, so nothing fails; what is wanted meanwhile says so, once, and
// works when it is there.
func TestF54TheNetworkComesLate(t *testing.T) {
	w := newHabits(t)
	zoom, err := sandbox.Start(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = zoom.Close() })
	w.set("BEHALF_ZOOM_URL", zoom.URL())
	w.set("BEHALF_ZOOM_API_URL", zoom.URL())
	w.must("setup", "--client-id", sandbox.DefaultClientID)
	w.connect(zoom)
	w.must("assistants", "add", "--preset", "rehearsal")
	way := newNetwork(t, zoom.URL())
	w.set("BEHALF_ZOOM_URL", "http://"+way.at)
	w.set("BEHALF_ZOOM_API_URL", "http://"+way.at)
	told := w.notifications()
	w.openPanel()

	way.cut()
	w.launch("--hidden")
	icon := w.awaitTray()
	icon.await("Ready")
	w.awaitStatus("as before", func(s status) bool { return len(s.Accounts) == 1 && s.Accounts[0].State == "connected" })
	w.verb(6, "token", "obf", "81234567890")
	w.awaitStatus("unreachable", func(s status) bool { return s.Accounts[0].State == "unreachable" })
	if told.Load() != 0 || !w.hidden() {
		t.Errorf("%d notifications, and the window hides: %v", told.Load(), w.hidden())
	}

	way.mend()
	w.verb(0, "token", "obf", "81234567890")
	icon.await("Ready")
	w.awaitStatus("connected", func(s status) bool { return s.Accounts[0].State == "connected" })
	if n := told.Load(); n != 0 {
		t.Errorf("%d notifications", n)
	}
}
