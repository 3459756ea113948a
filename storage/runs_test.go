package storage

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

func ids(runs []app.Run) string {
	var all string
	for _, r := range runs {
		all += r.ID + " "
	}
	return all
}

// runsOf is the newest of the history, with all events.
func runsOf(db *DB, limit int) ([]app.Run, error) {
	past, err := db.Past(context.Background(), app.PastQuery{Limit: limit, Steps: true})
	return past.Runs, err
}

func TestRunsAreTheEndedOnesNewestFirst(t *testing.T) {
	db, ctx := open(t, filepath.Join(t.TempDir(), "behalf.db")), t.Context()
	for i, id := range []string{"old", "new", "middle", "open"} {
		r := run(id, noon.Add([]time.Duration{0, 2, 1, 3}[i]*time.Hour))
		if id != "open" {
			r.EndedAt = r.StartedAt.Add(time.Minute)
		}
		must(t, db.SaveRun(ctx, r))
		must(t, db.AddEvent(ctx, id, app.Event{At: r.StartedAt, Phase: app.Minting, Attempt: 1, Note: id}))
	}
	for limit, want := range map[int]string{0: "new middle old ", -1: "new middle old ", 2: "new middle ", 9: "new middle old "} {
		runs, err := runsOf(db, limit)
		must(t, err)
		if ids(runs) != want {
			t.Errorf("limit %d: %q, want %q", limit, ids(runs), want)
		}
		for _, r := range runs {
			if len(r.Events) != 1 || r.Events[0].Note != r.ID {
				t.Errorf("events of %s: %v", r.ID, r.Events)
			}
		}
	}

	renamed := run("old", noon)
	renamed.BotName, renamed.EndedAt = "Grace's Notes", noon
	must(t, db.SaveRun(ctx, renamed))
	found, err := db.Past(ctx, app.PastQuery{Words: "grace"})
	must(t, err)
	same(t, ids(found.Runs), "old ")

	must(t, db.DeleteRun(ctx, "middle"))
	must(t, db.DeleteRun(ctx, "no such run"))
	runs, err := runsOf(db, 0)
	must(t, err)
	same(t, ids(runs), "new old ")

	must(t, db.ClearRuns(ctx)) // the one under way goes on
	must(t, db.AddEvent(ctx, "open", app.Event{At: noon, Phase: app.Ended}))
	var left int
	must(t, db.sql.QueryRow(`SELECT count(*) FROM events`).Scan(&left))
	same(t, left, 2)
}

func TestOldRunsAreForgotten(t *testing.T) {
	db, ctx := open(t, filepath.Join(t.TempDir(), "behalf.db")), t.Context()
	for id, ended := range map[string]time.Time{"old": noon.Add(-time.Millisecond), "just": noon, "new": noon.Add(time.Hour), "open": {}} {
		r := run(id, noon.AddDate(-1, 0, 0)) // long ago, all of them: what counts is the end
		r.EndedAt = ended
		must(t, db.SaveRun(ctx, r))
		must(t, db.AddEvent(ctx, id, app.Event{At: noon, Phase: app.Minting, Artifact: app.Artifact{Kind: "notes", Path: "/runs/" + id, Title: id}}))
	}
	if gone, err := db.DeleteRunsBefore(ctx, time.Time{}); err != nil || len(gone) != 0 {
		t.Errorf("for ever: %v, %v", gone, err)
	}
	gone, err := db.DeleteRunsBefore(ctx, noon)
	must(t, err)
	same(t, gone, []string{"old"})
	left, err := db.RunIDs(ctx)
	must(t, err)
	slices.Sort(left)
	same(t, left, []string{"just", "new", "open"})
	var events int
	must(t, db.sql.QueryRow(`SELECT count(*) FROM events`).Scan(&events))
	same(t, events, 3)
	runs, err := runsOf(db, 1)
	must(t, err)
	same(t, runs[0].Artifacts(), []app.Artifact{{Kind: "notes", Path: "/runs/" + runs[0].ID, Title: runs[0].ID}})
}

func TestLoadGivesTheNewestFifty(t *testing.T) {
	db, ctx := open(t, filepath.Join(t.TempDir(), "behalf.db")), t.Context()
	for i := range 60 {
		r := run(fmt.Sprintf("r%02d", i), noon.Add(time.Duration(i)*time.Minute))
		r.EndedAt = r.StartedAt
		must(t, db.SaveRun(ctx, r))
	}
	saved, err := db.Load(ctx)
	must(t, err)
	if n := len(saved.Recent); n != 50 || saved.Recent[0].ID != "r59" || saved.Recent[49].ID != "r10" {
		t.Errorf("%d runs: %s", n, ids(saved.Recent))
	}
}

func TestAnEventNeedsItsRun(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "behalf.db"))
	wantFault(t, db.AddEvent(t.Context(), "nobody", app.Event{At: noon, Phase: app.Minting}), fault.Unexpected)
}

func TestAFaultOfANewerVersionKeepsItsWords(t *testing.T) {
	db, ctx := open(t, filepath.Join(t.TempDir(), "behalf.db")), t.Context()
	r := run("r1", noon)
	r.EndedAt = noon
	must(t, db.SaveRun(ctx, r))
	newer := &fault.Fault{Kind: "from_the_future", Title: "New words.", Advice: "New advice."}
	must(t, db.AddEvent(ctx, r.ID, app.Event{At: noon, Phase: app.Failed, Fault: newer}))
	runs, err := runsOf(db, 1)
	must(t, err)
	if f := runs[0].Last().Fault; f.Title != newer.Title || f.Advice != newer.Advice {
		t.Errorf("got %v", f)
	}
}

func TestInterruptedEndsWhatACrashLeftOpen(t *testing.T) {
	db, ctx := open(t, filepath.Join(t.TempDir(), "behalf.db")), t.Context()
	later := noon.Add(time.Hour)
	must(t, db.Interrupted(ctx, later)) // nothing to do

	done, left, final, bare := run("done", noon), run("left", noon.Add(1)), run("final", noon.Add(2)), run("bare", noon.Add(3))
	done.EndedAt = noon
	for _, r := range []app.Run{done, left, final, bare} {
		must(t, db.SaveRun(ctx, r))
	}
	must(t, db.AddEvent(ctx, "done", app.Event{At: noon, Phase: app.Ended, Reason: app.ReasonLeft, Attempt: 1}))
	must(t, db.AddEvent(ctx, "left", app.Event{At: noon, Phase: app.Minting, Attempt: 1}))
	must(t, db.AddEvent(ctx, "left", app.Event{At: noon, Phase: app.WaitingForYou, Attempt: 4}))
	must(t, db.AddEvent(ctx, "final", app.Event{At: noon.Add(time.Minute), Phase: app.StoppedByYou, Reason: app.ReasonStopped, Attempt: 2}))

	must(t, db.Interrupted(ctx, later))
	must(t, db.Interrupted(ctx, later.Add(time.Hour))) // and no second time
	runs, err := runsOf(db, 0)
	must(t, err)
	byID := map[string]app.Run{}
	for _, r := range runs {
		byID[r.ID] = r
	}
	interrupted := app.Event{At: later, Phase: app.Failed, Attempt: 4, Reason: app.ReasonInterrupted, Fault: fault.New(fault.Interrupted)}
	same(t, byID["left"].Last(), interrupted)
	same(t, byID["left"].EndedAt, later)
	interrupted.Attempt = 1
	same(t, byID["bare"].Events, []app.Event{interrupted})
	same(t, byID["final"].Last().Reason, app.ReasonStopped)
	same(t, byID["final"].EndedAt, noon.Add(time.Minute))
	same(t, len(byID["done"].Events), 1)
}

func TestSentFindsTheMeetingsWithRuns(t *testing.T) {
	db, ctx := open(t, filepath.Join(t.TempDir(), "behalf.db")), t.Context()
	for id, number := range map[string]string{"a": "81234567890", "b": "81234567890", "c": "91234567890", "d": "85550001111"} {
		r := run(id, noon)
		r.MeetingID = number
		if id != "c" {
			r.EndedAt = noon.Add(time.Minute)
		}
		must(t, db.SaveRun(ctx, r))
	}
	must(t, db.DeleteRun(ctx, "d"))
	for _, c := range []struct{ asked, found []string }{
		{nil, nil},
		{[]string{"81234567890", "85550001111", "1' OR '1'='1"}, []string{"81234567890"}},
		{[]string{"91234567890", "81234567890"}, []string{"81234567890", "91234567890"}},
	} {
		got, err := db.Sent(ctx, c.asked)
		must(t, err)
		slices.Sort(got)
		if !slices.Equal(got, c.found) {
			t.Errorf("%v: %v, want %v", c.asked, got, c.found)
		}
	}
}
