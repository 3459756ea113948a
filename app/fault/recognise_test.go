package fault_test

import (
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"

	"behalf/app/fault"
)

var aPlace = regexp.MustCompile(`\{([a-z_]+)\}`)

// filled gives a value to each place of some words.
func filled(words string) (pairs []string, values map[string]string) {
	for _, m := range aPlace.FindAllStringSubmatch(words, -1) {
		value := "<" + m[1] + "> (1)."
		pairs = append(pairs, m[1], value)
		if values == nil {
			values = map[string]string{}
		}
		values[m[1]] = value
	}
	return pairs, values
}

func TestEverySentenceIsFoundAgain(t *testing.T) {
	for _, kind := range fault.Kinds() {
		bare := fault.New(kind)
		pairs, _ := filled(bare.Title + bare.Advice)
		f := fault.Restore(fault.Stored{Kind: kind, Title: fault.New(kind, pairs...).Title, Advice: fault.New(kind, pairs...).Advice})
		_, values := filled(bare.Title)
		if key, got, ok := f.SaidTitle(); !ok || key != "fault."+string(kind)+".title" || !maps.Equal(got, values) {
			t.Errorf("%s: title %v, %q, %v", kind, ok, key, got)
		}
		_, values = filled(bare.Advice)
		if key, got, ok := f.SaidAdvice(); bare.Advice != "" && (!ok || key != "fault."+string(kind)+".advice" || !maps.Equal(got, values)) {
			t.Errorf("%s: advice %v, %q, %v", kind, ok, key, got)
		}
	}
	for _, p := range fault.Phrases() {
		pairs, values := filled(p.Say())
		if key, got, ok := fault.Recognise(p.Say(pairs...)); !ok || key != "phrase."+string(p) || !maps.Equal(got, values) {
			t.Errorf("%s: %v, %q, %v", p, ok, key, got)
		}
	}
}

// A phrase goes through clean on its way into a place, and has to come out whole.
func TestPhrasesAreShortEnoughForAPlace(t *testing.T) {
	for _, p := range fault.Phrases() {
		if words := p.Say(); words == "" || len(words) > 150 || words != strings.TrimSpace(words) {
			t.Errorf("%s: %q", p, words)
		}
	}
}

func TestEveryDeclaredPhraseHasWords(t *testing.T) {
	source, err := os.ReadFile("phrases.go")
	if err != nil {
		t.Fatal(err)
	}
	declared := regexp.MustCompile(`Phrase = "([a-z_.]+)"`).FindAllStringSubmatch(string(source), -1)
	if len(declared) != len(fault.Phrases()) {
		t.Errorf("%d phrases declared, %d with words", len(declared), len(fault.Phrases()))
	}
	for _, m := range declared {
		if fault.Phrase(m[1]).Say() == "" {
			t.Errorf("%s has no words", m[1])
		}
	}
}

func TestWhatIsNotOursIsNotRecognised(t *testing.T) {
	for _, text := range []string{"", "out of paper", "It ended.", "in 5 years"} {
		if key, _, ok := fault.Recognise(text); ok {
			t.Errorf("%q is taken for %s", text, key)
		}
	}
	if key, values, ok := fault.Recognise("Without the right to record: The meeting is full."); !ok || key != "phrase.note.no_right" || values["why"] != "The meeting is full." {
		t.Errorf("%v, %q, %v", ok, key, values)
	}
}

// Words of another version: without a place they can only mean their kind, but
// a kind that this version does not know has become the unexpected one.
func TestOlderAndNewerWords(t *testing.T) {
	older := fault.Restore(fault.Stored{Kind: fault.MeetingFull, Title: "Full.", Advice: "Wait."})
	if key, _, ok := older.SaidTitle(); !ok || key != "fault.meeting_full.title" {
		t.Error("the kind is known, and has no places")
	}
	placed := fault.Restore(fault.Stored{Kind: fault.NotZoom, Title: "Not Zoom: example.com"})
	if _, _, ok := placed.SaidTitle(); ok {
		t.Error("nobody knows which host")
	}
	newer := fault.Restore(fault.Stored{Kind: "of_tomorrow", Title: "Something new.", Advice: "Do something."})
	if _, _, ok := newer.SaidTitle(); ok || newer.Title != "Something new." {
		t.Error("a kind of tomorrow keeps its words")
	}
}
