package instance

import (
	"net"

	"golang.org/x/sys/windows"
)

var allowFront = windows.NewLazySystemDLL("user32.dll").NewProc("AllowSetForegroundWindow")

// letForward allows the first instance to bring its window to the front. Windows
// grants that to the process that the person has just started, which is this one,
// and to whom it passes that on. A refusal costs a window that only blinks in the
// taskbar, and is not worth an error.
func letForward(conn net.Conn) bool {
	c, ok := conn.(interface{ Fd() uintptr })
	if !ok {
		return false
	}
	var pid uint32
	if windows.GetNamedPipeServerProcessId(windows.Handle(c.Fd()), &pid) != nil || allowFront.Find() != nil {
		return false
	}
	allowed, _, _ := allowFront.Call(uintptr(pid))
	return allowed != 0
}
