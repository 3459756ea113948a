package instance

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"time"

	"behalf/app/fault"
)

// ErrGone is the cause of a fault if the first instance ended before it took
// the request: nothing was done, and the caller can Claim again.
var ErrGone = errors.New("the first instance has ended")

// farewell is how long the first instance may take to end a request at once.
const farewell = 5 * time.Second

// Peer is the way to the first instance.
type Peer struct{ door string }

// Do hands a request over, writes what comes back, and returns the exit code.
// Each value from interrupts is passed on: the first asks politely, the second
// wants it at once, the third doesn't wait. When ctx ends, the first instance
// sees its caller go away.
func (p *Peer) Do(ctx context.Context, r Request, interrupts <-chan struct{}, out, errw io.Writer) (int, error) {
	greeted, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	conn, err := p.connect(greeted)
	if err != nil {
		return exitOf(err)
	}
	if r.Verb == "open" {
		letForward(conn)
	}
	if err := hand(conn, r); err != nil {
		_ = conn.Close() // nothing was done
		return exitOf(err)
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	reading, done := context.WithCancel(ctx)
	var pass sync.WaitGroup
	var gaveUp bool
	pass.Go(func() { gaveUp = passOn(reading, conn, interrupts) })

	code, err := answers(conn, out, errw)
	done()
	stop()
	_ = conn.Close()
	pass.Wait()
	switch {
	case err == nil:
		return code, nil
	case ctx.Err() != nil:
		err = noAnswer(ctx.Err())
	case gaveUp:
		err = fault.Wrap(fault.Stopped, err)
	}
	return exitOf(err)
}

// hand sends the request and waits until it is taken.
func hand(conn net.Conn, r Request) error {
	r.V = Version
	_ = conn.SetDeadline(time.Now().Add(Patience))
	if err := writeFrame(conn, r); errors.Is(err, errTooLong) {
		return fault.Wrap(fault.PasteTooLong, err)
	} // another failure is explained by what is read
	var a answer
	switch err := readFrame(conn, maxFrame, &a); {
	case isEnd(err):
		return gone(err)
	case err != nil:
		return fault.Wrap(fault.Busy, err)
	case !a.Taken:
		return explain(a.Refused, r.Verb)
	}
	return conn.SetDeadline(time.Time{})
}

// connect dials, asks who is there, and waits for the greeting.
func (p *Peer) connect(ctx context.Context) (net.Conn, error) {
	conn, err := dial(ctx, p.door)
	if err != nil {
		if ctx.Err() != nil {
			return nil, noAnswer(ctx.Err())
		}
		return nil, gone(err)
	}
	if err := greet(ctx, conn); err != nil {
		_ = conn.Close() // of no use
		return nil, err
	}
	return conn, nil
}

func greet(ctx context.Context, conn net.Conn) error {
	if !isOurs(conn) {
		return fault.Wrap(fault.ForeignFirst, errNotOurs)
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.SetReadDeadline(time.Unix(1, 0)) })
	var g greeting
	err := readFrame(conn, maxInterrupt, &g)
	switch {
	case !stop():
		return noAnswer(ctx.Err())
	case isEnd(err):
		return gone(err)
	case err != nil || g.V != Version:
		return fault.Wrap(fault.OtherVersion, err)
	}
	return nil
}

// passOn sends interrupts; it gives up, and closes, at the third.
func passOn(ctx context.Context, conn net.Conn, interrupts <-chan struct{}) (gaveUp bool) {
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return false
		case _, ok := <-interrupts:
			if !ok {
				return false
			}
		}
		if n == 3 {
			_ = conn.Close()
			return true
		}
		_ = conn.SetWriteDeadline(time.Now().Add(Patience))
		_ = writeFrame(conn, interrupt{Interrupt: true}) // a failure shows in what is read
		if n == 2 {
			_ = conn.SetReadDeadline(time.Now().Add(farewell))
		}
	}
}

// answers writes what comes back until the exit code.
func answers(conn net.Conn, out, errw io.Writer) (int, error) {
	for {
		var a answer
		switch err := readFrame(conn, maxFrame, &a); {
		case errors.Is(err, os.ErrDeadlineExceeded): // see farewell
			return 0, fault.Wrap(fault.Busy, err)
		case err != nil:
			return 0, fault.Wrap(fault.FirstEnded, err)
		case a.Exit != nil:
			return *a.Exit, nil
		}
		if err := write(out, a.Out); err != nil {
			return 0, err
		}
		if err := write(errw, a.Err); err != nil {
			return 0, err
		}
	}
}

func write(w io.Writer, text []byte) error {
	if len(text) == 0 {
		return nil
	}
	_, err := w.Write(text)
	return err
}

func explain(r refusal, verb string) error {
	switch r {
	case refusedVersion:
		return fault.New(fault.OtherVersion)
	case refusedVerb:
		return fault.New(fault.Usage, "what", "The running Behalf does not know the verb "+verb+".")
	case refusedEnding:
		return gone(nil)
	default:
		return fault.Wrap(fault.Unexpected, errors.New("refused: "+string(r)))
	}
}

func gone(err error) error { return fault.Wrap(fault.FirstEnded, errors.Join(ErrGone, err)) }

func exitOf(err error) (int, error) {
	f := fault.From(err)
	return f.Exit, f
}
