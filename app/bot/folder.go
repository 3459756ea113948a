package bot

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"behalf/app/fault"
)

// makeFolder makes the private folder of a run. It must not exist yet: a
// folder, or a link, that somebody else put there is never used.
func makeFolder(runs, id string) (string, error) {
	folder := filepath.Join(runs, id)
	err := errors.New("a run's name must be one plain part of a path")
	if id != "" && id != "." && filepath.IsLocal(id) && filepath.Base(id) == id {
		if err = os.MkdirAll(runs, 0o700); err == nil {
			err = os.Mkdir(folder, 0o700)
		}
	}
	switch {
	case err == nil:
		return folder, nil
	case errors.Is(err, syscall.ENOSPC):
		return "", fault.Wrap(fault.DiskFull, err)
	default:
		return "", fault.Wrap(fault.StorageFailed, err, "path", runs)
	}
}

// errElsewhere is said of a path that leads out of a run's folder, or to
// something that is neither a file nor a folder.
var errElsewhere = errors.New("not a file or folder of the run")

// locate finds what a path names in a folder: where it lies there, and what it
// is now. The path may be absolute or relative to the folder; a link out of it
// does not count as inside.
func locate(folder, path string) (inner string, info fs.FileInfo, err error) {
	if !filepath.IsAbs(path) {
		path = filepath.Join(folder, path)
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", nil, err
	}
	if folder, err = filepath.EvalSymlinks(folder); err != nil {
		return "", nil, err
	}
	if inner, err = filepath.Rel(folder, real); err != nil || !filepath.IsLocal(inner) {
		return "", nil, errElsewhere
	}
	if info, err = os.Lstat(real); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = errElsewhere
	}
	return inner, info, err
}
