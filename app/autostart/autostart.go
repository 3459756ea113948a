// Package autostart starts this program, hidden, whenever the person logs in, by
// the means of each system, and says what the system makes of it. Nothing is
// remembered here: people switch such things in their system's settings, move
// programs and remove them.
//
// On Linux it is a desktop entry in the folder autostart of the person's
// configuration. A systemd user unit would reach the few desktops that read no
// such entries (sway, i3, Hyprland …) as well; but nearly all the others reach
// graphical-session.target too, and would start Behalf twice. With systemd,
// those few often read the entries after all (xdg-desktop-autostart.target), so
// it is asked whether it has; else the entry is made all the same, for a helper
// such as dex, and LoginUnread says what else to do. Inside a Flatpak the folder
// is out of reach. The background portal would write the entry, but tells nobody
// what has become of it, and a switch that can't show what is true is none:
// there, the system's settings decide.
//
// On Windows it is a value of the Run key, and the switch of the Task Manager
// another one. On macOS it is a launch agent within the bundle, registered with
// SMAppService.
package autostart

import (
	"os"

	"behalf/app"
)

const (
	appID  = "app.behalf.Behalf"
	hidden = "--hidden"
)

// Autostart is the start at login of one program.
type Autostart struct {
	program string // this one, where it lies now
	place
}

// judge says what a start of a program comes to.
func (a *Autostart) judge(program string) app.Login {
	there, err := os.Stat(program)
	if err != nil || !runnable(there) {
		return app.Login{State: app.LoginGone, Program: program}
	}
	if here, err := os.Stat(a.program); err != nil || !os.SameFile(here, there) {
		return app.Login{State: app.LoginElsewhere, Program: program}
	}
	return app.Login{State: app.LoginOn}
}
