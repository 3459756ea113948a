package boot

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"behalf/app/instance"
)

// endLimit is longer than a polite end may take: that of a rehearsal in the
// window, then that of the runs, and then once more erasing what they brought.
const endLimit = 3*politeness + 10*time.Second

// endOther asks the Behalf that runs to end, and waits until it has: its runs are
// stopped, its lock is free. Where none has ever run, no folder is made to find
// that out; an uninstaller may be asking.
func (h *host) endOther(ctx context.Context) (ran bool, err error) {
	if _, err := os.Stat(h.folders.instance()); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, endLimit)
	defer cancel()
	done, _, err := h.handOver(ctx, instance.Request{Verb: "quit", Args: []string{"quit"}}, instance.Patience, nil)
	if err != nil || !done {
		return false, err
	}
	return true, instance.Ended(ctx, h.folders.instance())
}
