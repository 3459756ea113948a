package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"iter"
	"strconv"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/cli"
	"behalf/app/fault"
)

// archive is a program with a past.
type archive struct {
	cli.Program
	runs   []app.Run
	err    error // after them
	wishes []app.Wish
}

func (a *archive) History(context.Context, int) iter.Seq2[app.Run, error] {
	return func(yield func(app.Run, error) bool) {
		for _, r := range a.runs {
			if !yield(r, nil) {
				return
			}
		}
		if a.err != nil {
			yield(app.Run{}, a.err)
		}
	}
}

func (a *archive) State() app.State { return app.State{FilesIn: "/home/ada/runs"} }

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
	return verb(t, a, args...)
}

// verb runs a verb over a program, and gives what it prints.
func verb(t *testing.T, p cli.Program, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	exit := cli.Main(t.Context(), cli.Env{
		Args: args, Out: &out, Err: &errs,
		Open: func(context.Context, string, []byte) (cli.Program, int, error) { return p, 0, nil },
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

func TestHistoryAsJSONIsOneObjectInOneLine(t *testing.T) {
	for n, want := range map[int]string{0: `{"runs":[]}` + "\n", 1: `{"runs":[{"id":"r-0"`, 3: `{"runs":[{"id":"r-0"`} {
		a := &archive{}
		for i := range n {
			a.runs = append(a.runs, app.Run{ID: "r-" + strconv.Itoa(i), Assistant: "<Notes>"})
		}
		text := a.verb(t, "history", "export", "--json")
		var got struct {
			Runs []struct{ ID, Assistant string }
		}
		if err := json.Unmarshal([]byte(text), &got); err != nil || len(got.Runs) != n {
			t.Errorf("%d runs: %v in %s", n, err, text)
		}
		if !strings.HasPrefix(text, want) || strings.Count(text, "\n") != 1 || strings.Contains(text, `\u003c`) {
			t.Errorf("%d runs: %s", n, text)
		}
	}
}

// RFC 4180: a header, lines that end with CR LF, quotes where they are needed.
// A cell that a spreadsheet would take for a formula is text.
func TestHistoryAsCSV(t *testing.T) {
	at := time.Date(2026, 11, 21, 12, 0, 0, 0, time.FixedZone("", 3600))
	a := &archive{runs: []app.Run{
		{
			ID: "r-1", MeetingID: "81234567890", Host: "zoom.us", Assistant: "=1+1", Account: "Ada \"A\" Lövelace, 愛", StartedAt: at,
			Events: []app.Event{{Phase: app.Failed, Attempt: 2, Reason: app.ReasonLost, Fault: fault.New(fault.BotLost)}},
		},
		{ID: "r-2", Assistant: "+1", Account: "-1"},
		{ID: "r-3", Assistant: "@SUM(A1)", Account: "\t=1"},
	}}
	const header = "id,meeting_id,host,assistant,account,started_at,ended_at,attempts,outcome,reason,fault\r\n"
	want := header +
		`r-1,81234567890,zoom.us,'=1+1,"Ada ""A"" Lövelace, 愛",2026-11-21T11:00:00Z,,2,failed,lost,` + fault.New(fault.BotLost).Code + "\r\n" +
		"r-2,,,'+1,'-1,,,1,minting,,\r\n" +
		"r-3,,,'@SUM(A1),'\t=1,,,1,minting,,\r\n"
	if got := a.verb(t, "history", "export", "--csv"); got != want {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	if got := (&archive{}).verb(t, "history", "export", "--csv"); got != header {
		t.Errorf("without runs: %q", got)
	}
}

// What can't be read to its end is no answer, however much of it there was.
func TestHistoryThatBreaksOffIsAFailure(t *testing.T) {
	for _, args := range [][]string{{"history"}, {"history", "--json"}, {"history", "export", "--csv"}, {"history", "export", "--json"}} {
		a := &archive{runs: []app.Run{{ID: "r-1"}}, err: fault.New(fault.StorageFailed, "path", "/x")}
		var out, errs bytes.Buffer
		exit := cli.Main(t.Context(), cli.Env{
			Args: args, Out: &out, Err: &errs,
			Open: func(context.Context, string, []byte) (cli.Program, int, error) { return a, 0, nil },
		})
		if said := out.String() + errs.String(); exit != fault.ExitUnexpected || !strings.Contains(said, "BHF-103") {
			t.Errorf("%v: %d %s", args, exit, said)
		}
		if strings.Contains(out.String(), "r-1") {
			t.Errorf("%v prints half of it: %s", args, out.String())
		}
	}
}
