package autostart

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"github.com/ebitengine/purego"
	"github.com/ebitengine/purego/objc"

	"behalf/app"
	"behalf/app/fault"
)

// place says whether the bundle has the agent that is to be registered. What the
// agent runs must not be Behalf itself, but what opens it (open -g, with --hidden
// after --args): the system ends what an agent runs when it is unregistered, and
// to switch this off must not end Behalf.
type place struct{ bundled bool }

const (
	framework = "/System/Library/Frameworks/ServiceManagement.framework/ServiceManagement"
	agent     = appID + ".plist" // in Contents/Library/LaunchAgents
	settings  = "System Settings > General > Login Items"
)

// New is the start at login of the program that runs, by its path.
func New(program string) *Autostart {
	if real, err := filepath.EvalSymlinks(program); err == nil { // a command that leads into the bundle
		program = real
	}
	_, err := os.Stat(filepath.Join(filepath.Dir(program), "..", "Library", "LaunchAgents", agent))
	return &Autostart{program, place{bundled: err == nil}}
}

func runnable(f fs.FileInfo) bool { return f.Mode().IsRegular() && f.Mode()&0o111 != 0 }

// The answers of SMAppService's status.
const (
	notRegistered = iota
	enabled
	requiresApproval
	notFound
)

// Look asks the system. That it has not found the agent is what it says of one
// that was never registered, too.
func (a *Autostart) Look(context.Context) app.Login {
	l := app.Login{State: app.LoginImpossible}
	err := a.with(func(service objc.ID) error {
		switch status := objc.Send[int](service, objc.RegisterName("status")); status {
		case notRegistered, notFound:
			l.State = app.LoginOff
		case enabled:
			l.State = app.LoginOn
		case requiresApproval:
			l.State = app.LoginUnapproved
		default:
			l = app.Login{Fault: fault.Wrap(fault.LoginUnreadable, fmt.Errorf("status %d", status), "place", settings)}
		}
		return nil
	})
	if err != nil && !errors.Is(err, errors.ErrUnsupported) {
		l = app.Login{Fault: fault.Wrap(fault.LoginUnreadable, err, "place", settings)}
	}
	return l
}

// Set registers the agent, or takes it back. A person who has forbidden it has the
// last word: that is no failure, and Look says so.
func (a *Autostart) Set(ctx context.Context, on bool) error {
	before := a.Look(ctx).State
	if !on && (before == app.LoginOff || before == app.LoginImpossible) {
		return nil
	}
	selector := "unregisterAndReturnError:"
	if on {
		selector = "registerAndReturnError:"
	}
	err := a.with(func(service objc.ID) error {
		var failure objc.ID
		if objc.Send[bool](service, objc.RegisterName(selector), &failure) {
			return nil
		}
		return fmt.Errorf("%s: error %d", selector, objc.Send[int](failure, objc.RegisterName("code")))
	})
	if err == nil || (on && a.Look(ctx).State == app.LoginUnapproved) {
		return nil
	}
	return fault.Wrap(fault.LoginNotChanged, err, "place", settings)
}

// with does something with the agent, on a thread and in a pool of its own, as
// Cocoa wants it. Before macOS 13 there is no such service.
func (a *Autostart) with(do func(service objc.ID) error) error {
	if !a.bundled {
		return errors.ErrUnsupported
	}
	if _, err := purego.Dlopen(framework, purego.RTLD_LAZY|purego.RTLD_GLOBAL); err != nil {
		return err
	}
	class := objc.ID(objc.GetClass("SMAppService"))
	if class == 0 {
		return errors.ErrUnsupported
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	pool := objc.ID(objc.GetClass("NSAutoreleasePool")).Send(objc.RegisterName("new"))
	defer pool.Send(objc.RegisterName("drain"))
	name := objc.ID(objc.GetClass("NSString")).Send(objc.RegisterName("stringWithUTF8String:"), agent)
	return do(class.Send(objc.RegisterName("agentServiceWithPlistName:"), name))
}
