package boot_test

import (
	"context"
	"flag"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"
)

var programKills = flag.Int("program-kills", 25, "how many programs TestF18KilledPrograms ends at random instants")

// The real program, with a real keyring, is killed while it renews. What it
// leaves either works, or Zoom had counted the renewal whose answer died with
// it; then there is one clean request to sign in.
func TestF18KilledPrograms(t *testing.T) {
	d, zoom := signedIn(t)
	renewed := func() int { return zoom.State().Counts.Refreshes }
	signedOut := 0
	for n := range *programKills {
		zoom.SetClock(time.Duration(n+1) * 2 * time.Hour) // every token there is has expired
		before := renewed()
		cmd := d.command(context.Background(), program, "token", "obf", "81234567890")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		<-time.After(rand.N(40 * time.Millisecond)) // a random instant is the point
		_ = cmd.Process.Kill()                      // ended already is fine
		_ = cmd.Wait()

		out, errs, exit := d.run(program, "token", "obf", "81234567890")
		switch {
		case exit == 0 && strings.HasPrefix(out, "ZZTESTTOKEN"):
		case exit == 3 && strings.Contains(errs, "BHF-310") && renewed() > before:
			signedOut++
			d.connect(zoom)
		default:
			t.Fatalf("kill %d: exit code %d, %d renewals: %s%s", n+1, exit, renewed()-before, out, errs)
		}
	}
	t.Logf("%d kills, %d renewals at Zoom, %d answers lost with the program", *programKills, renewed(), signedOut)
	d.must("disconnect")
	if n := d.keyringItems(); n != 0 {
		t.Errorf("%d entries are left in the keyring", n)
	}
}

// Eight programs at once, and one token that has expired: one renewal, and
// eight tokens for bots.
func TestF17EightPrograms(t *testing.T) {
	d, zoom := signedIn(t)
	before := zoom.State().Counts.Refreshes
	zoom.SetClock(2 * time.Hour)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if out, errs, exit := d.run(program, "token", "obf", "81234567890"); exit != 0 || !strings.HasPrefix(out, "ZZTESTTOKEN") {
				t.Errorf("exit code %d: %s%s", exit, out, errs)
			}
		})
	}
	all.Wait()
	if n := zoom.State().Counts.Refreshes - before; n != 1 {
		t.Errorf("%d renewals", n)
	}
}
