package ui

import (
	"encoding/json"
	"maps"
	"regexp"
	"strings"
	"testing"

	"behalf/app/fault"
	"behalf/ui/lang"
)

// marked is a language whose words are all put in marks, with the places after
// them: what stands outside of marks was never asked for in the language.
func marked(t *testing.T) []byte {
	t.Helper()
	words := saidInEnglish(t)
	maps.Copy(words, wordsOf(t, "en"))
	for key, english := range words {
		mark := func(any) string { return "‹" + key + "›" + strings.Join(placesIn(english), " ") }
		if forms, plural := english.(map[string]any); plural {
			marks := map[string]any{}
			for form := range forms {
				marks[form] = mark(nil)
			}
			words[key] = marks
			continue
		}
		words[key] = mark(nil)
	}
	words["layout.date"], words["layout.datetime"] = "02.01.2006", "02.01.2006 15:04"
	data, err := json.Marshal(words)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var (
	marks = regexp.MustCompile(`‹[^›]*›`)
	latin = regexp.MustCompile(`[A-Za-z]{2,}`)

	// What is the same in every language: names, addresses, codes; and how an
	// assistant is called in the meeting, where others read it.
	names = regexp.MustCompile(`ZoomGov|Zoom|zoom\.us|behalf\.app|apt|MIT|Behalf|Deutsch|English|Español|Français|Português|BHF-\d+|https?://\S*|[a-z_]+(:[a-z_]+)+|\{[a-z_]+\}|\S+ for Ωδα`)
)

// TestNothingEnglishIsLeft looks at every screen in every state in a language
// of marks.
func TestNothingEnglishIsLeft(t *testing.T) {
	words := marked(t)
	said := map[string]bool{}
	t.Cleanup(func() { _ = lang.Use("en") })
	if err := lang.UseWords("de", words); err != nil {
		t.Fatal(err)
	}
	everywhere(t, fault.Kinds(), func(w *window, where string) {
		for _, words := range wordsOnScreen(w) {
			left := names.ReplaceAllString(marks.ReplaceAllString(words, " "), " ")
			if latin.MatchString(left) && !said[left] {
				said[left] = true
				t.Errorf("%s: %q", where, words)
			}
		}
	})
}
