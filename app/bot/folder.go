package bot

import (
	"errors"
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

// inside says whether a path that a bot named lies in its folder. The path may
// be absolute or relative to the folder; links out of it do not count as inside.
func inside(folder, path string) bool {
	if !filepath.IsAbs(path) {
		path = filepath.Join(folder, path)
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return false
	}
	folder, err = filepath.EvalSymlinks(folder)
	if err != nil {
		return false
	}
	relative, err := filepath.Rel(folder, real)
	return err == nil && relative != "." && filepath.IsLocal(relative)
}
