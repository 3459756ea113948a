package auth

import (
	"maps"
	"slices"
	"sync"

	"behalf/app"
	"behalf/app/secret"
)

// memory is what this process knows of the keychain, so that a warm one need
// not ask it for every token, and what Zoom has granted, which anybody may ask.
//
// A read of the keychain takes time, and what it brings may be outdated when it
// arrives. So whoever is going to read or write takes a stamp first; a grant is
// taken in only if nothing has been written or forgotten since.
type memory struct {
	mu      sync.Mutex
	grants  map[string]grant
	granted map[string]app.Granted // outlives the grant: its end grants nothing else
	unsaved map[string]successor
	changes map[string]int
	erased  map[string]int
	resets  int
}

// stamp tells two states of what is known about an account apart.
type stamp struct{ changes, resets int }

// successor is a grant that the keychain would not take when Zoom gave it. The
// one it replaces is dead, so it is kept here until the keychain will.
type successor struct {
	of secret.Text // the refresh token that it was given for
	grant
}

func newMemory() memory {
	return memory{
		grants: map[string]grant{}, granted: map[string]app.Granted{},
		unsaved: map[string]successor{}, changes: map[string]int{}, erased: map[string]int{},
	}
}

func (m *memory) stamp(id string) stamp {
	m.mu.Lock()
	defer m.mu.Unlock()
	return stamp{m.changes[id], m.resets}
}

func (m *memory) grant(id string) (grant, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	g, known := m.grants[id]
	return g, known
}

// facts is what Zoom has granted, as it said last.
func (m *memory) facts(id string) (app.Granted, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f, known := m.granted[id]
	f.Scopes = slices.Clone(f.Scopes)
	return f, known
}

// learn takes in what was read.
func (m *memory) learn(id string, g grant, since stamp) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.take(id, g, since)
}

// wrote takes in what was written, and outdates every read before.
func (m *memory) wrote(id string, g grant, since stamp) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.take(id, g, since)
	m.changes[id]++
	delete(m.unsaved, id)
}

func (m *memory) take(id string, g grant, since stamp) {
	if since != (stamp{m.changes[id], m.resets}) {
		return
	}
	m.grants[id] = g
	m.granted[id] = app.Granted{Scopes: g.scopes, APIURL: g.apiURL, RenewedAt: g.renewed}
}

// saveLater keeps what could not be written.
func (m *memory) saveLater(id string, of secret.Text, g grant) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.unsaved[id] = successor{of, g}
}

// successor is what Zoom gave for a refresh token, if it still has to be
// written.
func (m *memory) successor(id string, of secret.Text) (grant, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, waits := m.unsaved[id]
	return s.grant, waits && s.of.Equal(of)
}

// waiting is an account's grant that still has to be written.
func (m *memory) waiting(id string) (grant, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, waits := m.unsaved[id]
	return s.grant, waits
}

// allWaiting lists the accounts whose grants still have to be written.
func (m *memory) allWaiting() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Collect(maps.Keys(m.unsaved))
}

// erasures counts how often an account was erased: a refresh that ends after
// one must not bring the account back.
func (m *memory) erasures(id string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.erased[id]
}

// forget drops an account's grant, but not what Zoom said of it.
func (m *memory) forget(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.grants, id)
	m.changes[id]++
}

// erase drops everything about an account.
func (m *memory) erase(id string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.grants, id)
	delete(m.granted, id)
	delete(m.unsaved, id)
	m.changes[id]++
	m.erased[id]++
}

func (m *memory) forgetAll() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.resets++
	clear(m.grants)
}
