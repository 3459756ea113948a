package instance

import (
	"context"
	"net"
	"slices"
	"sync"
	"time"
)

// caller is one connection from a later instance.
type caller struct {
	conn net.Conn
	gone context.CancelFunc // ends the request's context

	mu  sync.Mutex // one frame at a time
	err error      // the first failed write; then there is nobody to write to
}

// receive carries one connection through: greeting, request, answers.
func (p *Primary) receive(conn net.Conn, h Handler) {
	defer func() { _ = conn.Close() }() // whatever it says, it is over
	if !isOurs(conn) || p.isEnding() {
		return
	}
	stop := context.AfterFunc(p.ctx, func() { _ = conn.Close() })
	r, ok := p.request(conn)
	if !stop() || !ok {
		return
	}
	if !p.begin() {
		_ = writeFrame(conn, answer{Refused: refusedEnding})
		return
	}
	defer p.end()
	_ = conn.SetDeadline(time.Time{})

	ctx, cancel := context.WithCancel(p.ctx)
	defer cancel()
	c := &caller{conn: conn, gone: cancel}
	now := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() { c.watch(now) })

	_ = c.send(answer{Taken: true})
	code := h(ctx, r, now, stream{c, false}, stream{c, true})
	_ = c.send(answer{Exit: &code})
	_ = conn.Close()
	watch.Wait()
}

// request greets and reads what is asked for, within the time limit.
func (p *Primary) request(conn net.Conn) (r Request, ok bool) {
	_ = conn.SetDeadline(time.Now().Add(p.firstMessage))
	if err := writeFrame(conn, greeting{V: Version}); err != nil {
		return r, false
	}
	refused := refusedGarbage
	switch err := readFrame(conn, maxFrame, &r); {
	case err != nil:
	case r.V != Version:
		refused = refusedVersion
	case !slices.Contains(Verbs, r.Verb):
		refused = refusedVerb
	default:
		return r, true
	}
	_ = writeFrame(conn, answer{Refused: refused}) // if it is still there
	return r, false
}

// watch waits for the caller's interrupts, or its end. A caller that sends
// anything else, or more, is sent away.
func (c *caller) watch(now chan<- struct{}) {
	defer c.gone()
	defer func() { _ = c.conn.Close() }()
	for n := 1; n <= 2; n++ {
		var i interrupt
		if err := readFrame(c.conn, maxInterrupt, &i); err != nil || !i.Interrupt {
			return
		}
		c.gone()
		if n == 2 {
			close(now)
		}
	}
	_, _ = c.conn.Read(make([]byte, 1)) // its end
}

func (c *caller) send(a answer) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err != nil {
		return c.err
	}
	_ = c.conn.SetWriteDeadline(time.Now().Add(slowCaller))
	if c.err = writeFrame(c.conn, a); c.err != nil {
		c.gone()
	}
	return c.err
}

// stream is a caller's standard output or error.
type stream struct {
	*caller
	isErr bool
}

func (s stream) Write(text []byte) (int, error) {
	n := 0
	for part := range slices.Chunk(text, chunk) {
		a := answer{Out: part}
		if s.isErr {
			a = answer{Err: part}
		}
		if err := s.send(a); err != nil {
			return n, err
		}
		n += len(part)
	}
	return n, nil
}
