package bot

import (
	"context"
	"os/exec"
)

// showItem has the Finder select a file in its folder.
func showItem(ctx context.Context, path string) error {
	return exec.CommandContext(ctx, "/usr/bin/open", "-R", path).Run()
}
