package ui

import (
	"unsafe"

	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"
)

// point is Windows' POINT.
type point struct{ x, y int32 }

// rectangle is Windows' RECT.
type rectangle struct{ left, top, right, bottom int32 }

// spotOf asks where a window's content is: that is what Fyne puts, together
// with the frame around it.
func spotOf(context any) (s spot, known bool) {
	native, is := context.(driver.WindowsWindowContext)
	if !is || native.HWND == 0 {
		return spot{}, false
	}
	user32 := windows.NewLazySystemDLL("user32.dll")
	if iconic, _, _ := user32.NewProc("IsIconic").Call(native.HWND); iconic != 0 {
		return spot{}, false // it is nowhere, says Windows
	}
	var at point
	done, _, _ := user32.NewProc("ClientToScreen").Call(native.HWND, uintptr(unsafe.Pointer(&at)))
	return spot{int(at.x), int(at.y)}, done != 0
}

// visibleAt says whether a window with its content there could be taken hold
// of: the part of its title that people drag it by is on a screen.
func visibleAt(s spot) bool {
	const height, width, none = 20, 100, 0
	title := rectangle{int32(s.x), int32(s.y - height), int32(s.x + width), int32(s.y)}
	user32 := windows.NewLazySystemDLL("user32.dll")
	monitor, _, _ := user32.NewProc("MonitorFromRect").Call(uintptr(unsafe.Pointer(&title)), none)
	return monitor != 0
}
