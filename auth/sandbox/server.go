// Package sandbox is a stand-in for Zoom on this machine: sign-in with a
// consent page, tokens that rotate, the few API calls that Behalf makes, every
// refusal that Zoom is known to give, and a gate that lets bots into meetings
// by Zoom's rules. Tests run against it, and so does the rehearsal; nothing in
// it ever reaches Zoom.
//
// One user, one app, one Server: state is in memory, behind one lock, and gone
// with it. Every secret it gives out begins with Marker, so that a search can
// prove that none leaked. It listens on a loopback address only, answers to no
// other Host, and no web page of another origin can change anything in it.
//
// It does not imitate meetings: a session is in, and at some time no longer.
package sandbox

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"sync"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// Defaults of Options.
const (
	DefaultClientID = "standin-client-id"
	DefaultName     = "Ada Lovelace"
	DefaultEmail    = "ada@example.com"

	defaultAccessLife   = time.Hour
	defaultMeetingLasts = 3 * time.Second
	defaultAdmitAfter   = time.Second
)

// Options say what the stand-in stands in for. The zero value will do.
type Options struct {
	Addr         string        // a loopback address and port; empty: any free port
	ClientID     string        // of the one app it knows
	ClientSecret string        // empty: a public client, which must use PKCE
	RedirectURI  string        // as registered; its port is ignored
	Scopes       []string      // what the app may do and the user grants
	UserName     string        // who signs in
	UserEmail    string        //
	AccessLife   time.Duration // of access tokens
	AnswerDelay  time.Duration // before each answer of the token endpoint and the API
	MeetingLasts time.Duration // until the host ends it; negative: until told so
	AdmitAfter   time.Duration // how long the scenario "waiting-room" lets wait
	Log          *slog.Logger  // paths and statuses, never a secret
}

func (o Options) withDefaults() Options {
	set := func(s *string, value string) {
		if *s == "" {
			*s = value
		}
	}
	set(&o.Addr, "127.0.0.1:0")
	set(&o.ClientID, DefaultClientID)
	set(&o.RedirectURI, app.DefaultRedirect)
	set(&o.UserName, DefaultName)
	set(&o.UserEmail, DefaultEmail)
	if o.Scopes == nil {
		o.Scopes = []string{app.ScopeToken, app.ScopeUser, app.ScopeZAK}
	}
	if o.AccessLife == 0 {
		o.AccessLife = defaultAccessLife
	}
	if o.MeetingLasts == 0 {
		o.MeetingLasts = defaultMeetingLasts
	}
	if o.AdmitAfter == 0 {
		o.AdmitAfter = defaultAdmitAfter
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Server is a running stand-in.
type Server struct {
	opt  Options
	url  string
	now  func() time.Time
	http *http.Server

	spares  spares
	closing chan struct{}  // closed by Close
	running sync.WaitGroup // the server itself and the sessions
	once    sync.Once

	mu       sync.Mutex
	secrets  []string
	failures map[Where][]*failing
	signIn   signIn
	gate     gate
}

// Start listens and serves until Close.
func Start(opt Options) (*Server, error) { return start(opt, time.Now) }

func start(opt Options, now func() time.Time) (*Server, error) {
	opt = opt.withDefaults()
	addr, err := netip.ParseAddrPort(opt.Addr)
	if err != nil || !addr.Addr().IsLoopback() {
		return nil, fault.Wrap(fault.BadServer, err, "name", opt.Addr)
	}
	listener, err := new(net.ListenConfig).Listen(context.Background(), "tcp", addr.String())
	if err != nil {
		return nil, fault.Wrap(fault.Unexpected, fmt.Errorf("stand-in Zoom: %w", err))
	}
	s := &Server{
		opt:      opt,
		url:      "http://" + listener.Addr().String(),
		now:      now,
		closing:  make(chan struct{}),
		spares:   spares{open: map[net.Conn]struct{}{}},
		failures: map[Where][]*failing{},
		signIn:   newSignIn(),
		gate:     newGate(),
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

// Marker begins every secret that a Server gives out.
const Marker = "ZZTESTTOKEN"

// Secrets lists every secret ever given out: codes and tokens.
func (s *Server) Secrets() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.secrets)
}

// secret makes one of the given length. The caller holds the lock.
func (s *Server) secret(kind string, length int) string {
	value := Marker + "-" + kind + "-"
	value += random(length - len(value))
	s.secrets = append(s.secrets, value)
	return value
}

func random(length int) string {
	raw := make([]byte, length)
	_, _ = rand.Read(raw) // never fails
	return base64.RawURLEncoding.EncodeToString(raw)[:length]
}
