package auth

import (
	"syscall"

	"golang.org/x/sys/windows"
)

// exclusive keeps other programs off our port: Windows would let one take it
// over, and the code with it.
func exclusive(_, _ string, conn syscall.RawConn) error {
	const soExclusiveAddrUse = ^4 // ~SO_REUSEADDR, as Winsock defines it
	var err error
	failed := conn.Control(func(fd uintptr) {
		err = windows.SetsockoptInt(windows.Handle(fd), windows.SOL_SOCKET, soExclusiveAddrUse, 1)
	})
	if failed != nil {
		return failed
	}
	return err
}
