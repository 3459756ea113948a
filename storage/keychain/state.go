package keychain

import (
	"context"

	"behalf/app"
	"behalf/app/fault"
)

// lookup is what a look at the store says, without a read of it.
type lookup struct {
	name string // as people call the store; empty: not known
	err  error
}

// State says whether secrets can be kept. It never brings up a password
// window and comes back soon.
func (s *Store) State(ctx context.Context) app.Keychain {
	s.mu.Lock()
	p := s.place
	s.mu.Unlock()
	k := app.Keychain{Kind: p.kind, Name: p.name, State: app.KeychainOK}
	if p.kind == "memory" {
		k.State = app.KeychainMemory
		return k
	}
	ctx, cancel := context.WithTimeoutCause(ctx, stateLimit, errSlow)
	defer cancel()
	if p.lookup == nil {
		// Neither macOS nor Windows asks for a password to say that there is
		// no such item.
		_, _, err := s.get(ctx, "no-such-item", unseen)
		k.State = stateOf(err)
		return k
	}
	found := p.lookup(ctx)
	if found.name != "" {
		k.Name = found.name
	}
	k.State = stateOf(explain(ctx, found.err))
	return k
}

func stateOf(err error) app.KeychainState {
	switch {
	case err == nil:
		return app.KeychainOK
	case fault.Is(err, fault.KeychainAbsent):
		return app.KeychainAbsent
	case fault.Is(err, fault.KeychainLocked, fault.KeychainSlow):
		return app.KeychainLocked // slow: it waits for a password, or is gone for good
	default:
		return app.KeychainUnknown
	}
}
