package storage

import (
	"context"
	"errors"

	"github.com/mattn/go-sqlite3"

	"behalf/app/fault"
)

var (
	errNotAFile = errors.New("not a regular file")
	errForeign  = errors.New("a database of another program")
)

// explain turns what went wrong with the file at path into a fault.
func explain(err error, path string) error {
	var f *fault.Fault
	var lite sqlite3.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &f):
		return f
	case errors.Is(err, context.Canceled):
		return fault.From(err)
	case errors.Is(err, context.DeadlineExceeded):
		return fault.Wrap(fault.Busy, err)
	case isDiskFull(err):
		return fault.Wrap(fault.DiskFull, err)
	case isBusy(err):
		return fault.Wrap(fault.Busy, err)
	case !errors.As(err, &lite):
		return fault.Wrap(fault.StorageFailed, err, "path", path)
	case lite.Code == sqlite3.ErrFull, isDiskFull(lite.SystemErrno):
		return fault.Wrap(fault.DiskFull, err)
	case lite.Code == sqlite3.ErrConstraint:
		return fault.Wrap(fault.Unexpected, err) // our mistake, not the disk's
	default:
		return fault.Wrap(fault.StorageFailed, err, "path", path)
	}
}

// isBusy says whether another connection held the lock.
func isBusy(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) && (lite.Code == sqlite3.ErrBusy || lite.Code == sqlite3.ErrLocked)
}
