package keychain

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/godbus/dbus/v5"
)

const (
	busSecrets = "org.freedesktop.secrets"
	pathRoot   = dbus.ObjectPath("/org/freedesktop/secrets")
	pathLogin  = dbus.ObjectPath("/org/freedesktop/secrets/collection/login")
	pathUsual  = dbus.ObjectPath("/org/freedesktop/secrets/aliases/default")
)

func system(service string) place {
	return place{
		items: items{backend: systemStore{service}, size: itemSize(runtime.GOOS)}, gate: newGate(),
		kind: "secret-service", name: "Secret Service", lookup: lookAtSecretService,
	}
}

// reachable says whether there is a bus to ask. Without one, godbus would
// start a bus of its own, on which no keychain is and which outlives us.
func reachable() error {
	return busIn(os.Getenv("DBUS_SESSION_BUS_ADDRESS"), filepath.Join("/run/user", strconv.Itoa(os.Getuid())))
}

// busIn looks where godbus looks.
func busIn(address, runtimeDir string) error {
	if address != "" && !strings.HasPrefix(address, "autolaunch:") {
		if strings.HasPrefix(address, "unavailable:") { // as the window says it, for the toolkit
			return errNoBus
		}
		return nil
	}
	for _, name := range []string{"bus", "dbus-session"} {
		if _, err := os.Stat(filepath.Join(runtimeDir, name)); err == nil {
			return nil
		}
	}
	return errNoBus
}

// lookAtSecretService asks the service for its name and whether it is locked.
// It uses a connection of its own, which ends with ctx, and only reads
// properties, which never brings up a password window.
func lookAtSecretService(ctx context.Context) lookup {
	if err := reachable(); err != nil {
		return lookup{err: err}
	}
	conn, err := dbus.SessionBusPrivateNoAutoStartup(dbus.WithContext(ctx))
	if err != nil {
		return lookup{err: err}
	}
	defer func() { _ = conn.Close() }() // nothing of it is needed any more
	if err := conn.Auth(nil); err != nil {
		return lookup{err: slowOr(ctx, err)}
	}
	if err := conn.Hello(); err != nil {
		return lookup{err: slowOr(ctx, err)}
	}
	locked, err := isLocked(ctx, conn)
	if err == nil && locked {
		err = errors.New("failed to unlock: locked") // as go-keyring would say
	}
	return lookup{name: ownerName(ctx, conn), err: slowOr(ctx, err)}
}

// slowOr tells an end by the time limit from an error of the bus.
func slowOr(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// isLocked looks at the collection that go-keyring would use.
func isLocked(ctx context.Context, conn *dbus.Conn) (bool, error) {
	var collections []dbus.ObjectPath
	err := property(ctx, conn, pathRoot, "org.freedesktop.Secret.Service", "Collections", &collections)
	if err != nil {
		return false, err
	}
	path := pathUsual
	for _, c := range collections {
		if c == pathLogin {
			path = pathLogin
		}
	}
	var locked bool
	if err := property(ctx, conn, path, "org.freedesktop.Secret.Collection", "Locked", &locked); err != nil {
		// No collection yet. Somebody has to make one, with a password; until
		// then go-keyring, too, says that it can't unlock.
		return true, nil //nolint:nilerr // explained above
	}
	return locked, nil
}

func property(ctx context.Context, conn *dbus.Conn, path dbus.ObjectPath, of, name string, to any) error {
	var v dbus.Variant
	err := conn.Object(busSecrets, path).
		CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", 0, of, name).Store(&v)
	if err != nil {
		return err
	}
	return v.Store(to)
}

// ownerName finds out which program answers, by the other names it goes by.
func ownerName(ctx context.Context, conn *dbus.Conn) string {
	owner := func(name string) (unique string) {
		err := conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.GetNameOwner", 0, name).Store(&unique)
		if err != nil {
			return ""
		}
		return unique
	}
	secrets := owner(busSecrets)
	if secrets == "" {
		return ""
	}
	for _, known := range []struct{ bus, name string }{
		{"org.gnome.keyring", "GNOME Keyring"},
		{"org.kde.kwalletd6", "KWallet"},
		{"org.kde.secretservicecompat", "KWallet"},
		{"org.kde.kwalletd5", "KWallet"},
		{"org.keepassxc.KeePassXC.MainWindow", "KeePassXC"},
	} {
		if owner(known.bus) == secrets {
			return known.name
		}
	}
	return ""
}
