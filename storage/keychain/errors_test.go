package keychain

import (
	"errors"
	"fmt"
	"net"
	"syscall"
	"testing"

	"github.com/godbus/dbus/v5"
	"github.com/zalando/go-keyring"

	"behalf/app/fault"
)

type exitStatus int

func (e exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(e)) }
func (e exitStatus) ExitCode() int { return int(e) }

func TestErrorsAreToldApart(t *testing.T) {
	for _, c := range []struct {
		goos string
		err  error
		want fault.Kind
	}{
		{"linux", errNoBus, fault.KeychainAbsent},
		{"linux", &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}, fault.KeychainAbsent},
		{"linux", dbus.Error{Name: "org.freedesktop.DBus.Error.ServiceUnknown"}, fault.KeychainAbsent},
		{"linux", dbus.Error{Name: "org.freedesktop.DBus.Error.Spawn.ChildExited"}, fault.KeychainAbsent},
		{"linux", dbus.Error{Name: "org.freedesktop.DBus.Error.NoReply"}, fault.KeychainSlow},
		{"linux", dbus.Error{Name: "org.freedesktop.Secret.Error.IsLocked"}, fault.KeychainLocked},
		{"linux", dbus.Error{Name: "org.freedesktop.DBus.Error.AccessDenied"}, fault.KeychainFailed},
		{"linux", writing(dbus.Error{Name: "org.freedesktop.DBus.Error.AccessDenied"}), fault.KeychainReadOnly},
		{"linux", writing(dbus.Error{Name: "org.freedesktop.DBus.Error.Failed"}), fault.KeychainFailed},
		{"linux", writing(errNoBus), fault.KeychainAbsent},
		{"linux", errNotKept, fault.KeychainReadOnly},
		{"linux", errNotErased, fault.KeychainReadOnly},
		{"linux", errPanicked, fault.KeychainFailed},
		{"linux", errors.New("failed to unlock correct collection '/org/freedesktop/secrets/aliases/default'"), fault.KeychainLocked},
		{"linux", errors.New("anything"), fault.KeychainFailed},
		{"darwin", exitStatus(36), fault.KeychainLocked},
		{"darwin", exitStatus(128), fault.KeychainLocked},
		{"darwin", exitStatus(50), fault.KeychainAbsent},
		{"darwin", exitStatus(53), fault.KeychainAbsent},
		{"darwin", writing(exitStatus(52)), fault.KeychainReadOnly},
		{"darwin", writing(exitStatus(195)), fault.KeychainReadOnly},
		{"darwin", exitStatus(195), fault.KeychainFailed},
		{"darwin", writing(exitStatus(222)), fault.KeychainFull},
		{"darwin", writing(keyring.ErrSetDataTooBig), fault.KeychainFailed},
		{"darwin", exitStatus(1), fault.KeychainFailed},
		{"darwin", errors.New("anything"), fault.KeychainFailed},
		{"windows", syscall.Errno(1312), fault.KeychainAbsent},
		{"windows", syscall.Errno(5), fault.KeychainFailed},
		{"windows", writing(syscall.Errno(5)), fault.KeychainReadOnly},
		{"windows", writing(syscall.Errno(19)), fault.KeychainReadOnly},
		{"windows", writing(syscall.Errno(8)), fault.KeychainFull},
		{"windows", writing(syscall.Errno(112)), fault.KeychainFull},
		{"windows", writing(syscall.Errno(1816)), fault.KeychainFull},
		{"windows", writing(keyring.ErrSetDataTooBig), fault.KeychainFailed},
		{"windows", errName, fault.KeychainFailed},
		{"windows", errTooLong, fault.KeychainFailed},
	} {
		if got := kindOf(fmt.Errorf("wrapped: %w", c.err), c.goos); got != c.want {
			t.Errorf("%s, %v: %s, want %s", c.goos, c.err, got, c.want)
		}
	}
}
