package boot

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"behalf/app/cli"
	"behalf/app/fault"
	"behalf/ui"
)

// exports writes the history into files for the window, the same as the verb
// prints. They are the person's: Behalf never deletes one.
type exports struct {
	program *program
	dir     string
	now     func() time.Time

	life context.Context // ends when the window has
	end  context.CancelFunc
	work sync.WaitGroup
}

func newExports(ctx context.Context, p *program, dir string) *exports {
	e := &exports{program: p, dir: dir, now: time.Now}
	e.life, e.end = context.WithCancel(ctx)
	return e
}

// close ends what is under way and waits until nothing is left of it.
func (e *exports) close() {
	e.end()
	e.work.Wait()
}

// Write writes all of the history. The file gets its name when it is whole.
func (e *exports) Write(ctx context.Context, f ui.ExportFormat) (path string, err error) {
	e.work.Add(1)
	defer e.work.Done()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(e.life, cancel)()
	if err := os.MkdirAll(e.dir, 0o700); err != nil {
		return "", e.explain(err)
	}
	part, err := os.CreateTemp(e.dir, ".behalf-history-*.part")
	if err != nil {
		return "", e.explain(err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(part.Name()) // what went wrong before says more
		}
	}()
	if err := errors.Join(e.fill(ctx, part, f), part.Close(), e.life.Err()); err != nil {
		return "", e.explain(err)
	}
	if path, err = freeName(filepath.Join(e.dir, "behalf-history-"+e.now().Format(time.DateOnly)), string(f)); err != nil {
		return "", e.explain(err)
	}
	if err = os.Rename(part.Name(), path); err != nil {
		_ = os.Remove(path) // the place that was kept for it
		return "", e.explain(err)
	}
	return path, nil
}

// fill writes the runs. Spreadsheets take a table for one in the system's old
// character set unless a mark at its beginning says that it is UTF-8.
func (e *exports) fill(ctx context.Context, to io.Writer, f ui.ExportFormat) error {
	w, runs := bufio.NewWriter(to), e.program.History(ctx, 0)
	write := cli.WriteJSON
	if f == ui.ExportCSV {
		write = cli.WriteCSV
		if _, err := w.WriteString("\ufeff"); err != nil {
			return err
		}
	}
	if err := write(w, runs); err != nil {
		return err
	}
	return w.Flush()
}

// freeName takes a name that no file has yet: a (2), a (3) …
func freeName(stem, ending string) (string, error) {
	for n := 1; ; n++ {
		name := stem + "." + ending
		if n > 1 {
			name = fmt.Sprintf("%s (%d).%s", stem, n, ending)
		}
		taken, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err == nil {
			return name, taken.Close()
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", err
		}
	}
}

func (e *exports) explain(err error) error {
	var f *fault.Fault
	switch {
	case errors.As(err, &f), errors.Is(err, context.Canceled):
		return fault.From(err)
	case errors.Is(err, syscall.ENOSPC):
		return fault.Wrap(fault.DiskFull, err)
	}
	return fault.Wrap(fault.ExportFailed, err, "path", e.dir)
}

// Show shows such a file where it lies.
func (e *exports) Show(ctx context.Context, path string) error {
	return e.program.files.Reveal(ctx, path)
}
