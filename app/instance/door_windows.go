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
	"strings"

	"github.com/Microsoft/go-winio"
	"golang.org/x/sys/windows"
)

// doorOf is the name of the pipe: one for each user and folder.
func doorOf(dir string) string {
	hash := sha256.Sum256([]byte(strings.ToLower(dir)))
	return fmt.Sprintf(`\\.\pipe\behalf-%s-%x`, user(), hash[:8])
}

// user is our security identifier, or empty; then listen fails.
func user() string {
	u, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return ""
	}
	return u.User.Sid.String()
}

// makePrivate has nothing to do: the folders of a profile pass their
// owner-only access list on.
func makePrivate(string) error { return nil }

// erase removes the folder. A file that is open can't be removed: first the lock
// is given up, and if somebody has taken it meanwhile, it stays.
func erase(dir string, unlock func() error) error {
	if err := unlock(); err != nil {
		return err
	}
	err := os.RemoveAll(dir)
	for _, taken := range []error{windows.ERROR_SHARING_VIOLATION, windows.ERROR_LOCK_VIOLATION, windows.ERROR_DIR_NOT_EMPTY} {
		if errors.Is(err, taken) {
			return nil
		}
	}
	return err
}

// isPassing says whether a file failed as it does while its folder is erased:
// what is being removed is refused to everybody.
func isPassing(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}

type pipe struct{ net.Listener }

// listen makes a pipe that only our user may open. A name that is taken is not
// shared with whoever has it: a pipe ends with its process, so that is no remains
// of ours.
func listen(name string) (door, error) {
	if somebodyAt(name) { // said again by what follows, but not under wine
		return nil, errTaken
	}
	sid := user()
	l, err := winio.ListenPipe(name, &winio.PipeConfig{
		SecurityDescriptor: "O:" + sid + "D:P(A;;GA;;;" + sid + ")",
		InputBufferSize:    chunk,
		OutputBufferSize:   chunk,
	})
	switch {
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return nil, errTaken
	case err != nil:
		return nil, err
	}
	// A pipe begins with an end that only reserves its name. Windows lets nobody
	// come to it; wine does, and whoever came first would wait there in vain.
	somebodyAt(name)
	return pipe{l}, nil
}

// somebodyAt says whether there is a pipe of that name. It comes and goes at once,
// and as nobody: whoever has made the pipe must not act as our user meanwhile.
func somebodyAt(name string) bool {
	path, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return false
	}
	const anonymous = windows.SECURITY_SQOS_PRESENT | windows.SECURITY_ANONYMOUS
	end, err := windows.CreateFile(path, windows.GENERIC_READ, 0, nil, windows.OPEN_EXISTING, anonymous, 0)
	if err != nil {
		return errors.Is(err, windows.ERROR_PIPE_BUSY) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
	}
	_ = windows.CloseHandle(end)
	return true
}

func (pipe) remove() {}

func dial(ctx context.Context, name string) (net.Conn, error) {
	return winio.DialPipeContext(ctx, name)
}

// isOurs says whether the pipe was made by our user, and whether the process on
// the other side is our user's. A process that runs with more rights than ours
// does not tell whose it is; then its having come through the pipe's access list
// has to do.
func isOurs(conn net.Conn) bool {
	c, ok := conn.(interface{ Fd() uintptr })
	if !ok {
		return false
	}
	handle := windows.Handle(c.Fd())
	sd, err := windows.GetSecurityInfo(handle, windows.SE_KERNEL_OBJECT, windows.OWNER_SECURITY_INFORMATION)
	if err != nil {
		return false
	}
	owner, _, err := sd.Owner()
	if err != nil || owner.String() != user() {
		return false
	}
	other, err := userBehind(handle)
	return errors.Is(err, windows.ERROR_ACCESS_DENIED) || err == nil && other == user()
}

// userBehind is whose process has the other end of a pipe.
func userBehind(pipe windows.Handle) (string, error) {
	var flags, pid uint32
	if err := windows.GetNamedPipeInfo(pipe, &flags, nil, nil, nil); err != nil {
		return "", err
	}
	ask := windows.GetNamedPipeServerProcessId
	if flags&windows.PIPE_SERVER_END != 0 {
		ask = windows.GetNamedPipeClientProcessId
	}
	if err := ask(pipe, &pid); err != nil {
		return "", err
	}
	process, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, pid)
	if err != nil {
		return "", err
	}
	defer func() { _ = windows.CloseHandle(process) }() // only asked
	var token windows.Token
	if err := windows.OpenProcessToken(process, windows.TOKEN_QUERY, &token); err != nil {
		return "", err
	}
	defer func() { _ = token.Close() }()
	owner, err := token.GetTokenUser()
	if err != nil {
		return "", err
	}
	return owner.User.Sid.String(), nil
}

// isEnd says whether a read failed because the other side is no longer there.
func isEnd(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_PIPE_NOT_CONNECTED)
}
