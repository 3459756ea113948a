package keychain

import (
	"context"
	"errors"
	"net"
	"runtime"
	"strings"
	"syscall"

	"github.com/godbus/dbus/v5"

	"behalf/app/fault"
)

// errNoBus stands for a Linux session without a bus, where no keychain can be.
var errNoBus = errors.New("no session bus")

// explain gives a store's error its words. go-keyring's are mostly untyped, so
// they are told apart by what each system is known to say; whatever is left is
// keychain_failed.
func explain(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errCancelled):
		return fault.Wrap(fault.KeychainLocked, err)
	case errors.Is(err, errSlow):
		return fault.Wrap(fault.KeychainSlow, err)
	case ctx.Err() != nil && errors.Is(err, context.Cause(ctx)):
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return fault.Wrap(fault.KeychainSlow, err) // the caller's own limit
		}
		return err // the person stopped it; nothing is wrong with the keychain
	}
	return fault.Wrap(kindOf(err, runtime.GOOS), err)
}

func kindOf(err error, goos string) fault.Kind {
	switch {
	case errors.Is(err, errNoBus):
		return fault.KeychainAbsent
	case errors.Is(err, errNotKept), errors.Is(err, errNotErased):
		return fault.KeychainReadOnly
	}
	var kind fault.Kind
	switch goos {
	case "windows":
		kind = windowsKind(err)
	case "darwin":
		kind = macKind(err)
	default:
		kind = secretServiceKind(err)
	}
	if kind == fault.KeychainReadOnly && !errors.Is(err, errWriting) {
		return fault.KeychainFailed // not even reading is allowed
	}
	return kind
}

// secretServiceKind can't know a full keychain: the services say of a disk
// without room only that something failed.
func secretServiceKind(err error) fault.Kind {
	var (
		onBus   dbus.Error
		network *net.OpError
	)
	switch {
	case errors.As(err, &network):
		return fault.KeychainAbsent // the bus's address leads nowhere
	case strings.Contains(err.Error(), "failed to unlock"):
		return fault.KeychainLocked // also: prompt dismissed, no collection yet
	case errors.As(err, &onBus):
		switch name := onBus.Name; {
		case name == "org.freedesktop.Secret.Error.IsLocked":
			return fault.KeychainLocked
		case name == "org.freedesktop.DBus.Error.NoReply", name == "org.freedesktop.DBus.Error.TimedOut":
			return fault.KeychainSlow
		case name == "org.freedesktop.DBus.Error.AccessDenied":
			return fault.KeychainReadOnly
		case name == "org.freedesktop.DBus.Error.ServiceUnknown",
			name == "org.freedesktop.DBus.Error.NameHasNoOwner",
			strings.HasPrefix(name, "org.freedesktop.DBus.Error.Spawn."):
			return fault.KeychainAbsent
		}
	}
	return fault.KeychainFailed
}

// macKind knows the exit codes of the security command, the low byte of
// Apple's numbers.
func macKind(err error) fault.Kind {
	var exit interface{ ExitCode() int }
	if errors.As(err, &exit) {
		switch exit.ExitCode() {
		case 36, // errSecInteractionNotAllowed: locked, and nobody to ask
			51,  // errSecAuthFailed
			128: // errSecUserCanceled
			return fault.KeychainLocked
		case 37, 50, 53: // errSecNoDefaultKeychain, errSecNoSuchKeychain, errSecNotAvailable
			return fault.KeychainAbsent
		case 52, 195: // errSecReadOnly, errSecWrPerm
			return fault.KeychainReadOnly
		case 222: // errSecDskFull
			return fault.KeychainFull
		}
	}
	return fault.KeychainFailed
}

func windowsKind(err error) fault.Kind {
	// Numbers of winerror.h; the syscall package has them on Windows only.
	const (
		accessDenied       = syscall.Errno(5)
		notEnoughMemory    = syscall.Errno(8) // what a store with too many entries says
		writeProtect       = syscall.Errno(19)
		diskFull           = syscall.Errno(112)
		noSuchLogonSession = syscall.Errno(1312) // services, some remote shells
		notEnoughQuota     = syscall.Errno(1816)
	)
	var number syscall.Errno
	if errors.As(err, &number) {
		switch number {
		case noSuchLogonSession:
			return fault.KeychainAbsent
		case accessDenied, writeProtect:
			return fault.KeychainReadOnly
		case notEnoughMemory, diskFull, notEnoughQuota:
			return fault.KeychainFull
		}
	}
	return fault.KeychainFailed
}
