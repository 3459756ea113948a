package app

import (
	"context"
	"slices"
	"time"

	"behalf/app/fault"
)

// Step is one step of a check, as it came out.
type Step struct {
	Name  string
	OK    bool
	Took  time.Duration
	Fault *fault.Fault
}

// checkMeeting is a number that a token is asked for in a check. Nobody needs
// to have such a meeting: Zoom binds the token to the number and lets the
// person's presence decide at the join.
const checkMeeting = "11111111111"

// Check tries every step of a send, one after the other, and reports each. A
// step that needs a failed one is not tried. It says whether all went well.
func (c *Core) Check(ctx context.Context, report func(Step)) bool {
	s := c.State()
	z, a := s.Settings.ZoomApp, Account{}
	type step struct {
		name  string
		needs string // tried only if that one went well
		try   func() error
	}
	steps := []step{
		{"keychain", "", func() error { return keychainFault(c.cfg.Accounts.Keychain(ctx)) }},
		{"client_id", "", z.Check},
		{"redirect", "", func() error { return CheckRedirect(z.RedirectURI) }},
		{"account", "client_id", func() (err error) {
			a, err = s.PickAccount("")
			return err
		}},
		{"token", "account", func() error { return c.cfg.Accounts.Prove(ctx, z, a) }},
		{"scopes", "account", func() error {
			if !HasScope(a.Scopes, ScopeToken) {
				return fault.New(fault.PermissionMissing, "scope", ScopeToken)
			}
			return nil
		}},
		{"mint", "token", func() error {
			_, err := c.cfg.Zoom.OnBehalf(ctx, z, a, checkMeeting)
			if fault.Is(err, fault.NoSuchMeeting) { // Zoom minds the number, not us
				return nil
			}
			return err
		}},
		{"assistant", "", func() error {
			assistant, err := s.PickAssistant("")
			if err != nil {
				return err
			}
			return c.cfg.Bots.Check(assistant)
		}},
	}
	failed := map[string]bool{}
	for _, step := range steps {
		if failed[step.needs] {
			failed[step.name] = true
			continue
		}
		began := c.cfg.Now()
		f := fault.From(step.try())
		failed[step.name] = f != nil
		report(Step{Name: step.name, OK: f == nil, Took: c.cfg.Now().Sub(began), Fault: f})
	}
	return !slices.ContainsFunc(steps, func(s step) bool { return failed[s.name] })
}

func keychainFault(k Keychain) error {
	switch k.State {
	case KeychainLocked:
		return fault.New(fault.KeychainLocked)
	case KeychainAbsent:
		return fault.New(fault.KeychainAbsent)
	case KeychainUnknown:
		return fault.New(fault.KeychainFailed)
	}
	return nil
}
