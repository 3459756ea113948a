package sandbox

import (
	"net"
	"net/http"
	"sync"
)

// spares are connections that have not asked anything yet. Browsers and Go's
// client open some in advance, and http.Server.Shutdown would wait seconds for
// a first request on each.
type spares struct {
	mu      sync.Mutex
	open    map[net.Conn]struct{}
	dropped bool
}

// watch is for http.Server.ConnState.
func (s *spares) watch(c net.Conn, state http.ConnState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case state != http.StateNew:
		delete(s.open, c)
	case s.dropped:
		_ = c.Close() // nobody has spoken on it
	default:
		s.open[c] = struct{}{}
	}
}

// drop closes them, and those still to come.
func (s *spares) drop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dropped = true
	for c := range s.open {
		_ = c.Close() // nobody has spoken on it
	}
}
