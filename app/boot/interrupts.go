package boot

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"
)

// interrupts turns Ctrl-C and the system's wish to end into a context, and a
// second one into now.
func interrupts(parent context.Context) (ctx context.Context, now <-chan struct{}, release func()) {
	ctx, cancel := context.WithCancel(parent)
	signals := make(chan os.Signal, 2)
	second, quit, over := make(chan struct{}), make(chan struct{}), make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		defer close(over)
		for n := 0; ; n++ {
			select {
			case <-signals:
			case <-quit:
				return
			}
			cancel()
			if n == 1 {
				close(second)
				return
			}
		}
	}()
	return ctx, second, func() {
		signal.Stop(signals)
		close(quit)
		<-over
		cancel()
	}
}

// relay turns the two stages of an interrupt into values for another process,
// until ctx ends; wait then waits for its goroutine.
func relay(ctx context.Context, first, second <-chan struct{}) (values chan struct{}, wait func()) {
	values = make(chan struct{}, 2)
	var relaying sync.WaitGroup
	relaying.Go(func() {
		for _, stage := range []<-chan struct{}{first, second} {
			select {
			case <-stage:
				values <- struct{}{}
			case <-ctx.Done():
				return
			}
		}
	})
	return values, relaying.Wait
}
