package app

import (
	"context"
	"slices"
	"time"

	"behalf/app/fault"
	"behalf/app/secret"
)

// provedEvery is how often "last proved good" is written down; in memory it
// is always exact.
const provedEvery = time.Minute

func (w SetZoomApp) apply(c *Core, done func(error)) {
	z := w.App.filled()
	if err := z.Check(); err != nil {
		done(err)
		return
	}
	if former := c.state.Settings.App(z.Cloud); w.Secret == nil && former.Cloud == z.Cloud &&
		former.Kind == ConfidentialClient && z.Kind == PublicClient {
		w.Secret = &secret.Text{} // it has none any more
	}
	save := func() {
		c.saveSettings(c.state.Settings.with(z), func(err error) {
			if err != nil {
				done(err)
				return
			}
			Look{}.apply(c, done) // accounts of another client can't be used now
		})
	}
	if w.Secret == nil {
		save()
		return
	}
	c.async(func(ctx context.Context) error { return c.cfg.Accounts.SetClientSecret(ctx, z.Cloud, *w.Secret) }, func(err error) {
		if err != nil {
			done(err)
			return
		}
		save()
	})
}

func (w ChangeSettings) apply(c *Core, done func(error)) {
	settings := c.state.Settings
	w.Change(&settings)
	settings.ZoomApp, settings.OtherCloud = c.state.Settings.ZoomApp, c.state.Settings.OtherCloud
	if settings.Patience <= 0 {
		settings.Patience = DefaultPatience
	}
	forget := settings.ForgetRecent && !c.state.Settings.ForgetRecent
	c.saveSettings(settings, func(err error) {
		if err != nil || !forget {
			done(err)
			return
		}
		c.forgetKept(asking, func(err error) {
			if err != nil { // it must not look as if they were gone; a sweep tries again
				err = fault.Wrap(fault.PasscodesStay, err)
			}
			done(err)
		})
	})
}

// saveSettings shows the new settings at once and takes them back if they
// could not be written.
func (c *Core) saveSettings(s Settings, done func(error)) {
	before := c.state.Settings
	c.state.Settings = s
	c.save(func(ctx context.Context) error { return c.cfg.Store.SaveSettings(ctx, s.own(c.cfg.Vendor.ZoomApp)) }, func(err error) {
		if err != nil && c.state.Settings == s {
			c.state.Settings = before
		}
		done(err)
	})
}

func (w SetAssistant) apply(c *Core, done func(error)) {
	c.addAssistant([]Assistant{w.Assistant}, w.Replace, done)
}

func (c *Core) putAssistant(a Assistant) {
	if _, i := c.findAssistant(a.Name); i >= 0 {
		c.state.Assistants[i] = a
		return
	}
	c.state.Assistants = append(c.state.Assistants, a)
}

func (c *Core) findAssistant(name string) (Assistant, int) {
	i := slices.IndexFunc(c.state.Assistants, func(a Assistant) bool { return a.Name == name })
	if i < 0 {
		return Assistant{}, i
	}
	return c.state.Assistants[i], i
}

func (w RemoveAssistant) apply(c *Core, done func(error)) {
	if _, i := c.findAssistant(w.Name); i < 0 {
		done(fault.New(fault.UnknownAssistant, "assistant", w.Name))
		return
	}
	c.save(func(ctx context.Context) error { return c.cfg.Store.DeleteAssistant(ctx, w.Name) }, func(err error) {
		if err == nil {
			c.state.Assistants = slices.DeleteFunc(slices.Clone(c.state.Assistants), func(a Assistant) bool { return a.Name == w.Name })
		}
		done(err)
	})
}

func (DismissNotice) apply(c *Core, done func(error)) {
	c.state.Notice = nil
	done(nil)
}
