//go:build unix

package bot

import (
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"time"

	"behalf/app"
)

// guardScript looks after a bot that we might leave behind. It belongs to the
// bot's process group and reads from a pipe that only we hold: when we are gone,
// however that came about, it takes away the private file and ends the group in
// the steps that control takes, for a bot that heeds the end of its input needs
// none of them. Until then it ignores what the group is told, but not the kill.
//
// The system's own way, Linux's signal at the death of the parent, is no match:
// it is bound to a thread, knows the first process alone, and is not asked twice.
const guardScript = `trap '' HUP INT TERM
read -r _
rm -rf ` + privateFolder + `
[ -z "$1" ] || kill -s "$1" 0
sleep "$2"
kill -s TERM 0
sleep "$3"
kill -s KILL 0`

// group is the process group that a bot leads. Its number can't be given to
// another as long as the bot or the guard, which belongs to it, is not buried.
type group struct {
	id    int // zero: the bot has not started
	guard *exec.Cmd
	alive io.Closer // our end of the pipe; nil: there is none yet

	mu   sync.Mutex
	gone bool
}

// newGroup makes ready for a program in a group of its own, looked after by a
// guard.
func newGroup(l launch, folder string) (*group, error) {
	signal := ""
	switch l.stop() {
	case app.StopByInterrupt:
		signal = "INT"
	case app.StopByTerminate:
		signal = "TERM"
	}
	guard := exec.Command("/bin/sh", "-c", guardScript, "behalf-guard", signal, //nolint:gosec,noctx // a script of ours, which ends with the group
		strconv.Itoa(seconds(l.limits.Leave)), strconv.Itoa(seconds(l.limits.Term)))
	guard.Dir, guard.Env = folder, []string{"PATH=/usr/bin:/bin"}
	return &group{guard: guard}, nil
}

// own makes a program that is about to start the leader of the group.
func (g *group) own(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	closeInherited()
}

// claim takes hold of a program that has just started: while it loads, the
// guard starts too. It comes after the program, because nobody should have to
// wait for it, and before the first token of a bot that speaks the protocol; if
// we die in between, only the end of its input tells the program.
// A program that has ended by now still has its group: it is not buried yet.
func (g *group) claim(cmd *exec.Cmd) error {
	g.id = cmd.Process.Pid
	forbidCore(g.id)
	alive, err := g.guard.StdinPipe()
	if err != nil {
		return err
	}
	g.alive = alive
	g.guard.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pgid: g.id}
	return g.guard.Start()
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

func (g *group) interrupt() { g.signal(syscall.SIGINT) }

func (g *group) terminate() { g.signal(syscall.SIGTERM) }

func (g *group) kill() { g.signal(syscall.SIGKILL) }

// close kills what is left of the group, buries the guard, and gives the system
// a moment to bury the others. Nothing announces the end of a group.
func (g *group) close() {
	g.kill()
	g.mu.Lock()
	g.gone = true // from here on the number may belong to somebody else
	g.mu.Unlock()
	if g.alive != nil {
		_ = g.alive.Close()
	}
	if g.guard.Process == nil {
		return
	}
	_ = g.guard.Wait() // it was killed, which is what it says
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for range 20 {
		if syscall.Kill(-g.id, 0) != nil {
			return
		}
		<-ticker.C
	}
}

func (g *group) signal(s syscall.Signal) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.id != 0 && !g.gone {
		_ = syscall.Kill(-g.id, s) // it fails only if nobody is left
	}
}
