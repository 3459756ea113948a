package bot

import (
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"

	"behalf/app/fault"
)

// privateFolder is the place in a run's folder for what must not stay: the
// private file and, beside it, the program that looks for it there. The guard
// and Files.RemovePrivate know it by this name.
const privateFolder = "private"

// private is the private file of one start of a program.
//
// It is a regular file. A named pipe would never lie on the disk, but programs
// look at a file's size, seek in it, or open it twice, and hang on a pipe. So it
// is taken away as soon as it has been read: on Linux the system says so
// (watch_linux.go); everywhere the first line with a meaning tells; at the latest
// the end of the program. If we die meanwhile the guard takes it away, and
// after a failure of power the next start (Files.RemovePrivate).
type private struct {
	folder string
	path   string
	watch  io.Closer // nil: nobody tells when it has been read
	log    *slog.Logger
}

// newPrivate makes the file. It must not exist yet, so it is ours alone.
func newPrivate(run, name, content string, log *slog.Logger) (*private, error) {
	p := &private{folder: filepath.Join(run, privateFolder), log: log}
	p.path = filepath.Join(p.folder, name)
	err := os.Mkdir(p.folder, 0o700)
	if err == nil {
		err = writeNew(p.path, content)
	}
	if err != nil {
		p.remove()
		if errors.Is(err, syscall.ENOSPC) {
			return nil, fault.Wrap(fault.DiskFull, err)
		}
		return nil, fault.Wrap(fault.StorageFailed, err, "path", run)
	}
	p.watch, err = onceRead(p.path, p.drop)
	if err != nil {
		log.Info("nobody tells when the private file has been read", "err", err)
	}
	return p, nil
}

func writeNew(path, content string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteString(content)
	return errors.Join(err, file.Close())
}

// drop takes the file away, but not what the program may still need.
func (p *private) drop() {
	if p == nil {
		return
	}
	if err := os.Remove(p.path); err != nil && !errors.Is(err, os.ErrNotExist) {
		p.log.Warn("the private file can't be removed yet", "err", err)
	}
}

// remove leaves nothing behind. It comes after the program's end.
func (p *private) remove() {
	if p == nil {
		return
	}
	if p.watch != nil {
		_ = p.watch.Close() // nothing was written to it
	}
	if err := os.RemoveAll(p.folder); err != nil {
		p.log.Error("the private file can't be removed", "err", err)
	}
}

// seat puts a copy of the program beside the file, for one that looks for it in
// its own folder, and links to everything that lies beside the real one. So the
// file lies in the run's folder all the same, and runs don't share it.
func (p *private) seat(program string) (copied string, err error) {
	program, err = filepath.EvalSymlinks(program)
	if err != nil {
		return "", err
	}
	home := filepath.Dir(program)
	entries, err := os.ReadDir(home)
	if err != nil {
		return "", err
	}
	for _, entry := range entries {
		name := entry.Name()
		if name == filepath.Base(program) || name == filepath.Base(p.path) {
			continue
		}
		if err := os.Symlink(filepath.Join(home, name), filepath.Join(p.folder, name)); err != nil {
			return "", err
		}
	}
	copied = filepath.Join(p.folder, filepath.Base(program))
	return copied, copyProgram(program, copied)
}

// copyProgram copies a program that is about to be started. A child that another
// run starts meanwhile would hold the copy open for writing until it is itself
// under way, and the system starts no program that somebody writes to.
func copyProgram(from, to string) error {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }() // only read
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o700)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
