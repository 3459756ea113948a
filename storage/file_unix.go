//go:build unix

package storage

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// tooWide says whether others may use a folder or file of ours. A sticky
// folder, like /tmp, is shared on purpose.
func tooWide(info fs.FileInfo) bool {
	owner, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(owner.Uid) == os.Geteuid() &&
		info.Mode().Perm()&0o077 != 0 && info.Mode()&fs.ModeSticky == 0
}

func isDiskFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
