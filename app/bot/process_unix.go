//go:build unix

package bot

import (
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// group is the process group that a bot leads.
type group struct {
	mu   sync.Mutex
	id   int
	gone bool // the number may belong to somebody else by now
}

// own puts a program that is about to start into a group of its own, and keeps
// from it what we were started with.
func own(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	closeInherited()
}

// closeInherited keeps descriptors that we have inherited from going on to our
// children. Those that we open ourselves are closed by the Go library.
func closeInherited() {
	entries, err := os.ReadDir("/dev/fd")
	if err != nil {
		return // a system that does not list them
	}
	for _, entry := range entries {
		if fd, err := strconv.Atoi(entry.Name()); err == nil && fd > 2 {
			syscall.CloseOnExec(fd)
		}
	}
}

// claim takes hold of the group of a program that has just started.
func claim(cmd *exec.Cmd) (*group, error) {
	forbidCore(cmd.Process.Pid)
	return &group{id: cmd.Process.Pid}, nil
}

func (g *group) terminate() { g.signal(syscall.SIGTERM) }

func (g *group) kill() { g.signal(syscall.SIGKILL) }

// close kills what is left of the group when its leader has ended, and gives
// the system a moment to bury it. Nothing announces the end of a group.
func (g *group) close() {
	g.kill()
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for range 20 {
		if syscall.Kill(-g.id, 0) != nil {
			break
		}
		<-ticker.C
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.gone = true
}

func (g *group) signal(s syscall.Signal) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.gone {
		_ = syscall.Kill(-g.id, s) // it fails only if nobody is left
	}
}
