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
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return err // the person stopped it; nothing is wrong with the keychain
	case errors.Is(err, errSlow), errors.Is(err, context.DeadlineExceeded):
		return fault.Wrap(fault.KeychainSlow, err)
	}
	return fault.Wrap(kindOf(err, runtime.GOOS), err)
}

func kindOf(err error, goos string) fault.Kind {
	if errors.Is(err, errNoBus) {
		return fault.KeychainAbsent
	}
	switch goos {
	case "windows":
		return windowsKind(err)
	case "darwin":
		return macKind(err)
	default:
		return secretServiceKind(err)
	}
}

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
		case 37, 50: // errSecNoDefaultKeychain, errSecNoSuchKeychain
			return fault.KeychainAbsent
		}
	}
	return fault.KeychainFailed
}

func windowsKind(err error) fault.Kind {
	const noSuchLogonSession = syscall.Errno(1312) // services, some remote shells
	if errors.Is(err, noSuchLogonSession) {
		return fault.KeychainAbsent
	}
	return fault.KeychainFailed
}
