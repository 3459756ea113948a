package instance

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"behalf/app/fault"
)

// slow says when it is started, hears interrupts, and ends with code when
// release is closed.
type slow struct {
	started, polite, atOnce, release chan struct{}
	code                             int
}

func newSlow(code int) *slow {
	return &slow{make(chan struct{}), make(chan struct{}), make(chan struct{}), make(chan struct{}), code}
}

func (s *slow) handle(ctx context.Context, _ Request, now <-chan struct{}, out, _ io.Writer) int {
	close(s.started)
	select {
	case <-ctx.Done():
		close(s.polite)
		select {
		case <-now:
			close(s.atOnce)
		case <-s.release:
		}
	case <-s.release:
	}
	fmt.Fprint(out, "the end")
	return s.code
}

type result struct {
	code int
	err  error
	out  string
}

// do runs Peer.Do in the background.
func do(ctx context.Context, peer *Peer, interrupts <-chan struct{}) <-chan result {
	done := make(chan result, 1)
	go func() {
		var out output
		code, err := peer.Do(ctx, Request{Verb: "send"}, interrupts, &out, io.Discard)
		done <- result{code, err, string(out)}
	}()
	return done
}

type output []byte

func (o *output) Write(text []byte) (int, error) {
	*o = append(*o, text...)
	return len(text), nil
}

func TestPoliteInterrupt(t *testing.T) {
	s := newSlow(10)
	_, peer, _ := serve(t, s.handle)
	interrupts := make(chan struct{}, 3)
	done := do(t.Context(), peer, interrupts)
	<-s.started
	interrupts <- struct{}{}
	<-s.polite
	close(s.release) // it comes to its own end, which is still heard
	if r := <-done; r.code != 10 || r.err != nil || r.out != "the end" {
		t.Errorf("%+v", r)
	}
}

func TestSecondInterruptIsAtOnce(t *testing.T) {
	s := newSlow(10)
	_, peer, _ := serve(t, s.handle)
	interrupts := make(chan struct{}, 3)
	done := do(t.Context(), peer, interrupts)
	<-s.started
	interrupts <- struct{}{}
	interrupts <- struct{}{}
	<-s.atOnce
	if r := <-done; r.code != 10 || r.err != nil || r.out != "the end" {
		t.Errorf("%+v", r)
	}
}

func TestThirdInterruptDoesNotWait(t *testing.T) {
	release, started := make(chan struct{}), make(chan struct{})
	_, peer, _ := serve(t, func(context.Context, Request, <-chan struct{}, io.Writer, io.Writer) int {
		close(started)
		<-release // deaf
		return 0
	})
	interrupts := make(chan struct{}, 3)
	done := do(t.Context(), peer, interrupts)
	<-started
	for range 3 {
		interrupts <- struct{}{}
	}
	r := <-done
	wantFault(t, r.err, fault.Stopped)
	if r.code != fault.ExitStopped {
		t.Errorf("exit %d", r.code)
	}
	close(release)
}

func TestAClosedInterruptChannelInterruptsNothing(t *testing.T) {
	s := newSlow(3)
	_, peer, _ := serve(t, s.handle)
	interrupts := make(chan struct{})
	close(interrupts)
	done := do(t.Context(), peer, interrupts)
	<-s.started
	close(s.release)
	if r := <-done; r.code != 3 || r.err != nil {
		t.Errorf("%+v", r)
	}
}

func TestTheCallersContextEndsTheRequest(t *testing.T) {
	s := newSlow(0)
	_, peer, _ := serve(t, s.handle)
	ctx, cancel := context.WithCancel(t.Context())
	done := do(ctx, peer, nil)
	<-s.started
	cancel()
	wantFault(t, (<-done).err, fault.Stopped)
	<-s.polite
	close(s.release)
}

func TestAKilledCallerEndsTheRequest(t *testing.T) {
	s := newSlow(0)
	_, _, dir := serve(t, s.handle)
	caller := start(t, dir, "INSTANCE_TEST_DO=1")
	<-s.started
	caller.kill(t)
	<-s.polite
	close(s.release)
}

// A caller whose reader is gone (… | head) ends the request, not the program.
func TestACallerThatCannotWriteEndsTheRequest(t *testing.T) {
	failed := make(chan error, 1)
	_, peer, _ := serve(t, func(ctx context.Context, _ Request, _ <-chan struct{}, out, _ io.Writer) int {
		fmt.Fprint(out, "first")
		<-ctx.Done()
		var err error
		for err == nil {
			_, err = fmt.Fprint(out, "more")
		}
		failed <- err
		return 0
	})
	r, w := io.Pipe()
	_ = r.Close()
	if _, err := peer.Do(t.Context(), Request{Verb: "history"}, nil, w, w); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
	if err := <-failed; err == nil {
		t.Error("the handler must learn that nobody reads")
	}
}

func TestDrainLetsRequestsComeToTheirEnd(t *testing.T) {
	s := newSlow(7)
	primary, peer, dir := serve(t, s.handle)
	done := do(t.Context(), peer, nil)
	<-s.started
	late := knock(t, dir) // greeted in time

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := primary.Drain(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v while a request is under way", err)
	}
	drained := make(chan error, 1)
	go func() { drained <- primary.Drain(t.Context()) }()
	close(s.release)
	must(t, <-drained)
	if r := <-done; r.code != 7 || r.err != nil || r.out != "the end" {
		t.Errorf("%+v", r)
	}
	// From now on nothing is taken, and nothing that was not taken was done.
	_, err := late.Write(frame(`{"v":1,"verb":"send"}`))
	must(t, err)
	if got := ended(t, late); got != refusedEnding {
		t.Errorf("refused with %q", got)
	}
	_, err = peer.Do(t.Context(), Request{Verb: "send"}, nil, io.Discard, io.Discard)
	wantFault(t, err, fault.FirstEnded)
	if !errors.Is(err, ErrGone) {
		t.Error("the caller must see that it can claim again")
	}
	_, _, err = Claim(hurry(t), dir)
	wantFault(t, err, fault.StillEnding)
}

func TestDrainOfNothingIsAtOnce(t *testing.T) {
	primary := claim(t, folder(t))
	primary.Serve(echo)
	must(t, primary.Drain(t.Context()))
	must(t, primary.Drain(t.Context()))
	must(t, primary.Close())
}

func TestCloseEndsRequestsAndWaits(t *testing.T) {
	s := newSlow(10)
	dir := folder(t)
	primary := claim(t, dir)
	primary.Serve(s.handle)
	_, peer, err := Claim(t.Context(), dir)
	must(t, err)
	done := do(t.Context(), peer, nil)
	<-s.started
	closed := make(chan error, 1)
	go func() { closed <- primary.Close() }()
	<-s.polite
	select {
	case err := <-closed:
		t.Errorf("Close did not wait: %v", err)
	default:
	}
	close(s.release)
	must(t, <-closed)
	if r := <-done; r.code != 10 || r.err != nil || r.out != "the end" {
		t.Errorf("%+v", r)
	}
	_, err = peer.Do(t.Context(), Request{Verb: "send"}, nil, io.Discard, io.Discard)
	if !errors.Is(err, ErrGone) {
		t.Errorf("got %v", err)
	}
}
