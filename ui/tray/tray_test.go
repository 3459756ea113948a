package tray

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
)

// desk is a test app that also takes a tray, as the real one does.
type desk struct {
	fyne.App
	menus []*fyne.Menu
	icons []fyne.Resource
}

func (d *desk) SetSystemTrayMenu(m *fyne.Menu)    { d.menus = append(d.menus, m) }
func (d *desk) SetSystemTrayIcon(r fyne.Resource) { d.icons = append(d.icons, r) }
func (d *desk) SetSystemTrayWindow(w fyne.Window) { w.SetCloseIntercept(w.Hide) }

// did remembers what a tray asked for.
type did struct {
	wishes         []app.Wish
	opened         []string
	settings, quit int
}

func installed(t *testing.T) (*Tray, *desk, *did) {
	t.Helper()
	d, asked := &desk{App: test.NewTempApp(t)}, &did{}
	tray := New()
	tray.Install(d,
		func(w app.Wish) { asked.wishes = append(asked.wishes, w) },
		func(text string) { asked.opened = append(asked.opened, text) },
		func() { asked.settings++ }, func() { asked.quit++ })
	return tray, d, asked
}

func click(t *testing.T, m *fyne.Menu, path ...string) {
	t.Helper()
	for _, item := range m.Items {
		if item.Label != path[0] {
			continue
		}
		if len(path) > 1 {
			click(t, item.ChildMenu, path[1:]...)
		} else {
			item.Action()
		}
		return
	}
	t.Fatalf("there is no item %q", path[0])
}

func TestTrayChangesOnlyWhatDiffers(t *testing.T) {
	tray, d, _ := installed(t)
	tray.Show(ready())
	s := ready()
	s.Version = "of no interest here"
	tray.Show(s)
	if len(d.menus) != 2 || len(d.icons) != 1 {
		t.Errorf("%d menus and %d icons for the same thing", len(d.menus), len(d.icons))
	}
	s.Runs = []app.Run{run("r1", "81234567890", app.Minting)}
	tray.Show(s)
	if len(d.menus) != 3 || len(d.icons) != 2 {
		t.Error("a run does not show")
	}
}

func TestTrayKeepsOneMenu(t *testing.T) {
	tray, d, _ := installed(t)
	tray.Show(ready())
	for _, m := range d.menus {
		if m != d.menus[0] {
			t.Error("Fyne would bring its first menu back when the panel is ready")
		}
	}
}

func TestTrayHasOneQuit(t *testing.T) {
	tray, d, asked := installed(t)
	tray.Show(ready())
	items := d.menus[0].Items
	if last := items[len(items)-1]; !last.IsQuit {
		t.Error("Fyne would add a Quit of its own")
	}
	click(t, d.menus[0], "Quit")
	click(t, d.menus[0], "Open Behalf")
	click(t, d.menus[0], "Settings")
	if asked.quit != 1 || asked.settings != 1 || len(asked.opened) != 1 {
		t.Errorf("asked for %+v", asked)
	}
}

func TestTrayStopsAndSends(t *testing.T) {
	tray, d, asked := installed(t)
	s := ready()
	s.Runs = []app.Run{run("r1", "81234567890", app.InMeeting)}
	s.Recent = []app.Run{run("p1", "84512340000", app.Ended)}
	s.Recent[0].StartedAt = time.Now()
	tray.Show(s)
	click(t, d.menus[0], "812 3456 7890 · In the meeting", "Stop")
	click(t, d.menus[0], "Recent", "845 1234 0000 · Today")
	if len(asked.wishes) != 2 || asked.wishes[0] != (app.Stop{RunID: "r1"}) {
		t.Fatalf("asked for %#v", asked.wishes)
	}
}

func TestTraySendsTheCopiedMeetingOrShowsWhyNot(t *testing.T) {
	tray, d, asked := installed(t)
	tray.Show(ready())
	d.Clipboard().SetContent("https://zoom.us/j/81234567890")
	click(t, d.menus[0], "Send assistant to the copied meeting")
	if len(asked.wishes) != 1 || asked.wishes[0].(app.Send).Meeting.ID != "81234567890" {
		t.Fatalf("asked for %#v", asked.wishes)
	}
	d.Clipboard().SetContent("https://example.com/")
	click(t, d.menus[0], "Send assistant to the copied meeting")
	if len(asked.wishes) != 1 || len(asked.opened) != 1 || asked.opened[0] != "https://example.com/" {
		t.Errorf("asked for %+v", asked)
	}
}

func TestTrayWithoutDesktopDoesNothing(t *testing.T) {
	a := test.NewTempApp(t)
	tray := New()
	tray.Install(a, nil, nil, nil, nil)
	tray.Show(ready())
}
