package boot_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/godbus/dbus/v5"
	"github.com/godbus/dbus/v5/prop"

	"behalf/app"
)

// hidden says whether no window of ours is on the screen.
func (w *walk) hidden() bool {
	out, _, _ := w.run("xdotool", "search", "--onlyvisible", "--name", "^Behalf")
	return strings.TrimSpace(out) == ""
}

func (w *walk) awaitHidden() {
	w.tb.Helper()
	w.eventually("the window is hidden", func() (bool, string) { return w.hidden(), "" })
}

// awaitContent waits until the window shows something: an empty one is of one
// colour.
func (w *walk) awaitContent() {
	w.tb.Helper()
	w.eventually("the window has content", func() (bool, string) {
		colours, errs, _ := w.run("import", "-window", w.windowID(), "-format", "%k", "info:")
		n, err := strconv.Atoi(strings.TrimSpace(colours))
		return err == nil && n > 16, colours + errs
	})
}

// A panel comes, restarts and goes, while the window hides behind its icon.
func TestF51ThePanelRestarts(t *testing.T) {
	w := newHabits(t)
	closePanel := w.openPanel()
	w.openWindow()
	here := place{x: 331, y: 207, width: 470, height: 620}
	w.moveTo(here)
	for range 2 {
		icon := w.awaitTray()
		icon.await("Not connected to Zoom")
		w.closeWindow()
		w.awaitHidden()
		icon.click()
		w.awaitPlace("it is back where it was", here)
		closePanel()
		closePanel = w.openPanel()
	}
	w.awaitTray().await("Open Behalf")

	// Nobody could bring it back now.
	closePanel()
	w.closeWindow()
	w.mustEnd()
}

// trayWatcher is a tray of the test's own, which remembers who wants to be in it.
type trayWatcher struct {
	w     *walk
	bus   *dbus.Conn
	props *prop.Properties
	items chan string
}

const watcherName, watcherPath = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"

func (w *walk) openWatcher(hosted bool) *trayWatcher {
	w.tb.Helper()
	watcher := &trayWatcher{w: w, bus: w.bus(), items: make(chan string, 8)}
	register := func(path string, sender dbus.Sender) *dbus.Error {
		watcher.items <- string(sender) + path
		return nil
	}
	err := watcher.bus.ExportMethodTable(map[string]any{"RegisterStatusNotifierItem": register}, watcherPath, watcherName)
	if err != nil {
		w.tb.Fatal(err)
	}
	watcher.props, err = prop.Export(watcher.bus, watcherPath, prop.Map{watcherName: {
		"IsStatusNotifierHostRegistered": {Value: hosted, Emit: prop.EmitFalse},
	}})
	if err != nil {
		w.tb.Fatal(err)
	}
	watcher.come()
	return watcher
}

func (t *trayWatcher) come() {
	t.w.tb.Helper()
	if reply, err := t.bus.RequestName(watcherName, dbus.NameFlagDoNotQueue); err != nil || reply != dbus.RequestNameReplyPrimaryOwner {
		t.w.tb.Fatal(reply, err)
	}
}

func (t *trayWatcher) leave() {
	t.w.tb.Helper()
	if _, err := t.bus.ReleaseName(watcherName); err != nil {
		t.w.tb.Fatal(err)
	}
}

// await waits for an icon that wants to be shown.
func (t *trayWatcher) await() *trayMenu {
	t.w.tb.Helper()
	select {
	case item := <-t.items:
		name, path, _ := strings.Cut(item, "/")
		return &trayMenu{d: t.w.desktop, bus: t.bus, icon: t.bus.Object(name, dbus.ObjectPath("/"+path))}
	case <-time.After(startLimit):
		t.w.tb.Fatalf("no icon wants to be shown: %s", t.w.output.String())
		return nil
	}
}

// restart leaves and comes again until the icon is back: it may have begun to
// listen for that only now.
func (t *trayWatcher) restart() {
	t.w.tb.Helper()
	t.w.eventually("the icon is back", func() (bool, string) {
		t.leave()
		t.come()
		select {
		case <-t.items:
			return true, ""
		case <-time.After(time.Second):
			return false, t.w.output.String()
		}
	})
}

// A start into the tray never shows a window, not for a moment; a click does,
// and a whole one. The icon comes back when its watcher does.
func TestF51HiddenUntilTheIconIsClicked(t *testing.T) {
	w := newHabits(t)
	watcher := w.openWatcher(true)
	clients := w.clients()
	w.launch("--hidden")
	icon := watcher.await()
	watcher.restart()
	w.status() // the window's process answers
	if !w.hidden() || len(clients.lines) != 0 {
		t.Errorf("a window was seen, %d changes", len(clients.lines))
	}
	icon.click()
	clients.change()
	w.awaitContent()
	if len(clients.lines) != 0 {
		t.Errorf("another window was seen, %d changes", len(clients.lines))
	}

	w.closeWindow()
	w.awaitHidden()
	icon.click()
	w.awaitContent()

	// With nobody to show it any more, closing ends the program.
	watcher.props.SetMust(watcherName, "IsStatusNotifierHostRegistered", false)
	w.closeWindow()
	w.mustEnd()

	// Somebody who opens a link is to see it.
	watcher.props.SetMust(watcherName, "IsStatusNotifierHostRegistered", true)
	w.launch("--hidden", "81234567890")
	w.awaitContent()
	watcher.props.SetMust(watcherName, "IsStatusNotifierHostRegistered", false)
	w.closeWindow()
	w.mustEnd()

	// The same by the settings, but not for somebody who opens a link.
	watcher.props.SetMust(watcherName, "IsStatusNotifierHostRegistered", true)
	w.settings(func(s *app.Settings) { s.StartHidden = true })
	for len(watcher.items) > 0 {
		<-watcher.items // of the process before
	}
	w.launch()
	watcher.await()
	w.status()
	if !w.hidden() {
		t.Error("the setting is not heeded")
	}
	w.verb(0, "behalf://send?url=https%3A%2F%2Fzoom.us%2Fj%2F81234567890")
	w.awaitContent()
}

// Without anybody who shows icons a hidden start would be a lost one.
func TestF51HiddenStartWithoutAHostOpensTheWindow(t *testing.T) {
	w := newHabits(t)
	w.launch("--hidden")
	w.awaitContent()
	w.closeWindow()
	w.mustEnd()
}

// Without a D-Bus there is neither tray nor keyring: the window works all the
// same, and the end is no crash.
func TestF52WithoutDBus(t *testing.T) {
	w := newHabits(t)
	w.set("DBUS_SESSION_BUS_ADDRESS", "unix:path="+w.home+"/nobody")
	w.launch("--hidden")
	w.awaitContent()
	w.verb(0, "setup", "--client-id", "a-client-id")
	var s struct{ Keychain struct{ State string } }
	if err := json.Unmarshal([]byte(w.verb(0, "status", "--json")), &s); err != nil || s.Keychain.State != "absent" {
		t.Errorf("%+v, %v", s, err)
	}
	w.verb(0, "81234567890") // brings up the open window, which takes it
	w.awaitContent()
	w.closeWindow()
	w.mustEnd()
	if out := w.output.String(); strings.Contains(out, "panic") || strings.Contains(out, "goroutine ") {
		t.Errorf("it printed %s", out)
	}
}
