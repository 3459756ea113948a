package app_test

import (
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// A history of any length comes page by page, each run once, also where some
// began at the same moment or one more ends in between.
func TestHistoryComesInPages(t *testing.T) {
	now := time.Now()
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	const n = 1100
	for i := range n {
		r := past(string(rune('a'+i%26))+time.Duration(i).String(), now, 0)
		r.StartedAt = now.Add(-time.Duration(i/7) * time.Minute) // seven at a time
		w.store.saved.Recent = append(w.store.saved.Recent, r)
	}
	want := w.store.saved.Recent
	for limit, count := range map[int]int{0: n, -1: n, 1: 1, 500: 500, 501: 501, n: n, n + 1: n} {
		var got []app.Run
		for r, err := range w.History(t.Context(), limit) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, r)
		}
		if len(got) != count {
			t.Errorf("limit %d: %d runs", limit, len(got))
		}
		for i, r := range got {
			if r.ID != want[i].ID {
				t.Fatalf("limit %d: %s in place %d, want %s", limit, r.ID, i, want[i].ID)
			}
		}
	}
	given := 0
	for r, err := range w.History(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if given++; given == 3 {
			fresh := past("fresh", now, 0)
			fresh.StartedAt = now.Add(time.Hour)
			_ = w.store.do(func() { w.store.saved.Recent = append([]app.Run{fresh}, w.store.saved.Recent...) })
		} else if given > 3 && r.ID != want[given-1].ID {
			t.Fatalf("%s in place %d", r.ID, given)
		}
	}
	if given != n {
		t.Errorf("%d runs though one came in between", given)
	}
	w.store.pages = 0
	for _, err := range w.History(t.Context(), 3) {
		if err != nil {
			t.Error(err)
		}
		break
	}
	if w.store.pages != 1 {
		t.Errorf("%d pages for one run", w.store.pages)
	}
}

func TestHistoryEndsWithItsError(t *testing.T) {
	w := newWorld(t, kept(30, past("r1", time.Now(), 1)))
	defer w.Close(t.Context())
	w.store.fail(fault.New(fault.DiskFull))
	var errs []error
	for _, err := range w.History(t.Context(), 0) {
		errs = append(errs, err)
	}
	if len(errs) != 1 || !fault.Is(errs[0], fault.DiskFull) {
		t.Errorf("%v", errs)
	}
}

func TestAnOutcomeNeedsALookOrNot(t *testing.T) {
	lost := fault.New(fault.BotLost)
	for e, well := range map[app.Event]bool{
		{Phase: app.Ended, Reason: app.ReasonHostEnded}: true, {Phase: app.StoppedByYou}: true,
		{Phase: app.Failed}: false, {Phase: app.Ended, Fault: lost}: false, {Phase: app.StoppedByYou, Fault: lost}: false,
	} {
		if e.WentWell() != well {
			t.Errorf("%+v: %v", e, !well)
		}
	}
}

// Whoever shows the history looks again when it has changed, not before the
// store has the change.
func TestChangesOfTheHistoryAreCounted(t *testing.T) {
	now := time.Now()
	w := newWorld(t, kept(30, past("r1", now, 1), past("r2", now, 2)))
	defer w.Close(t.Context())
	changes := func() int { return w.State().Changes }
	w.ask(t, app.DeleteRun{RunID: "r1"})
	if changes() != 1 {
		t.Errorf("%d after one was deleted", changes())
	}
	w.ask(t, app.Send{RunID: "r-00000001", Meeting: web})
	r := <-w.bots.jobs
	r.report(app.Event{Phase: app.Ended, Reason: app.ReasonLeft})
	w.until(t, func(s app.State) bool { return s.Changes == 2 })
	if saved := w.store.phases("r-00000001"); len(saved) != 1 || saved[0] != app.Ended {
		t.Errorf("the store has %v", saved)
	}
	w.ask(t, app.ClearHistory{})
	if changes() != 3 {
		t.Errorf("%d after all were deleted", changes())
	}
}
