package app

import (
	"context"
	"slices"
	"strconv"
	"time"

	"behalf/app/fault"
)

// Step is one step of a check, as it came out.
type Step struct {
	Name  string
	OK    bool
	Took  time.Duration
	Fault *fault.Fault

	Skipped string // why it was not tried; then it is OK
}

// Checkup is a check that the window shows.
type Checkup struct {
	Of      string // the account or the assistant, as it was asked for
	Steps   []Step
	Running string // the step under way; empty: it is over
	Stopped bool   // the person called it off
}

func (k *Checkup) underWay() bool { return k != nil && k.Running != "" }

// checkMeeting is a number that a token is asked for in a check. Nobody needs
// to have such a meeting: Zoom binds the token to the number and lets the
// person's presence decide at the join.
const checkMeeting = "11111111111"

// clockLeeway is how far the clock may be off. Zoom names no number; this is
// what servers usually put up with.
const clockLeeway = 5 * time.Minute

// check tries every step of a send, in order.
type check struct {
	core    *Core
	state   State
	zoomApp ZoomApp
	account Account // zero: there is none

	zoomTime time.Time // what Reach said
}

type checkStep struct {
	name  string
	needs []string // tried only if these went well
	try   func(*check, context.Context) error
}

// checkSteps begin with the way to Zoom: what has to be asked there says nothing
// without it.
func checkSteps() []checkStep {
	return []checkStep{
		{"network", nil, (*check).network},
		{"clock", []string{"network"}, (*check).clock},
		{"keychain", nil, (*check).keychain},
		{"client", []string{"network"}, (*check).client},
		{"redirect", nil, (*check).redirect},
		{"account", nil, (*check).held},
		{"refresh", []string{"account", "client"}, (*check).refresh},
		{"scopes", []string{"account"}, (*check).scopes},
		{"mint", []string{"refresh", "scopes"}, (*check).mint},
		{"assistant", nil, (*check).assistant},
	}
}

// CheckStepNames lists the steps of a check, in order.
func CheckStepNames() (names []string) {
	for _, step := range checkSteps() {
		names = append(names, step.name)
	}
	return names
}

// CheckNeeds lists the steps of a check that have to go well before a step is
// tried.
func CheckNeeds(name string) []string {
	for _, step := range checkSteps() {
		if step.name == name {
			return step.needs
		}
	}
	return nil
}

// Check tries the steps one after the other and reports each. A step that needs
// a failed one is not tried. It says whether all went well.
func (c *Core) Check(ctx context.Context, account string, report func(Step)) (bool, error) {
	return c.check(ctx, account, func(string) {}, report)
}

func (c *Core) check(ctx context.Context, account string, begin func(name string), report func(Step)) (bool, error) {
	k := &check{core: c, state: c.State()}
	a, err := k.state.PickAccount(account)
	if err != nil && account != "" {
		return false, err
	}
	k.account, k.zoomApp = a, k.state.Settings.ZoomApp.filled()
	if a.ID != "" {
		k.zoomApp = k.state.Settings.App(a.Cloud)
	}
	failed := map[string]bool{}
	for _, step := range checkSteps() {
		if slices.ContainsFunc(step.needs, func(name string) bool { return failed[name] }) {
			failed[step.name] = true
			continue
		}
		begin(step.name)
		began := c.cfg.Now()
		f := fault.From(step.try(k, ctx))
		if ctx.Err() != nil { // what came out says nothing then
			return false, ctx.Err()
		}
		failed[step.name] = f != nil
		report(Step{Name: step.name, OK: f == nil, Took: c.cfg.Now().Sub(began), Fault: f})
	}
	return !slices.ContainsFunc(checkSteps(), func(s checkStep) bool { return failed[s.name] }), nil
}

func (k *check) network(ctx context.Context) (err error) {
	k.zoomTime, err = k.core.cfg.Zoom.Reach(ctx, k.zoomApp)
	return err
}

// clock compares ours with Zoom's, if Zoom has told its own.
func (k *check) clock(context.Context) error {
	off := k.core.cfg.Now().Sub(k.zoomTime)
	if k.zoomTime.IsZero() || off.Abs() <= clockLeeway {
		return nil
	}
	return fault.New(fault.ClockWrong, "off", roughly(off))
}

// roughly is how far off a clock is, as people say it.
func roughly(off time.Duration) string {
	const day = 24 * time.Hour
	unit, fast, slow := day, fault.DaysFast, fault.DaysSlow
	switch d := off.Abs(); {
	case d < 2*time.Hour:
		unit, fast, slow = time.Minute, fault.MinutesFast, fault.MinutesSlow
	case d < 2*day:
		unit, fast, slow = time.Hour, fault.HoursFast, fault.HoursSlow
	}
	n := strconv.FormatInt(int64(off.Abs().Round(unit)/unit), 10)
	if off < 0 {
		return slow.Say("n", n)
	}
	return fast.Say("n", n)
}

func (k *check) keychain(ctx context.Context) error {
	switch k.core.cfg.Accounts.Keychain(ctx).State {
	case KeychainLocked:
		return fault.New(fault.KeychainLocked)
	case KeychainAbsent:
		return fault.New(fault.KeychainAbsent)
	case KeychainUnknown:
		return fault.New(fault.KeychainFailed)
	}
	return nil
}

// client looks at the Zoom app as it was entered, and whether Zoom knows it as a
// client of this kind.
func (k *check) client(ctx context.Context) error {
	if err := k.zoomApp.Check(); err != nil {
		return err
	}
	return k.core.cfg.Accounts.Probe(ctx, k.zoomApp)
}

func (k *check) redirect(ctx context.Context) error {
	return k.core.cfg.Accounts.Listen(ctx, k.zoomApp)
}

func (k *check) held(ctx context.Context) error {
	if k.account.ID == "" {
		return fault.New(fault.SignInNeeded)
	}
	return k.account.stillEnded(k.core.cfg.Accounts.Held(ctx, k.zoomApp, k.account))
}

func (k *check) refresh(ctx context.Context) error {
	told := k.core.telling()
	err := k.core.cfg.Accounts.Renew(ctx, k.zoomApp, k.account)
	told(func() { k.core.proved(k.account.ID, "", err) })
	return err
}

// scopes goes by what Zoom has granted by now; the refresh may have changed it.
func (k *check) scopes(context.Context) error {
	scopes := k.account.Scopes
	if granted, known := k.core.cfg.Accounts.Granted(k.account); known {
		scopes = granted.Scopes
	}
	if !HasScope(scopes, ScopeToken) {
		return MissingScope(ScopeToken, nil)
	}
	return nil
}

func (k *check) mint(ctx context.Context) error {
	_, err := k.core.mint(ctx, TokenOnBehalf, k.zoomApp, k.account, checkMeeting)
	if fault.Is(err, fault.NoSuchMeeting) { // Zoom minds the number, not us
		return nil
	}
	return err
}

func (k *check) assistant(context.Context) error {
	a, err := k.state.PickAssistant("")
	if err != nil {
		return err
	}
	return k.core.cfg.Bots.Check(a)
}

func (w RunCheck) apply(c *Core, done func(error)) {
	if c.state.Checkup.underWay() {
		done(nil)
		return
	}
	ctx, cancel := context.WithCancel(c.ctx)
	c.endCheck = cancel
	c.showCheckup(&c.state.Checkup, w.Account, checkSteps()[0].name, func(err error) {
		if ctx.Err() != nil && c.ctx.Err() == nil {
			stopped := *c.state.Checkup
			stopped.Stopped = true
			c.state.Checkup, err = &stopped, nil
		}
		cancel()
		done(err)
	}, func(_ context.Context, begin func(string), report func(Step)) error {
		_, err := c.check(ctx, w.Account, begin, report)
		return err
	})
}

func (CancelCheck) apply(c *Core, done func(error)) {
	if c.state.Checkup.underWay() {
		c.endCheck()
	}
	done(nil)
}

// showCheckup runs a check and puts every step into State as it comes. It does
// nothing while the one before is under way.
func (c *Core) showCheckup(in **Checkup, of, first string, done func(error), run func(ctx context.Context, begin func(string), report func(Step)) error) {
	if (*in).underWay() {
		done(nil)
		return
	}
	show := func(change func(*Checkup)) {
		next := **in
		next.Steps = slices.Clone(next.Steps)
		change(&next)
		*in = &next
	}
	*in = &Checkup{Of: of, Running: first}
	c.async(func(ctx context.Context) error {
		return run(ctx,
			func(name string) { c.post(func() { show(func(k *Checkup) { k.Running = name }) }) },
			func(s Step) { c.post(func() { show(func(k *Checkup) { k.Steps = append(k.Steps, s) }) }) })
	}, func(err error) {
		show(func(k *Checkup) { k.Running = "" })
		done(err)
	})
}
