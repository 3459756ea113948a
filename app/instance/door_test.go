package instance

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"behalf/app/fault"
)

// knock is a caller of our own making: it has been greeted.
func knock(t *testing.T, dir string) net.Conn {
	t.Helper()
	conn, err := dial(t.Context(), doorOf(dir))
	must(t, err)
	t.Cleanup(func() { _ = conn.Close() }) // mostly closed by the other side
	must(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	var g greeting
	must(t, readFrame(conn, maxFrame, &g))
	if g.V != Version {
		t.Errorf("greeted with version %d", g.V)
	}
	return conn
}

func frame(text string) []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(text))), text...)
}

// ended reads to the end and says what was refused on the way.
func ended(t *testing.T, conn net.Conn) (refused refusal) {
	t.Helper()
	for {
		var a answer
		err := readFrame(conn, maxFrame, &a)
		if errors.Is(err, errTooLong) || isTimeout(err) {
			t.Fatal(err)
		}
		if err != nil {
			return refused
		}
		refused += a.Refused
	}
}

func isTimeout(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

func stillServes(t *testing.T, dir string) {
	t.Helper()
	_, peer, err := Claim(t.Context(), dir)
	must(t, err)
	code, err := peer.Do(t.Context(), Request{Verb: "status", Args: []string{"x"}}, nil, io.Discard, io.Discard)
	if code != 1 || err != nil {
		t.Errorf("afterwards: %d, %v", code, err)
	}
}

func TestF48WhatIsNoRequestEndsThatConnectionOnly(t *testing.T) {
	_, _, dir := serve(t, echo)
	whole := `{"v":1,"verb":"status"}`
	for name, c := range map[string]struct {
		sent string
		want refusal
	}{
		"2 GB length":    {"\x7f\xff\xff\xff{}", refusedGarbage},
		"4 GB length":    {"\xff\xff\xff\xff{}", refusedGarbage},
		"empty":          {string(frame("")), refusedGarbage},
		"no JSON":        {string(frame("GET / HTTP/1.1\r\n\r\n")), refusedGarbage},
		"a web page":     {"POST / HTTP/1.1\r\nHost: example.com\r\n\r\n" + whole, refusedGarbage},
		"other JSON":     {string(frame(`[1,2]`)), refusedGarbage},
		"invalid UTF-8":  {string(frame("{\"v\":1,\"verb\":\"status\",\"args\":[\"\xff\xfe\"]}")), refusedGarbage},
		"two values":     {string(frame(whole + whole)), refusedGarbage},
		"deep":           {string(frame(strings.Repeat("[", 1<<20))), refusedGarbage},
		"no version":     {string(frame(`{"verb":"status"}`)), refusedVersion},
		"old version":    {string(frame(`{"v":0,"verb":"status"}`)), refusedVersion},
		"new version":    {string(frame(`{"v":2,"verb":"status","more":{}}`)), refusedVersion},
		"unknown verb":   {string(frame(`{"v":1,"verb":"format"}`)), refusedVerb},
		"unknown fields": {string(frame(`{"v":1,"verb":"status","more":{}}`)), ""},
	} {
		conn := knock(t, dir)
		_, _ = conn.Write([]byte(c.sent)) // it may be refused before all is written
		if got := ended(t, conn); got != c.want {
			t.Errorf("%s: refused with %q, want %q", name, got, c.want)
		}
	}
	stillServes(t, dir)
}

func TestF48HalfAMessage(t *testing.T) {
	dir := folder(t)
	primary := claim(t, dir)
	primary.firstMessage = 20 * time.Millisecond
	primary.Serve(echo)
	for _, half := range []string{"", "\x00\x00", "\x00\x00\x01\x00", "\x00\x00\x01\x00{\"v\":1,"} {
		waits := knock(t, dir) // and waits: the time limit ends it
		_, err := waits.Write([]byte(half))
		must(t, err)
		ended(t, waits)

		leaves := knock(t, dir)
		_, err = leaves.Write([]byte(half))
		must(t, err)
		must(t, leaves.Close())
	}
	must(t, primary.Close())
}

func TestF48TenThousandMessages(t *testing.T) {
	release := make(chan struct{})
	_, _, dir := serve(t, func(_ context.Context, r Request, now <-chan struct{}, out, errw io.Writer) int {
		if r.Verb == "send" {
			<-now
			<-release
		}
		return echo(t.Context(), r, now, out, errw)
	})
	conn := knock(t, dir)
	_, err := conn.Write(frame(`{"v":1,"verb":"send"}`))
	for n := 0; err == nil; n++ {
		if _, err = conn.Write(frame(`{"interrupt":true}`)); n == 10_000 {
			t.Fatal("the caller was not sent away")
		}
	}
	ended(t, conn)
	stillServes(t, dir)
	close(release)
}

func TestF48TenThousandConnections(t *testing.T) {
	_, peer, dir := serve(t, echo)
	connections := 10_000
	if testing.Short() { // under wine each takes its time
		connections = 500
	}
	for range connections {
		if _, err := peer.Do(t.Context(), Request{Verb: "status"}, nil, io.Discard, io.Discard); err != nil {
			t.Fatal(err)
		}
	}
	stillServes(t, dir)
}

func TestF48OtherMessagesAfterTheRequestEndIt(t *testing.T) {
	for _, sent := range []string{"{}", `{"interrupt":false}`, "x", strings.Repeat("x", maxInterrupt+1)} {
		s := newSlow(0)
		_, _, dir := serve(t, s.handle)
		conn := knock(t, dir)
		_, err := conn.Write(append(frame(`{"v":1,"verb":"send"}`), frame(sent)...))
		must(t, err)
		<-s.polite
		close(s.release)
		ended(t, conn)
	}
}

func TestF48CallersAreBounded(t *testing.T) {
	_, _, dir := serve(t, echo)
	var idle []net.Conn
	for range maxCallers {
		idle = append(idle, knock(t, dir))
	}
	_, _, err := Claim(hurry(t), dir)
	wantFault(t, err, fault.Busy)
	for _, conn := range idle {
		must(t, conn.Close())
	}
	stillServes(t, dir)
}

func TestCloseDoesNotWaitForIdleCallers(t *testing.T) {
	dir := folder(t)
	primary := claim(t, dir)
	primary.firstMessage = time.Hour
	primary.Serve(echo)
	conn := knock(t, dir)
	must(t, primary.Close())
	ended(t, conn)
}

// pretend is a first instance that says what it is told to.
func pretend(t *testing.T, say ...any) *Peer {
	t.Helper()
	dir := folder(t)
	dir, err := own(dir)
	must(t, err)
	d, err := listen(doorOf(dir))
	must(t, err)
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := d.Accept()
		if err != nil {
			return
		}
		for i, message := range say {
			if raw, ok := message.([]byte); ok {
				_, _ = conn.Write(raw)
			} else {
				_ = writeFrame(conn, message)
			}
			if i == 0 { // the greeting
				_ = readFrame(conn, maxFrame, new(json.RawMessage))
			}
		}
		_ = conn.Close()
	}()
	t.Cleanup(func() {
		must(t, d.Close())
		<-done
		d.remove()
	})
	return &Peer{doorOf(dir)}
}

func TestF48AFirstInstanceOfAnotherMind(t *testing.T) {
	hello, taken, zero := greeting{Version}, answer{Taken: true}, 0
	for name, c := range map[string]struct {
		say  []any
		want fault.Kind
	}{
		"newer":              {[]any{greeting{2}}, fault.OtherVersion},
		"older":              {[]any{greeting{0}}, fault.OtherVersion},
		"newer, says so":     {[]any{hello, answer{Refused: refusedVersion}}, fault.OtherVersion},
		"garbage greeting":   {[]any{frame("SSH-2.0")}, fault.OtherVersion},
		"2 GB greeting":      {[]any{[]byte("\x7f\xff\xff\xff")}, fault.OtherVersion},
		"says nothing":       {nil, fault.FirstEnded},
		"ends early":         {[]any{hello}, fault.FirstEnded},
		"ends after taking":  {[]any{hello, taken}, fault.FirstEnded},
		"unknown refusal":    {[]any{hello, answer{Refused: "because"}}, fault.Unexpected},
		"garbage answer":     {[]any{hello, taken, frame("{")}, fault.FirstEnded},
		"2 GB answer":        {[]any{hello, taken, []byte("\x7f\xff\xff\xff")}, fault.FirstEnded},
		"exit before taking": {[]any{hello, answer{Exit: &zero}}, fault.Unexpected},
	} {
		code, err := pretend(t, c.say...).Do(t.Context(), Request{Verb: "status"}, nil, io.Discard, io.Discard)
		if !fault.Is(err, c.want) || code == 0 {
			t.Errorf("%s: exit %d, %v (%v)", name, code, err, errors.Unwrap(err))
		}
		if wantAgain := name == "says nothing" || name == "ends early"; errors.Is(err, ErrGone) != wantAgain {
			t.Errorf("%s: claim again: %v", name, !wantAgain)
		}
	}
}

func TestLinksDoNotGetIntoErrors(t *testing.T) {
	const marker = "ZZTESTPASS"
	_, peer, _ := serve(t, echo)
	for _, r := range []Request{
		{Verb: "send", Args: []string{marker + strings.Repeat("x", maxFrame)}},
		{Verb: "format", Args: []string{marker}, Stdin: []byte(marker)},
	} {
		_, err := peer.Do(t.Context(), r, nil, io.Discard, io.Discard)
		if err == nil || strings.Contains(fmt.Sprintf("%+v %v", err, errors.Unwrap(err)), marker) {
			t.Errorf("got %v", err)
		}
	}
}
