//go:build !windows && !darwin

package ui

import (
	"encoding/binary"
	"io"

	"fyne.io/fyne/v2/driver"
	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xinerama"
	"github.com/jezek/xgb/xproto"
)

// display is a connection of our own to the X server, for a few questions.
func display() (*xgb.Conn, error) {
	xgb.Logger.SetOutput(io.Discard) // without X there is no place, and nothing to say about it
	return xgb.NewConn()
}

// spotOf asks where the frame of a window is: that is what moves when a window
// is asked to move.
func spotOf(context any) (s spot, known bool) {
	native, x11 := context.(driver.X11WindowContext)
	if !x11 || native.WindowHandle == 0 {
		return spot{}, false
	}
	conn, err := display()
	if err != nil {
		return spot{}, false
	}
	defer conn.Close()
	win := xproto.Window(native.WindowHandle)
	at, err := xproto.TranslateCoordinates(conn, win, xproto.Setup(conn).DefaultScreen(conn).Root, 0, 0).Reply()
	if err != nil {
		return spot{}, false
	}
	left, top := frameOf(conn, win)
	return spot{int(at.DstX) - left, int(at.DstY) - top}, true
}

// frameOf is how much wider the window manager's frame is, at the left and at
// the top. A window may have none.
func frameOf(conn *xgb.Conn, win xproto.Window) (left, top int) {
	const name = "_NET_FRAME_EXTENTS" // left, right, top, bottom
	atom, err := xproto.InternAtom(conn, true, uint16(len(name)), name).Reply()
	if err != nil {
		return 0, 0
	}
	extents, err := xproto.GetProperty(conn, false, win, atom.Atom, xproto.AtomCardinal, 0, 4).Reply()
	if err != nil || len(extents.Value) < 16 {
		return 0, 0
	}
	return int(binary.NativeEndian.Uint32(extents.Value)), int(binary.NativeEndian.Uint32(extents.Value[8:]))
}

// visibleAt says whether a window with its corner there could be taken hold of:
// the part of its title that people drag it by is on a screen.
func visibleAt(s spot) bool {
	conn, err := display()
	if err != nil {
		return false
	}
	defer conn.Close()
	if xinerama.Init(conn) == nil {
		if screens, err := xinerama.QueryScreens(conn).Reply(); err == nil && len(screens.ScreenInfo) > 0 {
			for _, screen := range screens.ScreenInfo {
				if s.on(int(screen.XOrg), int(screen.YOrg), int(screen.Width), int(screen.Height)) {
					return true
				}
			}
			return false
		}
	}
	all := xproto.Setup(conn).DefaultScreen(conn)
	return s.on(0, 0, int(all.WidthInPixels), int(all.HeightInPixels))
}

// on says whether the handle of a window at the spot is on a screen.
func (s spot) on(x, y, width, height int) bool {
	const handle = 100 // pixels
	return s.x > x-handle && s.x+handle <= x+width && s.y >= y && s.y+handle <= y+height
}
