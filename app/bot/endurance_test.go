package bot

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"behalf/app"
)

var (
	runsInARow   = flag.Int("runs", 40, "how many runs TestRunsLeaveNothing carries out, one after the other")
	runsTogether = flag.Int("runs-together", 20, "how many runs TestManyRunsAtOnce carries out at once")
)

// Every run gets through to its own end, whatever the others do.
func TestManyRunsAtOnce(t *testing.T) {
	oneRun(t, t.TempDir(), true) // what is made once is there from now on
	before := present(t)
	var trials []*trial
	var standIns []*fakeStandIn
	for range *runsTogether {
		tr, standIn := newRehearsal(t, "absent-then-present", entry{NativeCode: 501}, entry{})
		trials, standIns = append(trials, tr.begin()), append(standIns, standIn)
	}
	for i, tr := range trials { // all of them are in the meeting at the same time
		tr.until(app.InMeeting)
		if n := len(standIns[i].asked()); n != 2 {
			t.Errorf("run %d: %d attempts", i, n)
		}
	}
	for i, tr := range trials {
		standIns[i].becomes(status{State: "ended", Reason: "host_ended"})
		tr.is(tr.end(), app.Ended, app.ReasonHostEnded, "")
		standIns[i].close()
	}
	before.areAll(t)
}

// After many runs there is as much of everything as after a few.
func TestRunsLeaveNothing(t *testing.T) {
	runs := t.TempDir()
	oneRun(t, runs, true) // what is made once is there from now on
	before := present(t)
	for n := range *runsInARow {
		oneRun(t, runs, n%2 == 0)
	}
	before.areAll(t)
	if left, err := os.ReadDir(runs); err != nil || len(left) != 0 {
		t.Errorf("%d folders are left, %v", len(left), err)
	}
}

// oneRun carries out a run that the host ends, or the person.
func oneRun(t *testing.T, runs string, byHost bool) {
	t.Helper()
	tr, standIn := newRehearsal(t, "", entry{})
	defer standIn.close()
	tr.config.RunsDir = runs
	tr.begin()
	tr.until(app.InMeeting)
	if !byHost {
		tr.stop()
		tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
		return
	}
	standIn.becomes(status{State: "ended", Reason: "host_ended"})
	tr.is(tr.end(), app.Ended, app.ReasonHostEnded, "")
}

// leftovers is what a run could leave behind of this process.
type leftovers struct {
	goroutines  goleak.Option
	descriptors int
	children    string
}

func present(t *testing.T) leftovers {
	t.Helper()
	return leftovers{goleak.IgnoreCurrent(), len(descriptors()), children(t)}
}

// areAll fails if there is more than there was.
func (before leftovers) areAll(t *testing.T) {
	t.Helper()
	goleak.VerifyNone(t, before.goroutines) // waits for what is about to end
	now := present(t)
	if now.descriptors > before.descriptors || now.children != before.children {
		t.Errorf("before: %d descriptors, children %q; now: %d, %q", before.descriptors, before.children, now.descriptors, now.children)
	}
}

// children lists the processes that this one has started and that are there.
func children(t *testing.T) string {
	t.Helper()
	tasks, err := filepath.Glob("/proc/self/task/*/children")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, path := range tasks {
		if list, err := os.ReadFile(path); err == nil { // the thread may be gone
			all = append(all, strings.Fields(string(list))...)
		}
	}
	return strings.Join(all, " ")
}
