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
	mostCode        = 4 << 10
)

// loopback is the listener of one attempt to sign in. It takes one answer, the
// first that carries the state of this attempt, and sends the browser on to a
// page at another path, so that the code leaves the address bar and the
// history. That page waits until the outcome is known and tells the truth.
type loopback struct {
	redirect string // the redirect URI of this attempt, with its port
	host     string // what a browser that was sent here puts into Host
	path     string
	state    string
	server   *http.Server
	crowd    *crowd
	served   chan struct{} // closed when the server has ended

	taken   atomic.Bool   // an answer has come; there is never a second
	answers chan answer   // holds it
	outcome chan struct{} // closed when page is set
	page    page
	seen    chan struct{} // told when a browser has fetched the outcome
}

// answer is what came back from Zoom.
type answer struct {
	code   string
	denied string // the error parameter
}

// listen opens the listener. With a port in the address it is that one, else
// one that is free: Zoom ignores the port of loopback addresses.
func listen(ctx context.Context, redirectURI, state string) (*loopback, error) {
	u, err := url.Parse(redirectURI)
	if err != nil {
		return nil, fault.Wrap(fault.BadRedirect, err)
	}
	port := "0"
	if u.Port() != "" {
		port = u.Port()
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return nil, fault.Wrap(fault.BadRedirect, err)
		}
	}
	config := net.ListenConfig{Control: exclusive}
	listener, err := config.Listen(ctx, "tcp", net.JoinHostPort(u.Hostname(), port))
	if err != nil {
		return nil, explainListen(ctx, u.Hostname(), err)
	}
	u.Host = listener.Addr().String()
	l := &loopback{
		redirect: u.String(), path: u.Path, state: state,
		host:  strings.TrimSuffix(u.Host, ":80"), // the port that browsers leave out
		crowd: newCrowd(mostConnections), served: make(chan struct{}), answers: make(chan answer, 1),
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
		_ = l.server.Serve(listener) // ends when it is closed; before that, wait has its own limit
	}()
	return l, nil
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

// wait gives the code.
func (l *loopback) wait(ctx context.Context) (string, error) {
	select {
	case got := <-l.answers:
		if got.denied != "" {
			return "", explainDenial(got.denied)
		}
		return got.code, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func explainDenial(code string) error {
	switch code {
	case "access_denied":
		return fault.New(fault.SignInDeclined)
	case "invalid_client", "unauthorized_client":
		return fault.New(fault.ClientRefused)
	case "server_error", "temporarily_unavailable":
		return fault.New(fault.ZoomOutage)
	default:
		return fault.New(fault.SignInFailed)
	}
}

// close tells a browser that is waiting how it went, and ends the listener.
func (l *loopback) close(acc app.Account, err error) {
	l.page = connectedPage(acc)
	if err != nil {
		l.page = faultPage(fault.From(err))
	}
	close(l.outcome)
	if l.taken.Load() {
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
