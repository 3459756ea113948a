package app

import (
	"context"

	"behalf/app/fault"
)

func (w ChangeAssistant) apply(c *Core, done func(error)) {
	if err := c.mayChange(w); err != nil {
		done(err)
		return
	}
	c.async(func(context.Context) error { return c.cfg.Bots.Check(w.Assistant) }, func(err error) {
		former, _ := c.findAssistant(w.Name)
		if gone := c.mayChange(w); gone != nil { // meanwhile
			done(gone)
			return
		}
		// A program that was away before must not keep it from being renamed.
		away := former.Program == w.Assistant.Program && fault.Is(err, fault.ProgramMissing, fault.ProgramNotExecutable)
		if err != nil && !away {
			done(err)
			return
		}
		a := w.Assistant
		a.Fault = fault.From(err)
		c.replaceAssistant(former.Name, a) // before it is written, so that no run is saved under the former name after it
		c.save(func(ctx context.Context) error { return c.cfg.Store.ReplaceAssistant(ctx, former.Name, a) }, func(err error) {
			if err != nil {
				c.replaceAssistant(a.Name, former)
			}
			c.state.Changes++ // of the names in the history
			done(err)
		})
	})
}

// mayChange says why an assistant can't become another one.
func (c *Core) mayChange(w ChangeAssistant) error {
	if _, i := c.findAssistant(w.Name); i < 0 {
		return fault.New(fault.UnknownAssistant, "assistant", w.Name)
	}
	if _, i := c.findAssistant(w.Assistant.Name); i >= 0 && w.Assistant.Name != w.Name {
		return fault.New(fault.AssistantExists, "assistant", w.Assistant.Name)
	}
	return nil
}

// replaceAssistant puts an assistant in another's place, wherever that is named.
func (c *Core) replaceAssistant(former string, a Assistant) {
	_, i := c.findAssistant(former)
	if i < 0 {
		return // removed meanwhile
	}
	c.state.Assistants[i] = a
	if t := c.state.Test; t != nil && t.Of == former && t.Running == "" {
		c.state.Test = nil // it says nothing about this one
	}
	if a.Name == former {
		return
	}
	if c.state.Settings.DefaultAssistant == former {
		c.state.Settings.DefaultAssistant = a.Name
	}
	for _, runs := range [][]Run{c.state.Runs, c.state.Recent} {
		for i := range runs {
			if runs[i].Assistant == former {
				runs[i].Assistant = a.Name
			}
		}
	}
}
