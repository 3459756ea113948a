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

// dated is a program that knows who brings newer versions.
type dated struct {
	archive
	source app.ReleaseSource
}

func (d *dated) State() app.State {
	return app.State{Version: "1.0.0", Updates: app.Updates{Source: d.source}}
}

func (d *dated) Ask(context.Context, app.Wish) error { return nil }

// A script may run what package_manager names: a company is not one.
func TestVersionSaysWhoBringsNewerOnes(t *testing.T) {
	const nothing = `{"version":"1.0.0","newer":false,"latest":null,"released":null,"page":null,"package_manager":`
	for _, c := range []struct {
		source      app.ReleaseSource
		words, json string
	}{
		{app.ReleaseSource{PackageManager: "apt"}, "It came as a package: apt brings newer versions.", nothing + `"apt"}`},
		{app.ReleaseSource{Company: "Acme"}, "It is from Acme, which also brings newer versions.", nothing + "null}"},
		{app.ReleaseSource{Company: "Acme", PackageManager: "apt"}, "It came as a package: apt brings newer versions.", nothing + `"apt"}`},
	} {
		d := &dated{source: c.source}
		if got := verb(t, d, "version", "--check"); got != "behalf 1.0.0\n"+c.words+"\n" {
			t.Errorf("%+v: %q", c.source, got)
		}
		if got := verb(t, d, "version", "--check", "--json"); got != c.json+"\n" {
			t.Errorf("%+v: %s", c.source, got)
		}
	}
}
