package boot_test

import (
	"fmt"
	"strings"

	"github.com/godbus/dbus/v5"
)

// trayMenu is a tray icon's menu, read over D-Bus as a panel reads it.
type trayMenu struct {
	d      *desktop
	bus    *dbus.Conn
	object dbus.BusObject
	icon   dbus.BusObject
}

// awaitTray waits until a program has put an icon into the tray.
func (d *desktop) awaitTray() *trayMenu {
	d.tb.Helper()
	m := &trayMenu{d: d, bus: d.bus()}
	watcher := m.bus.Object("org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher")
	d.eventually("an icon in the tray", func() (bool, string) {
		v, err := watcher.GetProperty("org.kde.StatusNotifierWatcher.RegisteredStatusNotifierItems")
		items, _ := v.Value().([]string)
		if err != nil || len(items) == 0 {
			return false, fmt.Sprint(items, err)
		}
		name, path, _ := strings.Cut(items[0], "/")
		menu, err := m.bus.Object(name, dbus.ObjectPath("/"+path)).GetProperty("org.kde.StatusNotifierItem.Menu")
		if err != nil {
			return false, err.Error()
		}
		where, ok := menu.Value().(dbus.ObjectPath)
		m.object, m.icon = m.bus.Object(name, where), m.bus.Object(name, dbus.ObjectPath("/"+path))
		return ok, menu.String()
	})
	return m
}

type layout struct {
	ID         int32
	Properties map[string]dbus.Variant
	Children   []dbus.Variant
}

// labels lists the menu's entries, those of submenus after their own.
func (m *trayMenu) labels() ([]string, map[string]int32, error) {
	var revision uint32
	var root layout
	err := m.object.Call("com.canonical.dbusmenu.GetLayout", 0, int32(0), int32(-1), []string{}).Store(&revision, &root)
	ids := map[string]int32{}
	var labels []string
	var walk func(layout)
	walk = func(l layout) {
		if label, ok := l.Properties["label"]; ok {
			text := fmt.Sprint(label.Value())
			labels = append(labels, text)
			ids[text] = l.ID
		}
		for _, child := range l.Children {
			var inner layout
			if dbus.Store([]any{child.Value()}, &inner) == nil {
				walk(inner)
			}
		}
	}
	walk(root)
	return labels, ids, err
}

// await waits for an entry that holds text.
func (m *trayMenu) await(text string) {
	m.d.tb.Helper()
	m.d.eventually("the tray menu says "+text, func() (bool, string) {
		labels, _, err := m.labels()
		all := strings.Join(labels, " | ")
		return strings.Contains(all, text), fmt.Sprint(all, err)
	})
}

// click is a left click on the icon.
func (m *trayMenu) click() {
	m.d.tb.Helper()
	if err := m.icon.Call("org.kde.StatusNotifierItem.Activate", 0, int32(0), int32(0)).Err; err != nil {
		m.d.tb.Fatal(err)
	}
}

// press presses the entry that holds text until that has shown. A menu that
// changes at the same moment loses the press, as it does for a person.
func (m *trayMenu) press(text string, shown func() bool) {
	m.d.tb.Helper()
	m.await(text)
	m.d.eventually("pressing "+text+" in the tray shows", func() (bool, string) {
		if shown() {
			return true, ""
		}
		return false, fmt.Sprint(m.try(text))
	})
}

// try presses once.
func (m *trayMenu) try(text string) error {
	_, ids, err := m.labels()
	if err != nil {
		return err
	}
	for label, id := range ids {
		if strings.Contains(label, text) {
			return m.object.Call("com.canonical.dbusmenu.Event", 0, id, "clicked", dbus.MakeVariant(""), uint32(0)).Err
		}
	}
	return nil
}
