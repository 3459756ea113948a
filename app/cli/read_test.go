package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/cli"
	"behalf/app/fault"
	"behalf/app/meeting"
)

// pastes are all texts that the reader is measured on.
func pastes(t *testing.T) []string {
	t.Helper()
	file, err := os.Open("../meeting/testdata/links.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // only read
	var all []string
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e struct{ In string }
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatal(err)
		}
		all = append(all, e.In)
	}
	if err := lines.Err(); err != nil || len(all) < 278 {
		t.Fatalf("%d texts, %v", len(all), err)
	}
	return all
}

// Whatever way a text comes in, it is read the same: by read, as an argument
// and on standard input, and as what the window gets to fill in, from an
// argument, a deep link and a file.
func TestF43EveryRoadReadsTheSame(t *testing.T) {
	for _, text := range pastes(t) {
		want, refusal := app.Read(text)
		for name, args := range map[string][]string{"argument": {"read", "--json", "--", text}, "standard input": {"read", "--json", "-"}} {
			var out bytes.Buffer
			exit := cli.Main(context.Background(), cli.Env{Args: args, In: strings.NewReader(text), Out: &out, Err: &bytes.Buffer{}, ReadFile: noFile})
			var got struct {
				Kind      meeting.Kind
				MeetingID string `json:"meeting_id"`
				Pwd       string `json:"passcode_param"`
				Passcode  string `json:"passcode_plain"`
				Host      string
			}
			if err := json.Unmarshal(out.Bytes(), &got); err != nil {
				t.Fatalf("%s: %.80q: %v", name, text, err)
			}
			m := want.Meeting
			if got.Kind != want.Kind || got.MeetingID != m.ID || got.Pwd != m.PasscodeParam || got.Passcode != m.PasscodePlain || got.Host != m.Host || (exit == 0) != (refusal == nil) {
				t.Errorf("%s: %.80q: %+v, exit %d", name, text, got, exit)
			}
		}
		for name, arg := range map[string]string{"text": text, "deep link": "behalf://send?url=" + strings.ReplaceAll(url.QueryEscape(text), "+", "%20"), "file": "invitation.ics"} {
			got, f := app.Read(filledIn(t, arg, text))
			if got.Meeting != want.Meeting || !slices.Equal(got.Candidates, want.Candidates) || kindOf(f) != kindOf(refusal) {
				t.Errorf("%s: %.80q: %s %v, not %s %v", name, text, got.Kind, got.Meeting, want.Kind, want.Meeting)
			}
		}
	}
}

func noFile(string) (string, error) { return "", os.ErrNotExist }

// filledIn is the text that the window gets.
func filledIn(t *testing.T, arg, content string) (text string) {
	t.Helper()
	exit := cli.Main(context.Background(), cli.Env{
		Args: []string{"--", arg}, In: strings.NewReader(""), Out: &bytes.Buffer{}, Err: &bytes.Buffer{},
		ReadFile: func(string) (string, error) { return content, nil },
		Window:   func(_ context.Context, o cli.WindowOptions) error { text = o.Link; return nil },
	})
	if exit != 0 {
		t.Fatalf("%.80q: exit %d", arg, exit)
	}
	return text
}

func kindOf(f *fault.Fault) fault.Kind {
	if f == nil {
		return ""
	}
	return f.Kind
}
