//go:build unix

package bot

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

func childAttr(how string) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setsid: how == "escaped"}
}

func ownGroup() int { return syscall.Getpgrp() }

// descriptors lists what is open, where the system can tell.
func descriptors() []string {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return nil
	}
	var open []string
	for _, e := range entries {
		if to, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil {
			open = append(open, e.Name()+" "+to)
		}
	}
	return open
}

func coreLimit() string {
	limits, err := os.ReadFile("/proc/self/limits")
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(limits)) {
		if after, ok := strings.CutPrefix(line, "Max core file size"); ok {
			return strings.Join(strings.Fields(after), " ")
		}
	}
	return ""
}

// groupGone says whether nobody in the process group is alive. The dead may
// still wait for init to take note of them.
func groupGone(group int) bool {
	if syscall.Kill(-group, 0) == syscall.ESRCH {
		return true
	}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(stats) == 0 {
		return false
	}
	for _, path := range stats {
		stat, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		// pid (name) state parent group …; the name may hold anything
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		if fields[2] == strconv.Itoa(group) && fields[0] != "Z" && fields[0] != "X" {
			return false
		}
	}
	return true
}

// inherit gives this process a descriptor as if it had been started with it.
func inherit(t *testing.T) {
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	fd, err := syscall.Dup(int(f.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = f.Close(), syscall.Close(fd) })
}

func kill(pid int) { _ = syscall.Kill(pid, syscall.SIGKILL) }

func umask(mask int) int { return syscall.Umask(mask) }
