package auth

import (
	"net"
	"net/http"
	"slices"
	"sync"
)

// crowd bounds the connections that have not sent a request yet: beyond the
// most, the one that has been silent longest is closed. So a flood of them
// neither uses up this program's file handles nor locks the right one out.
type crowd struct {
	most int

	mu     sync.Mutex
	silent []net.Conn // oldest first
}

func newCrowd(most int) *crowd { return &crowd{most: most} }

// watch is an http.Server's ConnState.
func (c *crowd) watch(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if state != http.StateNew {
		c.silent = slices.DeleteFunc(c.silent, func(s net.Conn) bool { return s == conn })
		return
	}
	c.silent = append(c.silent, conn)
	if len(c.silent) > c.most {
		_ = c.silent[0].Close() // it had nothing to say
		c.silent = slices.Delete(c.silent, 0, 1)
	}
}

// dismiss closes those that still have not said anything: browsers open
// connections in reserve, and the end should not wait for them.
func (c *crowd) dismiss() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.silent {
		_ = conn.Close() // it had nothing to say
	}
	c.silent = nil
}
