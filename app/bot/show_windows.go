package bot

import (
	"context"
	"os/exec"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/windows"
)

// showItem has the Explorer select a file in its folder. The Explorer reads its
// command line in its own way, and its exit code says nothing.
func showItem(_ context.Context, path string) error {
	system, err := windows.GetSystemWindowsDirectory()
	if err != nil {
		return err
	}
	cmd := exec.Command(filepath.Join(system, "explorer.exe")) //nolint:noctx // the window it opens outlives the wish
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `explorer.exe /select,"` + path + `"`}
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}
