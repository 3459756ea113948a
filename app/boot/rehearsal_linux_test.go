package boot

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"testing"

	"go.uber.org/goleak"

	"behalf/app"
)

// stageFor is a host that can rehearse, whose temporary files are in a folder
// of the test's own.
func stageFor(t *testing.T) (*rehearsals, string) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	return &rehearsals{host: &host{log: slog.New(slog.DiscardHandler)}}, dir
}

func wantEmpty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 0 {
		t.Errorf("left are %v, %v", left, err)
	}
}

// What the window plays is set up like a person's own program, with a keychain
// of its own, and nothing is left of it.
func TestARehearsalLeavesNothing(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	plays, dir := stageFor(t)
	ctx, end := context.WithCancel(t.Context())
	r, err := plays.begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s := r.Program.State()
	if !s.Rehearsal || len(s.Accounts) != 1 || len(s.Assistants) != 1 || s.Keychain.Kind == "secret-service" {
		t.Errorf("%+v", s)
	}
	reading, f := app.Read(r.Link)
	if f != nil {
		t.Fatal(f)
	}
	r.Program.Do(app.Send{RunID: app.NewRunID(), Meeting: reading.Meeting})
	for s := range r.Program.Watch(ctx) {
		if s.Notice != nil {
			t.Fatal(s.Notice.Fault)
		}
		if len(s.Runs) == 1 && s.Runs[0].Phase() == app.WaitingForYou {
			break
		}
	}
	end() // in the middle of it
	plays.wait()
	wantEmpty(t, dir)
}

// One that is called off while it is set up comes back with why, and leaves
// nothing either.
func TestARehearsalCalledOffLeavesNothing(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	plays, dir := stageFor(t)
	ctx, end := context.WithCancel(t.Context())
	end()
	if r, err := plays.begin(ctx); !errors.Is(err, context.Canceled) || r != nil {
		t.Errorf("%v, %v", r, err)
	}
	plays.wait()
	wantEmpty(t, dir)
}
