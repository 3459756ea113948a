package boot_test

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"behalf/app"
	"behalf/storage"
)

// What the window does as a window: where it is, when it hides, what is left
// when a service of the desktop is missing. One display serves each test; the
// program starts in a second.

// newHabits is a session on a display, with nothing set up.
func newHabits(t *testing.T) *walk {
	t.Helper()
	d := newDesktop(t)
	d.openDisplay()
	d.set("BEHALF_HOME", d.home+"/behalf")
	d.set("FYNE_THEME", "light") // awaitDrawn knows its colours
	w := &walk{desktop: d}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log("the window printed:\n" + w.output.String())
		}
	})
	return w
}

// windowID is that of the visible window. A search can stumble over one that goes
// meanwhile.
func (w *walk) windowID() string {
	w.tb.Helper()
	id := ""
	w.eventually("one window", func() (bool, string) {
		out, errs, exit := w.run("xdotool", "search", "--onlyvisible", "--name", "^Behalf")
		id = strings.TrimSpace(out)
		return exit == 0 && id != "" && !strings.Contains(id, "\n"), out + errs
	})
	return id
}

// place is where the content of a window is, and how large.
type place struct{ x, y, width, height int }

func (w *walk) place() (p place) {
	w.tb.Helper()
	info, errs, _ := w.run("xwininfo", "-id", w.windowID())
	for name, value := range map[string]*int{
		"Absolute upper-left X:": &p.x, "Absolute upper-left Y:": &p.y, "Width:": &p.width, "Height:": &p.height,
	} {
		_, after, _ := strings.Cut(info, name)
		if _, err := fmt.Sscan(after, value); err != nil {
			w.tb.Fatalf("%s %v: %s%s", name, err, info, errs)
		}
	}
	return p
}

func (w *walk) awaitPlace(what string, want place) {
	w.tb.Helper()
	w.eventually(what, func() (bool, string) {
		got := w.place()
		return got == want, fmt.Sprintf("%+v, want %+v", got, want)
	})
}

// closeWindow asks the window manager to close it, as a taskbar does.
func (w *walk) closeWindow() {
	w.tb.Helper()
	xgb.Logger.SetOutput(io.Discard) // a display without a password is no news
	conn, err := xgb.NewConnDisplay(w.get("DISPLAY"))
	if err != nil {
		w.tb.Fatal(err)
	}
	defer conn.Close()
	const name = "_NET_CLOSE_WINDOW"
	closes, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
	if err != nil {
		w.tb.Fatal(err)
	}
	id, err := strconv.ParseUint(w.windowID(), 10, 32)
	if err != nil {
		w.tb.Fatal(err)
	}
	const pager = 2 // who asks
	message := xproto.ClientMessageEvent{
		Format: 32, Window: xproto.Window(id), Type: closes.Atom,
		Data: xproto.ClientMessageDataUnionData32New([]uint32{0, pager, 0, 0, 0}),
	}
	root := xproto.Setup(conn).DefaultScreen(conn).Root
	const mask = xproto.EventMaskSubstructureRedirect | xproto.EventMaskSubstructureNotify
	if err := xproto.SendEventChecked(conn, false, root, mask, string(message.Bytes())).Check(); err != nil {
		w.tb.Fatal(err)
	}
}

func (w *walk) mustEnd() {
	w.tb.Helper()
	ended := w.awaitEnd()
	tries := 0
	w.eventually("the program ends", func() (bool, string) {
		if tries++; tries == 500 { // it says where it stands, if it is not about to end any more
			_ = w.window.Process.Signal(syscall.SIGQUIT)
		}
		return len(ended) > 0 && tries < 500, w.output.String()
	})
	if err := <-ended; err != nil {
		w.tb.Fatalf("it ended with %v\n%s", err, w.output.String())
	}
}

// awaitDrawn waits until the window shows what is in it, so that it has been put
// up: before, toolkit and window manager have their own mind of its place.
func (w *walk) awaitDrawn() {
	w.tb.Helper()
	w.eventually("it is drawn", func() (bool, string) {
		at := primary(w.look())
		return !at.Empty(), at.String()
	})
}

// moveTo moves and resizes the window until it stays so.
func (w *walk) moveTo(want place) {
	w.tb.Helper()
	w.awaitDrawn()
	stayed := 0
	w.eventually("it was moved", func() (bool, string) {
		got := w.place()
		if stayed++; got != want {
			stayed = 0
			id := w.windowID()
			w.tool("xdotool", "windowsize", id, strconv.Itoa(want.width), strconv.Itoa(want.height))
			w.tool("xdotool", "windowmove", id, strconv.Itoa(want.x), strconv.Itoa(want.y))
		}
		return stayed > 10, fmt.Sprintf("%+v, want %+v", got, want)
	})
}

func TestTheWindowComesBackWhereItWas(t *testing.T) {
	w := newHabits(t)
	w.openWindow()
	here := place{x: 331, y: 207, width: 500, height: 610}
	w.moveTo(here)
	for range 3 { // it must not creep by the height of its title
		w.closeWindow()
		w.mustEnd()
		w.openWindow()
		w.awaitDrawn()
		w.awaitPlace("it is back", here)
	}

	w.closeWindow()
	w.mustEnd()

	// The screen it was on may be gone by the next start.
	w.settings(func(s *app.Settings) { s.Window.X, s.Window.Y = displayWidth+300, displayHeight+200 })
	w.openWindow()
	w.eventually("it is put where the window manager likes, and not into the corner", func() (bool, string) {
		p := w.place()
		seen := p.x >= 0 && p.y >= 0 && p.x+p.width < displayWidth-50 && p.y+p.height < displayHeight-50
		return seen && p.width == here.width && p.height == here.height, fmt.Sprintf("%+v", p)
	})
}

// settings changes what is saved while no Behalf runs.
func (w *walk) settings(change func(*app.Settings)) {
	w.tb.Helper()
	ctx := w.tb.Context()
	db, err := storage.Open(ctx, filepath.Join(w.get("BEHALF_HOME"), "behalf.db"))
	if err != nil {
		w.tb.Fatal(err)
	}
	saved, err := db.LoadBrief(ctx)
	if err == nil {
		change(&saved.Settings)
		err = db.SaveSettings(ctx, saved.Settings)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		w.tb.Fatal(err)
	}
}
