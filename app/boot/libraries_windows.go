package boot

import "golang.org/x/sys/windows"

// Libraries are looked for in the program's folder and the system's from here on,
// never in the folder that the program was started in, such as Downloads, nor
// along PATH. Where Windows does not know how, it goes on as it does by itself.
func init() {
	_ = windows.SetDefaultDllDirectories(windows.LOAD_LIBRARY_SEARCH_DEFAULT_DIRS)
}
