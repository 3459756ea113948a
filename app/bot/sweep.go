package bot

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// Left lists the runs' folders. One that can't be read is full and has just
// changed, as far as anybody knows.
func (f *Files) Left(ctx context.Context) ([]app.Left, error) {
	root, err := f.root()
	if root == nil || err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // nothing was written
	runs, err := f.runs(root)
	var all []app.Left
	for _, run := range runs {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		l, _, err := look(root, run)
		if err != nil {
			l.Empty, l.Changed = false, time.Now()
		}
		all = append(all, l)
	}
	return all, err
}

// runs lists the folders by name; a link is none.
func (f *Files) runs(root *os.Root) (names []string, err error) {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil, fault.Wrap(fault.StorageFailed, err, "path", f.dir)
	}
	for _, e := range entries {
		if e.IsDir() && app.IsRunID(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// root is the folder of all runs, beyond which nothing can reach; nil if there
// is none yet.
func (f *Files) root() (*os.Root, error) {
	info, err := os.Lstat(f.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && !info.IsDir() { // a link: what lies behind it is not ours to delete
		err = errors.New("not a folder")
	}
	var root *os.Root
	if err == nil {
		root, err = os.OpenRoot(f.dir)
	}
	if err != nil {
		return nil, fault.Wrap(fault.StorageFailed, err, "path", f.dir)
	}
	return root, nil
}

// look finds out what a run has left, and in which folders, outer ones first.
// The age is that of the files: a removal that stopped half way makes a folder
// young again, but not what is left in it.
func look(root *os.Root, run string) (l app.Left, folders []string, err error) {
	l = app.Left{RunID: run, Empty: true}
	err = fs.WalkDir(root.FS(), run, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			folders = append(folders, path)
			return nil
		}
		l.Empty = false
		info, err := d.Info()
		if err == nil && info.ModTime().After(l.Changed) {
			l.Changed = info.ModTime()
		}
		return err
	})
	return l, folders, err
}

// Remove removes a run's folder with all that is in it. An empty one goes folder
// by folder, which fails as soon as there is something in it after all.
func (f *Files) Remove(_ context.Context, l app.Left) error {
	root, err := f.root()
	if root == nil || err != nil {
		return err
	}
	switch {
	case !app.IsRunID(l.RunID):
		err = fmt.Errorf("%q is no run's name", l.RunID)
	case l.Empty:
		err = prune(root, l.RunID)
	default:
		err = root.RemoveAll(l.RunID)
	}
	if err = errors.Join(err, root.Close()); err != nil {
		return fault.Wrap(fault.FileNotDeleted, err, "path", f.dir)
	}
	return nil
}

func prune(root *os.Root, run string) error {
	_, folders, err := look(root, run)
	for _, folder := range slices.Backward(folders) {
		if err == nil {
			err = root.Remove(folder)
		}
	}
	return err
}

// RemovePrivate takes away the private files of runs that were cut off together
// with the machine. Nobody else may have runs under way.
func (f *Files) RemovePrivate() error {
	return f.removeOfEach(func(run string) string { return path.Join(run, privateFolder) })
}

// Erase removes what all runs have left, and their folder, unless there is
// something in it that is not a run's.
func (f *Files) Erase() error {
	if err := f.removeOfEach(func(run string) string { return run }); err != nil {
		return err
	}
	_ = os.Remove(f.dir) // it stays with what is not ours in it
	return nil
}

// removeOfEach removes something of every run.
func (f *Files) removeOfEach(what func(run string) string) error {
	root, err := f.root()
	if root == nil || err != nil {
		return err
	}
	runs, err := f.runs(root)
	failed := []error{err}
	for _, run := range runs {
		failed = append(failed, root.RemoveAll(what(run)))
	}
	if err := errors.Join(append(failed, root.Close())...); err != nil {
		return fault.Wrap(fault.FileNotDeleted, err, "path", f.dir)
	}
	return nil
}
