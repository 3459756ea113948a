package storage

import (
	"errors"
	"io/fs"
	"syscall"
)

// tooWide is never true: modes mean nothing here, and the folders of a profile
// pass their owner-only access list on to what is made in them.
func tooWide(fs.FileInfo) bool { return false }

func isDiskFull(err error) bool {
	const handleDiskFull, diskFull = syscall.Errno(39), syscall.Errno(112)
	return errors.Is(err, handleDiskFull) || errors.Is(err, diskFull)
}
