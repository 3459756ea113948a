package autostart

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf16"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"behalf/app"
	"behalf/app/fault"
)

// place is the same for every program.
type place struct{}

// What starts, and what the Task Manager and the settings allow of that.
const (
	runKey      = `Software\Microsoft\Windows\CurrentVersion\Run`
	approvedKey = `Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run`
	valueName   = "Behalf"

	longest = 260 // characters of a command; Windows passes a longer one over
)

// New is the start at login of the program that runs, by its path.
func New(program string) *Autostart { return &Autostart{program: withoutConsole(program)} }

// withoutConsole is the twin of the program that terminals use: no console opens
// for it.
func withoutConsole(program string) string {
	if ending := filepath.Ext(program); strings.EqualFold(ending, ".com") {
		twin := strings.TrimSuffix(program, ending) + ".exe"
		if _, err := os.Stat(twin); err == nil {
			return twin
		}
	}
	return program
}

func runnable(f fs.FileInfo) bool { return f.Mode().IsRegular() }

// command is what is to start.
func (a *Autostart) command() string { return `"` + a.program + `" ` + hidden }

func tooLong(command string) bool { return len(utf16.Encode([]rune(command))) > longest }

// Look reads both values, as Windows does.
func (a *Autostart) Look(context.Context) app.Login {
	if tooLong(a.command()) {
		return app.Login{State: app.LoginTooLong}
	}
	command, err := runCommand()
	if errors.Is(err, registry.ErrNotExist) || (err == nil && command == "") {
		return app.Login{State: app.LoginOff}
	}
	off, approvedErr := switchedOff()
	if err := errors.Join(err, approvedErr); err != nil {
		return app.Login{Fault: fault.Wrap(fault.LoginUnreadable, err, "place", `HKEY_CURRENT_USER\`+runKey)}
	}
	if off {
		return app.Login{State: app.LoginSwitchedOff}
	}
	program := command
	if words, err := windows.DecomposeCommandLine(command); err == nil && len(words) > 0 {
		program = words[0]
	}
	return a.judge(program)
}

// runCommand is what starts at login.
func runCommand() (string, error) {
	key, err := registry.OpenKey(registry.CURRENT_USER, runKey, registry.QUERY_VALUE)
	if err != nil {
		return "", err
	}
	defer func() { _ = key.Close() }() // it was only read
	command, kind, err := key.GetStringValue(valueName)
	if err == nil && kind == registry.EXPAND_SZ {
		return registry.ExpandString(command)
	}
	return command, err
}

// switchedOff says whether the person has switched it off in the Task Manager or
// the settings. Nobody documents the value: its first byte is odd then, and the
// others are the time of that.
func switchedOff() (bool, error) {
	key, err := registry.OpenKey(registry.CURRENT_USER, approvedKey, registry.QUERY_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer func() { _ = key.Close() }() // it was only read
	approved, _, err := key.GetBinaryValue(valueName)
	if errors.Is(err, registry.ErrNotExist) || errors.Is(err, registry.ErrUnexpectedType) {
		return false, nil
	}
	return len(approved) > 0 && approved[0]&1 != 0, err
}

// Set writes the value, or removes it. Without a word of the Task Manager's about
// it, it is on; and such a word would outlast the value.
func (a *Autostart) Set(_ context.Context, on bool) error {
	err := forget(approvedKey)
	switch {
	case on && tooLong(a.command()):
		err = errors.Join(err, errors.New("the command is longer than Windows takes"))
	case on:
		err = errors.Join(err, remember(a.command()))
	default:
		err = errors.Join(err, forget(runKey))
	}
	if err != nil {
		return fault.Wrap(fault.LoginNotChanged, err, "place", `HKEY_CURRENT_USER\`+runKey)
	}
	return nil
}

func remember(command string) error {
	key, _, err := registry.CreateKey(registry.CURRENT_USER, runKey, registry.SET_VALUE)
	if err != nil {
		return err
	}
	return errors.Join(key.SetStringValue(valueName, command), key.Close())
}

// forget removes our value of a key, if it is there.
func forget(path string) error {
	key, err := registry.OpenKey(registry.CURRENT_USER, path, registry.SET_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	err = key.DeleteValue(valueName)
	if errors.Is(err, registry.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, key.Close())
}
