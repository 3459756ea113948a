package fault_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"behalf/app/fault"
)

var codeShape = regexp.MustCompile(`^BHF-\d{3}$`)

func TestEveryKindIsExplained(t *testing.T) {
	codes := map[string]fault.Kind{}
	for _, kind := range fault.Kinds() {
		f := fault.New(kind)
		if f.Kind != kind {
			t.Errorf("%s: came out as %s", kind, f.Kind)
		}
		if !codeShape.MatchString(f.Code) {
			t.Errorf("%s: code %q", kind, f.Code)
		}
		if other, taken := codes[f.Code]; taken {
			t.Errorf("%s and %s share the code %s", kind, other, f.Code)
		}
		codes[f.Code] = kind
		if f.Exit < fault.ExitUnexpected || f.Exit > fault.ExitRefused {
			t.Errorf("%s: exit code %d", kind, f.Exit)
		}
		if f.Title == "" || (f.Advice == "" && kind != fault.Stopped) {
			t.Errorf("%s: what happened and one next step must both be said", kind)
		}
		for _, sentence := range []string{f.Title, f.Advice} {
			if sentence != strings.TrimSpace(sentence) || strings.ContainsAny(sentence, "\n\t") {
				t.Errorf("%s: untidy sentence %q", kind, sentence)
			}
		}
	}
}

// Every kind that the source declares must be in the catalogue.
func TestEveryDeclaredKindIsInTheCatalogue(t *testing.T) {
	source, err := os.ReadFile("kinds.go")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, kind := range fault.Kinds() {
		known[string(kind)] = true
	}
	declared := regexp.MustCompile(`Kind = "([a-z_]+)"`).FindAllStringSubmatch(string(source), -1)
	if len(declared) != len(known) {
		t.Errorf("%d kinds declared, %d explained", len(declared), len(known))
	}
	for _, m := range declared {
		if !known[m[1]] {
			t.Errorf("%s is declared but not explained", m[1])
		}
	}
}

func TestWordsAreFilledAndCleaned(t *testing.T) {
	f := fault.New(fault.NotZoom, "host", "evil\u202e.example\r\n")
	if want := "This link leads to evil.example , which is not Zoom."; f.Title != want {
		t.Errorf("got %q, want %q", f.Title, want)
	}
	long := fault.New(fault.NotZoom, "host", strings.Repeat("x", 5000))
	if len(long.Title) > 300 {
		t.Errorf("a foreign value of 5000 characters came through whole")
	}
}

func TestFrom(t *testing.T) {
	inner := errors.New("raw detail of an edge")
	wrapped := fmt.Errorf("minting: %w", fault.Wrap(fault.ZoomOutage, inner))
	if f := fault.From(wrapped); f.Kind != fault.ZoomOutage || !errors.Is(f, inner) {
		t.Errorf("From(%v) = %v", wrapped, f)
	}
	if f := fault.From(fmt.Errorf("waiting: %w", context.Canceled)); f.Kind != fault.Stopped {
		t.Errorf("a cancelled context is %s", f.Kind)
	}
	if f := fault.From(inner); f.Kind != fault.Unexpected || strings.Contains(f.Error(), "raw detail") {
		t.Errorf("an unexplained error reads %q", f)
	}
	if fault.From(nil) != nil || fault.Is(nil, fault.Usage) || !fault.Is(wrapped, fault.Usage, fault.ZoomOutage) {
		t.Error("nil, Is")
	}
	if f := fault.New("no_such_kind"); f.Kind != fault.Unexpected {
		t.Errorf("an unknown kind is %s", f.Kind)
	}
}

func TestJSONIsThePublicForm(t *testing.T) {
	got, err := json.Marshal(fault.Wrap(fault.BadPasscode, errors.New("hidden")))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"code":"BHF-921","kind":"bad_passcode","title":"The passcode is wrong, or the meeting wants one.","advice":"Take it from the invitation, or paste the whole invitation, and send the assistant again.","action":"passcode"}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
