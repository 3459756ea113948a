//go:build !windows && !darwin

package ui

import (
	"io"
	"slices"

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

// spotOf asks where a window's content is. The toolkit's windows have what X
// calls static gravity: their content goes where they are put.
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
	return spot{int(at.DstX), int(at.DstY)}, true
}

// visibleAt says whether a window with its content there could be taken hold
// of: a part near the title, which people drag it by, is on a screen.
func visibleAt(s spot) bool {
	conn, err := display()
	if err != nil {
		return false
	}
	defer conn.Close()
	if xinerama.Init(conn) == nil {
		if screens, err := xinerama.QueryScreens(conn).Reply(); err == nil && len(screens.ScreenInfo) > 0 {
			return slices.ContainsFunc(screens.ScreenInfo, func(screen xinerama.ScreenInfo) bool {
				return s.on(int(screen.XOrg), int(screen.YOrg), int(screen.Width), int(screen.Height))
			})
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
