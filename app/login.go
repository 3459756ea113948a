package app

import (
	"context"
	"time"

	"behalf/app/fault"
)

// LoginState says whether Behalf starts when the person logs in.
type LoginState string

// The states of the start at login.
const (
	LoginUnknown     LoginState = ""           // not looked at yet, or it can't be found out
	LoginOff         LoginState = "off"        // nobody asked for it
	LoginOn          LoginState = "on"         // this program starts
	LoginElsewhere   LoginState = "elsewhere"  // another program starts in its place
	LoginUnread      LoginState = "unread"     // asked for, but perhaps nobody on this desktop reads that
	LoginGone        LoginState = "gone"       // asked for, but the program is not there any more
	LoginSwitchedOff LoginState = "switched"   // asked for, but the person has switched it off in the system
	LoginUnapproved  LoginState = "unapproved" // asked for, but the person has yet to allow it in the system
	LoginSandboxed   LoginState = "sandboxed"  // the system decides, and can't be asked
	LoginImpossible  LoginState = "impossible" // not for this copy, or not on this system
	LoginTooLong     LoginState = "long"       // not where this copy lies: the system takes no path as long
)

// Login is what the system says about the start at login. It is not remembered:
// people switch it in their system, too.
type Login struct {
	State   LoginState
	Program string       // that starts or would, if it is to be named; with its arguments where people have to write that themselves
	Fault   *fault.Fault // why the state is unknown
}

// On says whether something starts at login, as far as one can know.
func (l Login) On() bool {
	return l.State == LoginOn || l.State == LoginElsewhere || l.State == LoginUnread
}

func (LookAtLogin) apply(c *Core, done func(error)) {
	c.atLogin(func(context.Context) error { return nil }, done)
}

func (w StartAtLogin) apply(c *Core, done func(error)) {
	c.atLogin(func(ctx context.Context) error { return c.cfg.Autostart.Set(ctx, w.On) }, done)
}

// A program that was moved, as an AppImage is for every version, starts at login
// again once it was started by hand. Nobody asked for that, so that nobody is told
// if it fails: the settings say how it is.
func (HealLogin) apply(c *Core, done func(error)) {
	c.atLogin(func(ctx context.Context) error {
		if c.cfg.Autostart.Look(ctx).State != LoginGone {
			return nil
		}
		return c.cfg.Autostart.Set(ctx, true)
	}, func(err error) {
		if err != nil {
			c.logRefusal(HealLogin{}, err)
		}
		done(nil)
	})
}

// loginLimit is how long the system may take over one question or change.
const loginLimit = 5 * time.Second

// atLogin does something about the start at login, after all that was begun
// before, and shows what is true then, whatever came of it.
func (c *Core) atLogin(change func(ctx context.Context) error, done func(error)) {
	if c.cfg.Autostart == nil {
		done(nil)
		return
	}
	var now Login
	c.inTurn(c.ctx, c.logins, loginLimit, func(ctx context.Context) error {
		err := change(ctx)
		now = c.cfg.Autostart.Look(ctx)
		return err
	}, func(err error) {
		c.state.Login = now
		done(err)
	})
}
