package instance

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app/fault"
)

// deaf is a connection whose other side reads a number of frames and then
// nothing more; time in it passes only while all wait.
func deaf(t *testing.T, frames int) net.Conn {
	t.Helper()
	here, there := net.Pipe()
	go func() {
		for range frames {
			_ = readFrame(there, maxFrame, new(json.RawMessage))
		}
	}()
	t.Cleanup(func() { _, _ = here.Close(), there.Close() })
	return here
}

func took(t *testing.T, start time.Time, want time.Duration) {
	t.Helper()
	if got := time.Since(start); got != want {
		t.Errorf("it took %v, want %v", got, want)
	}
}

func TestF46FirstThatHangsBeforeItTakesTheRequest(t *testing.T) {
	for frames := range 2 {
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			wantFault(t, hand(deaf(t, frames), Request{Verb: "send"}), fault.Busy)
			took(t, start, Patience)
		})
	}
}

func TestF46FirstThatHangsAfterTheSecondInterrupt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		conn, start := deaf(t, 2), time.Now()
		interrupts := make(chan struct{}, 2)
		interrupts <- struct{}{}
		interrupts <- struct{}{}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			passOn(ctx, conn, interrupts)
			close(done)
		}()
		_, err := answers(conn, io.Discard, io.Discard)
		wantFault(t, err, fault.Busy)
		took(t, start, farewell)
		cancel()
		<-done
	})
}

func TestACallerThatDoesNotReadIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		c, start := &caller{conn: deaf(t, 1), gone: cancel}, time.Now()
		if _, err := (stream{c, false}).Write([]byte("read")); err != nil || ctx.Err() != nil {
			t.Errorf("%v, %v", err, ctx.Err())
		}
		for range 2 { // the second doesn't wait
			if _, err := (stream{c, true}).Write([]byte("not read")); err == nil || ctx.Err() == nil {
				t.Errorf("%v, %v", err, ctx.Err())
			}
		}
		took(t, start, slowCaller)
	})
}
