// Package tray is the icon beside the clock: a picture and a menu, both pure
// functions of app.State (menu.go), in an ink that is legible on the bar
// (ink.go), and whether anybody shows them (host.go).
// Fyne's tray reports no failure, so the desktop is asked before. It knows no
// window: boot hands it to ui, which says what opening and quitting mean.
package tray

import (
	"reflect"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/systray"

	"behalf/app"
)

// Tray is the icon. Its methods belong on the UI goroutine, except Probe.
type Tray struct {
	app  fyne.App
	desk desktop.App

	do             func(app.Wish)
	open           func(text string)
	settings, quit func()

	root   *fyne.Menu // the one menu: Fyne keeps hold of the first it is given
	items  []Item     // as it was built from
	icon   Icon
	ink    string
	status string
}

// New makes a tray that is not shown yet.
func New() *Tray { return &Tray{} }

// Install puts the icon up, where there can be one. It has to be called before
// the app runs: Fyne starts no tray later.
func (t *Tray) Install(a fyne.App, do func(app.Wish), open func(text string), settings, quit func()) {
	desk, ok := a.(desktop.App)
	if !ok {
		return
	}
	t.app, t.desk, t.do, t.open, t.settings, t.quit = a, desk, do, open, settings, quit
	t.root = fyne.NewMenu("")
	desk.SetSystemTrayMenu(t.root)
	if runtime.GOOS != "darwin" { // there a click opens the menu
		// Fyne's own would show the window before it has been furnished.
		systray.SetOnTapped(func() { fyne.Do(func() { t.open("") }) })
	}
}

// Show brings a state to the icon and the menu, where they differ from it.
func (t *Tray) Show(s app.State) {
	if t.desk == nil {
		return
	}
	if icon, ink := IconOf(s), inkFor(runtime.GOOS, s.Settings.TrayIcon, lightBar); icon != t.icon || ink != t.ink {
		t.icon, t.ink = icon, ink
		t.desk.SetSystemTrayIcon(picture(icon, ink))
	}
	if items := Menu(s, time.Now()); !reflect.DeepEqual(items, t.items) {
		t.items = items
		t.root.Items = t.entries(items)
		t.desk.SetSystemTrayMenu(t.root)
	}
	if status := t.app.Metadata().Name + " · " + Status(s); status != t.status {
		t.status = status
		systray.SetTooltip(status)
	}
}

func (t *Tray) entries(items []Item) []*fyne.MenuItem {
	var entries []*fyne.MenuItem
	for _, item := range items {
		if item.Separator {
			entries = append(entries, fyne.NewMenuItemSeparator())
			continue
		}
		entry := fyne.NewMenuItem(item.Label, func() { t.act(item) })
		entry.Disabled = item.Disabled
		entry.IsQuit = item.Command == Quit // or Fyne adds a Quit of its own
		if len(item.Children) > 0 && !item.Disabled {
			entry.ChildMenu = fyne.NewMenu("", t.entries(item.Children)...)
		}
		entries = append(entries, entry)
	}
	return entries
}

// act carries out an item of the menu.
func (t *Tray) act(item Item) {
	switch item.Command {
	case SendCopied:
		t.sendCopied(t.app.Clipboard().Content())
	case Open:
		t.open("")
	case Settings:
		t.settings()
	case Quit:
		t.quit()
	case None:
		if item.Wish != nil {
			t.do(item.Wish)
		}
	}
}

// sendCopied sends to the meeting in a text; a text without one is shown in
// the window, which explains it.
func (t *Tray) sendCopied(text string) {
	r, refusal := app.Read(text)
	if refusal != nil {
		t.open(text)
		return
	}
	t.do(app.Send{RunID: app.NewRunID(), Meeting: r.Meeting})
}
