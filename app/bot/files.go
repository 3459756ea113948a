package bot

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"behalf/app"
	"behalf/app/fault"
)

// Files are the folders of runs, after the run; they fill app.Files. Only what
// has a run's name counts: the folder above may hold other things, since a
// person can choose where it lies.
type Files struct {
	dir  string
	open func(address string) error
}

var _ app.Files = (*Files)(nil)

// NewFiles looks after the folders in dir, which is absolute. open opens a file
// address with the system's program for it.
func NewFiles(dir string, open func(address string) error) *Files {
	return &Files{dir: dir, open: open}
}

// Place is the folder that all of them are in.
func (f *Files) Place() string { return f.dir }

// Open opens a file or folder that an assistant made, unless it could be a
// program; see app.MayOpen.
func (f *Files) Open(_ context.Context, path string) error {
	if path == "" {
		if err := os.MkdirAll(f.dir, 0o700); err != nil {
			return fault.Wrap(fault.StorageFailed, err, "path", f.dir)
		}
		return f.launch(f.dir)
	}
	real, info, err := f.find(path)
	if err != nil {
		return err
	}
	if !harmless(real, info) {
		return fault.New(fault.FileMayRun, "name", filepath.Base(path))
	}
	return f.launch(real)
}

// harmless goes by what the thing is now, not by what it was when it was
// announced.
func harmless(path string, info fs.FileInfo) bool {
	ending := filepath.Ext(path) != ""
	if info.IsDir() {
		return !ending // where a folder can be a program, it has one
	}
	return ending && info.Mode().Perm()&0o111 == 0 && app.MayOpen(path)
}

// Show shows it in the system's file manager: selected, where that can be asked
// for, else its folder.
func (f *Files) Show(ctx context.Context, path string) error {
	if path == "" {
		return f.Open(ctx, "")
	}
	real, info, err := f.find(path)
	switch {
	case err != nil:
		return err
	case app.IsRunID(filepath.Base(real)) && info.IsDir():
		return f.launch(real)
	}
	return f.Reveal(ctx, real)
}

// Reveal shows a file of our own making where it lies.
func (f *Files) Reveal(ctx context.Context, path string) error {
	if showItem(ctx, path) == nil {
		return nil
	}
	return f.launch(filepath.Dir(path)) // there is no file manager that selects
}

// find finds, at this moment, what an artifact's path names.
func (f *Files) find(path string) (real string, info fs.FileInfo, err error) {
	name := filepath.Base(path)
	inner, err := filepath.Rel(f.dir, path)
	if err != nil {
		return "", nil, fault.Wrap(fault.FileElsewhere, err, "name", name)
	}
	run, _, _ := strings.Cut(inner, string(filepath.Separator))
	if !app.IsRunID(run) { // nor is .. one
		return "", nil, fault.New(fault.FileElsewhere, "name", name)
	}
	folder := filepath.Join(f.dir, run)
	if info, err = os.Lstat(folder); err == nil && !info.IsDir() {
		err = errElsewhere
	}
	if err == nil {
		inner, info, err = locate(folder, path)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", nil, fault.Wrap(fault.FileGone, err, "name", name)
	case err != nil:
		return "", nil, fault.Wrap(fault.FileElsewhere, err, "name", name)
	}
	return filepath.Join(folder, inner), info, nil
}

func (f *Files) launch(path string) error {
	if err := f.open(fileAddress(path)); err != nil {
		return fault.Wrap(fault.FileNotOpened, err, "name", filepath.Base(path), "path", path)
	}
	return nil
}

// fileAddress is a path as an address: /a b becomes file:///a%20b.
func fileAddress(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}
