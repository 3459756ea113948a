package bot

import (
	"os"
	"syscall"
	"testing"
)

func childAttr(string) *syscall.SysProcAttr { return nil }

func ownGroup() int { return os.Getpid() }

func descriptors() []string { return nil }

func coreLimit() string { return "" }

func groupGone(pid int) bool {
	p, err := os.FindProcess(pid)
	if err == nil {
		_ = p.Release()
	}
	return err != nil
}

func inherit(*testing.T) {}

func kill(int) {}

func hostToBeKilled([]string) int { return 1 }

func umask(mask int) int { return mask }
