package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/cli"
)

// archive is a program with a past.
type archive struct {
	cli.Program
	runs   []app.Run
	wishes []app.Wish
}

func (a *archive) History(context.Context, int) ([]app.Run, error) { return a.runs, nil }
func (a *archive) State() app.State                                { return app.State{FilesIn: "/home/ada/runs"} }

func (a *archive) Ask(_ context.Context, w app.Wish) error {
	a.wishes = append(a.wishes, w)
	return nil
}

func (a *archive) Watch(context.Context) <-chan app.State {
	none := make(chan app.State)
	close(none)
	return none
}

// verb runs a verb over the archive.
func (a *archive) verb(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	exit := cli.Main(t.Context(), cli.Env{
		Args: args, Out: &out, Err: &errs,
		Open: func(context.Context, string, []byte) (cli.Program, int, error) { return a, 0, nil },
	})
	if exit != 0 {
		t.Fatalf("%v: %d %s", args, exit, errs.String())
	}
	return out.String()
}

func TestHistorySaysWhatWasSaved(t *testing.T) {
	at := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	a := &archive{runs: []app.Run{{ID: "r-0123abcd", MeetingID: "81234567890", StartedAt: at, EndedAt: at, Events: []app.Event{
		{At: at, Phase: app.InMeeting, Attempt: 1},
		{At: at, Phase: app.InMeeting, Attempt: 1, Artifact: app.Artifact{Kind: "transcript", Path: "/runs/r-0123abcd/a b.md", Title: "Words"}},
		{At: at, Phase: app.Ended, Attempt: 1, Reason: app.ReasonLeft, Artifact: app.Artifact{Path: "/runs/r-0123abcd/x", Title: "x"}},
	}}, {ID: "r-00000001"}}}
	type artifact struct{ Kind, Path, Title string }
	var got struct {
		Runs []struct {
			Artifacts []artifact
			Events    []struct{ Artifact *artifact }
		}
	}
	text := a.verb(t, "history", "--json")
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	first, second := artifact{"transcript", "/runs/r-0123abcd/a b.md", "Words"}, artifact{"", "/runs/r-0123abcd/x", "x"}
	r := got.Runs[0]
	if len(r.Artifacts) != 2 || r.Artifacts[0] != first || r.Artifacts[1] != second {
		t.Errorf("artifacts %+v", r.Artifacts)
	}
	if r.Events[0].Artifact != nil || *r.Events[1].Artifact != first || *r.Events[2].Artifact != second {
		t.Errorf("events %s", text)
	}
	if got.Runs[1].Artifacts == nil {
		t.Error("a run that saved nothing has null instead of an empty list")
	}
	for range 8 {
		e := a.runs[0].Events[2]
		a.runs[0].Events = append(a.runs[0].Events, e)
	}
	words := a.verb(t, "history")
	for _, line := range []string{"\n    Saved transcript: Words (/runs/r-0123abcd/a b.md)\n", "\n    Saved: x (/runs/r-0123abcd/x)\n", "\n    … and 5 more; --json lists all\n"} {
		if !strings.Contains(words, line) {
			t.Errorf("%q is missing in\n%s", line, words)
		}
	}
}

// Without a word about them, files stay: nobody is asked here.
func TestHistoryClearKeepsFilesUnlessToldOtherwise(t *testing.T) {
	for args, want := range map[string]struct {
		wish app.Wish
		said string
	}{
		"history clear":         {app.ClearHistory{}, "History is empty. What assistants saved is still in /home/ada/runs\n"},
		"history clear --files": {app.ClearHistory{Files: true}, "History is empty, and what assistants saved is deleted.\n"},
		"history clear --json":  {app.ClearHistory{}, "{\"cleared\":true,\"files\":false}\n"},
	} {
		a := &archive{}
		if said := a.verb(t, strings.Fields(args)...); said != want.said || len(a.wishes) != 1 || a.wishes[0] != want.wish {
			t.Errorf("%s: %q, %#v", args, said, a.wishes)
		}
	}
}
