package app

import (
	"context"

	"behalf/app/fault"
)

// Test tries an assistant on the rules of the bot protocol and reports each.
// It says whether all that apply were kept.
func (c *Core) Test(ctx context.Context, name string, report func(Step)) (bool, error) {
	ok := true
	err := c.test(ctx, name, func(string) {}, func(s Step) {
		ok = ok && s.OK
		report(s)
	})
	return ok && err == nil, err
}

func (c *Core) test(ctx context.Context, name string, begin func(string), report func(Step)) error {
	a, err := c.State().PickAssistant(name)
	if err != nil {
		return err
	}
	return c.cfg.Bots.Test(ctx, a, begin, report)
}

func (w TestAssistant) apply(c *Core, done func(error)) {
	if _, ok := c.state.Assistant(w.Name); !ok {
		done(fault.New(fault.UnknownAssistant, "assistant", w.Name))
		return
	}
	c.showCheckup(&c.state.Test, w.Name, "program", done,
		func(ctx context.Context, begin func(string), report func(Step)) error {
			return c.test(ctx, w.Name, begin, report)
		})
}
