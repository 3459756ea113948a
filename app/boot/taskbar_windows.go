package boot

import (
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"
)

// joinTaskbar gives our windows the AppUserModelID that the installer gives the
// shortcut, so that the taskbar takes them for one program, however it was
// started. It comes before the first window.
func joinTaskbar() error {
	id, err := windows.UTF16PtrFromString(appID)
	if err != nil {
		return err
	}
	name := windows.NewLazySystemDLL("shell32.dll").NewProc("SetCurrentProcessExplicitAppUserModelID")
	if err := name.Find(); err != nil {
		return err
	}
	if result, _, _ := name.Call(uintptr(unsafe.Pointer(id))); result != 0 {
		return fmt.Errorf("SetCurrentProcessExplicitAppUserModelID: %#x", result)
	}
	return nil
}
