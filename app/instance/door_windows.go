package instance

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net"
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

type pipe struct{ net.Listener }

// listen makes a pipe that only our user may open. It fails if the name is
// taken: a pipe ends with its process, so that is no remains of ours.
func listen(name string) (door, error) {
	sid := user()
	l, err := winio.ListenPipe(name, &winio.PipeConfig{
		SecurityDescriptor: "O:" + sid + "D:P(A;;GA;;;" + sid + ")",
		InputBufferSize:    chunk,
		OutputBufferSize:   chunk,
	})
	if err != nil {
		return nil, err
	}
	return pipe{l}, nil
}

func (pipe) remove() {}

func dial(ctx context.Context, name string) (net.Conn, error) {
	return winio.DialPipeContext(ctx, name)
}

// isOurs says whether the pipe was made by our user; who may open it is said
// by its access list.
func isOurs(conn net.Conn) bool {
	c, ok := conn.(interface{ Fd() uintptr })
	if !ok {
		return false
	}
	sd, err := windows.GetSecurityInfo(windows.Handle(c.Fd()), windows.SE_KERNEL_OBJECT, windows.OWNER_SECURITY_INFORMATION)
	if err != nil {
		return false
	}
	owner, _, err := sd.Owner()
	return err == nil && owner.String() == user()
}

// isEnd says whether a read failed because the other side is no longer there.
func isEnd(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, windows.ERROR_BROKEN_PIPE) || errors.Is(err, windows.ERROR_PIPE_NOT_CONNECTED)
}
