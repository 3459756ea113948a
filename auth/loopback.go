package auth

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// Limits of the listener. A browser on this machine needs milliseconds.
const (
	headerLimit     = 16 << 10
	readLimit       = 5 * time.Second
	outcomeLimit    = 90 * time.Second // for the page that waits for the exchange
	farewellLimit   = time.Second      // for the browser to fetch that page
	shutdownLimit   = 500 * time.Millisecond
	mostConnections = 256 // that have not said anything yet
)

// loopback is the listener of one attempt to sign in. When the answer has come,
// it sends the browser on to a page at another path, so that the code leaves the
// address bar and the history. That page waits until the outcome is known and
// tells the truth.
type loopback struct {
	inbox  *inbox
	host   string // what a browser that was sent here puts into Host
	path   string
	server *http.Server
	crowd  *crowd
	served chan struct{} // closed when the server has ended

	visited atomic.Bool   // a browser was sent on to the page
	outcome chan struct{} // closed when page is set
	page    page
	seen    chan struct{} // told when a browser has fetched the outcome
}

// listen opens the listener for an inbox and tells the inbox where it is.
func listen(ctx context.Context, redirectURI string, in *inbox) (*loopback, error) {
	listener, redirect, err := bind(ctx, redirectURI)
	if err != nil {
		return nil, err
	}
	in.redirect = redirect
	l := &loopback{
		inbox: in, path: redirect.Path,
		host:  strings.TrimSuffix(redirect.Host, ":80"), // the port that browsers leave out
		crowd: newCrowd(mostConnections), served: make(chan struct{}),
		outcome: make(chan struct{}), seen: make(chan struct{}, 1),
	}
	if l.path == "" {
		l.path = "/"
	}
	l.server = &http.Server{
		Handler: l, MaxHeaderBytes: headerLimit,
		// No ReadTimeout: it would cut off the page that waits for the outcome.
		ReadHeaderTimeout: readLimit, WriteTimeout: outcomeLimit,
		ConnState: l.crowd.watch,
		ErrorLog:  log.New(io.Discard, "", 0), // what strangers send is not worth a line
	}
	l.server.SetKeepAlivesEnabled(false) // nobody has more to ask
	go func() {
		defer close(l.served)
		_ = l.server.Serve(listener) // ends when it is closed; before that, the sign-in has its own limit
	}()
	return l, nil
}

// bind takes the port of a redirect address: the one in it, else one that is
// free, because Zoom ignores the port of loopback addresses.
func bind(ctx context.Context, redirectURI string) (net.Listener, *url.URL, error) {
	u, err := url.Parse(redirectURI)
	if err != nil {
		return nil, nil, fault.Wrap(fault.BadRedirect, err)
	}
	port := "0"
	if u.Port() != "" {
		port = u.Port()
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return nil, nil, fault.Wrap(fault.BadRedirect, err)
		}
	}
	config := net.ListenConfig{Control: exclusive}
	listener, err := config.Listen(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		return nil, nil, explainListen(ctx, u.Hostname(), err)
	}
	u.Host = listener.Addr().String()
	return listener, u, nil
}

// Listen says whether a browser could come back to the redirect address. While
// a sign-in is listening there itself, it can.
func (a *Auth) Listen(ctx context.Context, z app.ZoomApp) error {
	if err := app.CheckRedirect(z.RedirectURI); err != nil || z.PastesCallback() {
		return err
	}
	listener, _, err := bind(ctx, z.RedirectURI)
	if err == nil {
		return listener.Close()
	}
	if fault.Is(err, fault.PortTaken) && a.listensAt(z.RedirectURI) {
		return nil
	}
	return err
}

func (a *Auth) listensAt(redirectURI string) bool {
	in := a.awaiting()
	return in != nil && in.redirect.String() == redirectURI
}

// explainListen tells a port that is taken from an address that this machine
// does not have, such as [::1] without IPv6.
func explainListen(ctx context.Context, host string, cause error) error {
	var config net.ListenConfig
	other, err := config.Listen(ctx, "tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return fault.Wrap(fault.NoLoopback, cause, "address", host)
	}
	_ = other.Close() // only a try
	return fault.Wrap(fault.PortTaken, cause)
}

// close tells a browser that is waiting how it went, and ends the listener.
func (l *loopback) close(outcome page) {
	l.page = outcome
	close(l.outcome)
	if l.visited.Load() {
		farewell := time.NewTimer(farewellLimit)
		defer farewell.Stop()
		select {
		case <-l.seen:
		case <-farewell.C:
		}
	}
	l.crowd.dismiss()
	ctx, cancel := context.WithTimeout(context.Background(), shutdownLimit)
	defer cancel()
	if l.server.Shutdown(ctx) != nil {
		_ = l.server.Close() // somebody holds a connection open
	}
	<-l.served
}
