package meeting

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// example is one line of testdata/links.jsonl.
type example struct {
	ID            string   `json:"id"`
	Group         string   `json:"group"`
	In            string   `json:"in"`
	Kind          Kind     `json:"kind"`
	MeetingID     string   `json:"meeting_id"`
	PasscodeParam string   `json:"passcode_param"`
	PasscodePlain string   `json:"passcode_plain"`
	Host          string   `json:"host"`
	TK            string   `json:"tk"`
	Vanity        string   `json:"vanity"`
	Why           string   `json:"why"`
	Debatable     bool     `json:"debatable"`
	Accept        []Kind   `json:"accept"`
	LenientIDs    []string `json:"lenient_ids"`
	NeverIDs      []string `json:"never_ids"`
}

// knownGaps names strict cases that are read differently on purpose, each with
// its reason. It is empty, and a case that starts to pass must leave it.
var knownGaps = map[string]string{}

func examples(t testing.TB) []example {
	t.Helper()
	file, err := os.Open("testdata/links.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // only read
	var all []example
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e example
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCorpus(t *testing.T) {
	all := examples(t)
	if len(all) < 278 {
		t.Fatalf("only %d cases", len(all))
	}
	for _, e := range all {
		t.Run(e.Group+"/"+e.ID, func(t *testing.T) {
			problem := e.check(Read(e.In))
			reason, gap := knownGaps[e.ID]
			switch {
			case gap && problem == "":
				t.Errorf("passes now; take it out of knownGaps (%s)", reason)
			case !gap && problem != "":
				t.Errorf("%s\n in  %.300q\n why %s", problem, e.In, e.Why)
			}
		})
	}
}

// check applies the pass rule and says what is wrong.
func (e example) check(r Reading) string {
	m := r.Meeting
	for _, c := range append(slices.Clone(r.Candidates), m) {
		if c.ID != "" && slices.Contains(e.NeverIDs, c.ID) {
			return "must never come out: " + c.ID
		}
	}
	if e.Debatable {
		switch {
		case !slices.Contains(e.Accept, r.Kind):
			return "kind " + string(r.Kind) + " is not accepted"
		case m.ID != "" && m.ID != e.MeetingID && !slices.Contains(e.LenientIDs, m.ID):
			return "not an allowed number: " + m.ID
		}
		return ""
	}
	for _, f := range []struct{ name, got, want string }{
		{"kind", string(r.Kind), string(e.Kind)},
		{"meeting_id", m.ID, e.MeetingID},
		{"passcode_param", m.PasscodeParam, e.PasscodeParam},
		{"passcode_plain", m.PasscodePlain, e.PasscodePlain},
		{"host", m.Host, e.Host},
		{"tk", m.TK, e.TK},
		{"vanity", m.Vanity, e.Vanity},
	} {
		if f.got != f.want {
			return f.name + " is " + f.got + ", not " + f.want
		}
	}
	return ""
}
