package auth

import (
	"crypto/subtle"
	"errors"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"sync"
)

var errBadCallback = errors.New("not the answer to this attempt")

// ServeHTTP answers the browser, and whoever else knocks.
func (l *loopback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	switch {
	case r.Host != l.host || (origin != "" && origin != "null"):
		// A website that made its own name point here, or that calls from a
		// script. Browsers send no Origin, or null, when Zoom sends them here.
		show(w, http.StatusForbidden, notHerePage)
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		show(w, http.StatusMethodNotAllowed, notHerePage)
	case r.URL.Path == l.path:
		l.callback(w, r)
	case r.URL.Path == l.donePath() && l.taken.Load():
		l.done(w, r)
	default:
		show(w, http.StatusNotFound, notHerePage)
	}
}

func (l *loopback) donePath() string { return path.Join(l.path, "done") }

// callback takes the answer. One that comes again (a browser that loads the
// page twice) is sent to the same page and counts for nothing.
func (l *loopback) callback(w http.ResponseWriter, r *http.Request) {
	got, err := l.read(r)
	if err != nil {
		show(w, http.StatusBadRequest, otherAttemptPage)
		return
	}
	if l.taken.CompareAndSwap(false, true) {
		l.answers <- got
	}
	setHeaders(w)
	w.Header().Set("Location", l.donePath())
	w.WriteHeader(http.StatusSeeOther)
}

// done says how it went, as soon as that is known.
func (l *loopback) done(w http.ResponseWriter, r *http.Request) {
	select {
	case <-l.outcome:
	case <-r.Context().Done():
		return
	}
	show(w, http.StatusOK, l.page)
	select {
	case l.seen <- struct{}{}:
	default:
	}
}

// read takes the answer out of a callback. Only one that carries our state may
// bring a code. A refusal ends the attempt even without it, because Zoom may
// leave the state out there (nothing documents it) and nobody should wait five
// minutes after pressing Decline; but not one that a browser sends for a page
// in the background, so that no website can end a sign-in unseen.
func (l *loopback) read(r *http.Request) (answer, error) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return answer{}, errBadCallback
	}
	state, code, denied := q["state"], q["code"], q["error"]
	ours := len(state) == 1 && subtle.ConstantTimeCompare([]byte(state[0]), []byte(l.state)) == 1
	switch {
	case len(denied) == 1 && denied[0] != "" && len(code) == 0 && (ours || (len(state) == 0 && navigated(r))):
		return answer{denied: denied[0]}, nil
	case len(code) == 1 && len(code[0]) <= mostCode && sane(code[0]) && len(denied) == 0 && ours:
		return answer{code: code[0]}, nil
	default:
		return answer{}, errBadCallback
	}
}

// navigated says whether the person sees this page come up. Browsers say so in
// Sec-Fetch-Mode; without the header it is an old one, or not a browser.
func navigated(r *http.Request) bool {
	mode := r.Header.Get("Sec-Fetch-Mode")
	return mode == "" || mode == "navigate"
}

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
