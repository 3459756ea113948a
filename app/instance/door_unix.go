//go:build unix

package instance

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"
)

// doorOf is the path of the socket. Systems take only about a hundred bytes
// for one, so a long folder name has its socket in a folder of its own. That is
// always under /tmp: $XDG_RUNTIME_DIR and $TMPDIR are not the same in each
// session of a user, but all of them must meet.
func doorOf(dir string) string {
	const most, name = 100, "instance.sock"
	if path := filepath.Join(dir, name); len(path) <= most {
		return path
	}
	hash := sha256.Sum256([]byte(dir))
	return filepath.Join("/tmp", fmt.Sprintf("behalf-%d-%x", os.Geteuid(), hash[:8]), name)
}

// makePrivate takes a folder's rights away from others. It must be ours and
// not shared on purpose, like /tmp; a link is not followed.
func makePrivate(folder string) error {
	info, err := os.Lstat(folder)
	if err != nil {
		return err
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok || !info.IsDir() || int(owner.Uid) != os.Geteuid() || info.Mode()&fs.ModeSticky != 0 {
		return &fs.PathError{Op: "use", Path: folder, Err: errNotOurs}
	}
	if info.Mode().Perm()&0o077 != 0 {
		return os.Chmod(folder, 0o700)
	}
	return nil
}

// erase removes the folder while the lock in it is held, which unlock gives up.
// At once it is no longer where others look: whoever waits makes a new one.
func erase(dir string, unlock func() error) error {
	gone := dir + ".erased"
	err := os.RemoveAll(gone)
	if err == nil {
		err = os.Rename(dir, gone)
	}
	if errors.Is(err, fs.ErrNotExist) { // somebody was faster
		err = nil
	}
	return errors.Join(err, os.RemoveAll(gone), unlock())
}

// isPassing says whether a file failed as it does while its folder is erased.
func isPassing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// socket is the door, and remembers which file it is.
type socket struct {
	*net.UnixListener
	path string
	info fs.FileInfo
}

// listen is called by the holder of the lock: what lies at the path was left by
// a dead process, or by somebody who could write here before the folder was
// private. It is taken away unseen, a link as a link.
func listen(path string) (door, error) {
	folder := filepath.Dir(path)
	if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	if err := makePrivate(folder); err != nil {
		return nil, err
	}
	if err := syscall.Unlink(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, &fs.PathError{Op: "unlink", Path: path, Err: err}
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, err
	}
	l.SetUnlinkOnClose(false) // see remove
	s := &socket{UnixListener: l, path: path}
	if err = os.Chmod(path, 0o600); err == nil {
		s.info, err = os.Lstat(path)
	}
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return s, nil
}

// remove takes the socket away, unless the folder was erased meanwhile and
// another instance has made a new one.
func (s *socket) remove() {
	if info, err := os.Lstat(s.path); err != nil || !os.SameFile(info, s.info) {
		return
	}
	_ = os.Remove(s.path) // the next one copes with what is left
	if folder := filepath.Dir(s.path); filepath.Dir(folder) == "/tmp" {
		_ = os.Remove(folder) // only if it is empty
	}
}

func dial(ctx context.Context, path string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "unix", path)
}

// isOurs asks the system whether the other side belongs to our user.
func isOurs(conn net.Conn) bool {
	c, ok := conn.(*net.UnixConn)
	if !ok {
		return false
	}
	raw, err := c.SyscallConn()
	if err != nil {
		return false
	}
	ours := false
	err = raw.Control(func(fd uintptr) {
		uid, err := userOf(int(fd))
		ours = err == nil && int(uid) == os.Geteuid()
	})
	return err == nil && ours
}

// isEnd says whether a read failed because the other side is no longer there.
func isEnd(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}
