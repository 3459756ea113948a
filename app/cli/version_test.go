package cli_test

import (
	"bytes"
	"context"
	"testing"

	"behalf/app"
	"behalf/app/cli"
	"behalf/app/fault"
)

// asked is a program whose look never ends, and knows what it was asked for.
type asked struct {
	*terminal
	asked chan struct{}
	done  []app.Wish
}

func (p *asked) Ask(ctx context.Context, _ app.Wish) error {
	close(p.asked)
	<-ctx.Done()
	return ctx.Err()
}

func (p *asked) Do(w app.Wish) { p.done = append(p.done, w) }

// The look is also that of the person at the window, if they have asked.
func TestWhoDoesNotWaitForTheNewestVersionEndsNobodysLook(t *testing.T) {
	ctx, interrupt := context.WithCancel(t.Context())
	p := &asked{terminal: &terminal{watchers: map[chan app.State]bool{}}, asked: make(chan struct{})}
	go func() { <-p.asked; interrupt() }()
	exit := cli.Main(ctx, cli.Env{
		Args: []string{"version", "--check"}, Out: &bytes.Buffer{}, Err: &bytes.Buffer{}, Served: true,
		Open: func(context.Context, string, []byte) (cli.Program, int, error) { return p, 0, nil },
	})
	for _, w := range p.done {
		if _, cancels := w.(app.CancelUpdateCheck); cancels {
			t.Error("the look was ended for everybody")
		}
	}
	if exit != fault.ExitStopped {
		t.Errorf("exit %d", exit)
	}
}
