package bot

import (
	"io"
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

// watch is what waits for a reader of a file.
type watch struct {
	events *os.File
	over   sync.WaitGroup
}

// onceRead calls read when somebody who had opened the file to read it has
// closed it again. It is not called after the watch was closed.
func onceRead(path string, read func()) (io.Closer, error) {
	fd, err := unix.InotifyInit1(unix.IN_CLOEXEC | unix.IN_NONBLOCK)
	if err != nil {
		return nil, err
	}
	w := &watch{events: os.NewFile(uintptr(fd), "inotify")} //nolint:gosec // a descriptor is never negative here
	if _, err := unix.InotifyAddWatch(fd, path, unix.IN_CLOSE_NOWRITE); err != nil {
		_ = w.events.Close()
		return nil, err
	}
	w.over.Go(func() {
		event := make([]byte, unix.SizeofInotifyEvent+unix.NAME_MAX+1)
		if _, err := w.events.Read(event); err == nil { // else it was closed
			read()
		}
	})
	return w, nil
}

// Close ends the watch.
func (w *watch) Close() error {
	err := w.events.Close()
	w.over.Wait()
	return err
}
