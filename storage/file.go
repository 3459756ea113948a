package storage

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	folderMode fs.FileMode = 0o700
	fileMode   fs.FileMode = 0o600
)

// prepare makes the folder and an empty file for their owner only, whatever
// the umask, and narrows them if they are wider. SQLite gives the files it puts
// beside the database the same mode.
func prepare(path string) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, folderMode); err != nil {
		return err
	}
	info, err := os.Stat(folder)
	if err != nil {
		return err
	}
	if tooWide(info) {
		if err := os.Chmod(folder, folderMode); err != nil {
			return err
		}
	}
	info, err = os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return makeFile(path)
	case err != nil:
		return err
	case !info.Mode().IsRegular(): // a link may lead to anywhere
		return &fs.PathError{Op: "open", Path: path, Err: errNotAFile}
	case tooWide(info):
		return narrow(path)
	}
	return nil
}

func makeFile(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if errors.Is(err, fs.ErrExist) {
		return nil // another Behalf was faster
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// narrow does not open the files: closing one would drop the locks that
// another connection of this process holds on it.
func narrow(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		err := os.Chmod(path+suffix, fileMode)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
