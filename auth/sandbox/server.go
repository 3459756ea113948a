// Package sandbox is a stand-in for Zoom on this machine: sign-in with a
// consent page, tokens that rotate, the few API calls that Behalf makes, every
// refusal that Zoom is known to give, and a gate that lets bots into meetings
// by Zoom's rules. Tests run against it, and so does the rehearsal; nothing in
// it ever reaches Zoom.
//
// State is in memory, behind one lock, and gone with the Server. A few users and
// apps share it, and one user at a time sits at the browser. Every token it
// gives out begins with Marker, so that a search can prove that none leaked. It
// listens on a loopback address only, answers to no other Host, and no web page
// of another origin can change anything in it.
//
// Each route of Zoom's is a place that can be told to fail: in place of its own
// answer, or in spite of it, stands a row of the tables in refusals.go (what
// Zoom refuses), successes.go and spoils.go (good answers that differ) and
// weather.go (what is in between). The handlers behind know nothing of that.
//
// It does not imitate meetings: a session is in, and at some time no longer.
package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"behalf/app/fault"
)

// Server is a running stand-in.
type Server struct {
	opt    Options
	url    string
	apps   []*App // their scopes are under the lock
	users  []User
	clock  func() time.Time
	offset atomic.Int64 // of Zoom's clock, as a time.Duration
	http   *http.Server

	spares  spares
	closing chan struct{}  // closed by Close
	running sync.WaitGroup // the server itself and the sessions
	once    sync.Once

	mu        sync.Mutex
	secrets   []string
	seated    User // at the browser
	elsewhere string
	failures  map[Where][]*failing
	counts    Counts
	signIn    signIn
	gate      gate
}

// Start listens and serves until Close.
func Start(opt Options) (*Server, error) { return start(opt, time.Now) }

func start(opt Options, clock func() time.Time) (*Server, error) {
	opt = opt.withDefaults()
	apps, err := opt.apps()
	if err != nil {
		return nil, err
	}
	users, err := opt.users()
	if err != nil {
		return nil, err
	}
	addr, err := netip.ParseAddrPort(opt.Addr)
	if err != nil || !addr.Addr().IsLoopback() {
		return nil, fault.Wrap(fault.BadServer, err, "name", opt.Addr)
	}
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", addr.String())
	if err != nil {
		return nil, fault.Wrap(fault.Unexpected, fmt.Errorf("stand-in Zoom: %w", err))
	}
	s := &Server{
		opt:       opt,
		url:       "http://" + listener.Addr().String(),
		apps:      apps,
		users:     users,
		seated:    users[0],
		elsewhere: opt.Elsewhere,
		clock:     clock,
		closing:   make(chan struct{}),
		spares:    spares{open: map[net.Conn]struct{}{}},
		failures:  map[Where][]*failing{},
		signIn:    newSignIn(),
		gate:      newGate(),
	}
	s.http = &http.Server{
		Handler:           s.guarded(listener.Addr().String(), s.routes()),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      longestPoll + opt.AnswerDelay + 15*time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ConnState:         s.spares.watch,
		ErrorLog:          slog.NewLogLogger(opt.Log.Handler(), slog.LevelWarn),
	}
	s.running.Go(func() {
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.opt.Log.Error("stand-in Zoom stopped", "err", err)
		}
	})
	return s, nil
}

// URL is the base of both its OAuth endpoints and its API.
func (s *Server) URL() string { return s.url }

// Close ends every session, answers what is under way, and returns when
// nothing of the server is left.
func (s *Server) Close() error {
	var err error
	s.once.Do(func() {
		s.mu.Lock() // after this, no session begins
		close(s.closing)
		s.mu.Unlock()
		s.spares.drop()
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err = s.http.Shutdown(ctx); err != nil {
			err = errors.Join(err, s.http.Close())
		}
		s.running.Wait()
	})
	return err
}
