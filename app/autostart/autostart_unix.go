//go:build !windows && !darwin

package autostart

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/adrg/xdg"

	"behalf/app"
	"behalf/app/fault"
)

// place is where the entry lies.
type place struct {
	entry     string
	sandboxed bool
}

// flatpakInfo is there in every Flatpak, and nowhere else.
const flatpakInfo = "/.flatpak-info"

// New is the start at login of the program that runs, by its path.
func New(program string) *Autostart {
	_, err := os.Stat(flatpakInfo)
	return &Autostart{appImage(program, os.Getenv), place{
		entry: filepath.Join(xdg.ConfigHome, "autostart", appID+".desktop"), sandboxed: err == nil,
	}}
}

// appImage is the file that a program was started from, if that is an AppImage:
// what it runs from lies in it, and goes when it ends. The variables may also be
// those of another AppImage that has started this one.
func appImage(program string, getenv func(string) string) string {
	image, mounted := getenv("APPIMAGE"), getenv("APPDIR")
	if filepath.IsAbs(image) && mounted != "" && strings.HasPrefix(program, strings.TrimSuffix(mounted, "/")+"/") {
		return image
	}
	return program
}

func runnable(f fs.FileInfo) bool { return f.Mode().IsRegular() && f.Mode()&0o111 != 0 }

// Look reads the entry as a desktop does.
func (a *Autostart) Look(ctx context.Context) app.Login {
	if a.sandboxed {
		return app.Login{State: app.LoginSandboxed}
	}
	e, err := readEntry(a.entry)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return app.Login{State: app.LoginOff}
	case err != nil:
		return app.Login{Fault: fault.Wrap(fault.LoginUnreadable, err, "place", a.entry)}
	case e.switchedOff():
		return app.Login{State: app.LoginSwitchedOff}
	}
	l := a.judge(e.program(os.Getenv("PATH")))
	if l.State == app.LoginOn && unread(ctx, os.Getenv("XDG_CURRENT_DESKTOP")) {
		return app.Login{State: app.LoginUnread, Program: quoted(a.program) + " " + hidden}
	}
	return l
}

// Set writes the entry, or removes it.
func (a *Autostart) Set(_ context.Context, on bool) error {
	var err error
	switch {
	case a.sandboxed && on:
		err = errors.ErrUnsupported
	case a.sandboxed:
	case on:
		err = writeFile(a.entry, newEntry(a.program))
	default:
		if err = os.Remove(a.entry); errors.Is(err, fs.ErrNotExist) {
			err = nil
		}
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fault.Wrap(fault.DiskFull, err)
	case err != nil:
		return fault.Wrap(fault.LoginNotChanged, err, "place", a.entry)
	}
	return nil
}

// writeFile makes a file that is there as a whole or not at all, in place of
// whatever had its name: a link is replaced, not followed.
func writeFile(path, content string) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(path), "."+appID+"-*.part") // no name that a desktop starts
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(part.Name()) // what went wrong before says more
		}
	}()
	_, err = part.WriteString(content)
	if err := errors.Join(err, part.Chmod(0o644), part.Sync(), part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), path)
}
