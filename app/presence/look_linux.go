package presence

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"behalf/app"
)

// client is the name of the Zoom client's process. Its helpers have other
// ones: ZoomLauncher, aomhost, zoomwebviewhost, …
const client = "zoom"

func look(ctx context.Context) app.Presence { return inCall(ctx, running(client)) }

// running lists the person's own processes of exactly that name whose sockets
// may be looked at.
func running(name string) []int32 {
	processes, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	var pids []int32
	for _, p := range processes {
		pid, err := strconv.ParseInt(p.Name(), 10, 32)
		if err != nil {
			continue // not a process
		}
		dir := filepath.Join("/proc", p.Name())
		comm, err := os.ReadFile(filepath.Join(dir, "comm"))
		if err == nil && strings.TrimSuffix(string(comm), "\n") == name && open(dir) {
			pids = append(pids, int32(pid))
		}
	}
	return pids
}

// open says whether a process is the person's own and shows its sockets; one
// that does not would look as if it had none.
func open(dir string) bool {
	info, err := os.Stat(dir)
	if err != nil {
		return false
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(owner.Uid) != os.Getuid() {
		return false
	}
	sockets, err := os.Open(filepath.Join(dir, "fd"))
	if err != nil {
		return false
	}
	_ = sockets.Close() // only opened to see that it can be
	return true
}
