package tray

import (
	"encoding/json"
	"regexp"
	"testing"
	"time"

	"behalf/app"
	"behalf/assets"
	"behalf/ui/lang"
)

// TestNothingEnglishIsLeft says the menu in a language of marks: what is not
// between marks was not asked for in the language.
func TestNothingEnglishIsLeft(t *testing.T) {
	t.Cleanup(func() { _ = lang.Use("en") })
	data, err := assets.Files.ReadFile(assets.Translations + "/en.json")
	if err != nil {
		t.Fatal(err)
	}
	places := regexp.MustCompile(`\{\{[^}]*\}\}`)
	var words, marked map[string]any
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	marked = map[string]any{}
	for key, said := range words {
		mark := "‹" + key + "›"
		switch said := said.(type) {
		case string:
			for _, place := range places.FindAllString(said, -1) {
				mark += " " + place
			}
			marked[key] = mark
		default:
			marked[key] = map[string]any{"one": mark, "other": mark}
		}
	}
	if data, err = json.Marshal(marked); err != nil {
		t.Fatal(err)
	}
	if err := lang.UseWords("de", data); err != nil {
		t.Fatal(err)
	}
	s := ready()
	s.Runs = []app.Run{run("r1", "81234567890", app.WaitingForYou), run("r2", "81234567891", app.InMeeting)}
	s.Recent = []app.Run{run("p1", "84512340000", app.Ended)}
	for _, s := range []app.State{s, {}, ready()} {
		if left := regexp.MustCompile(`[A-Za-z]{2,}`).FindString(regexp.MustCompile(`‹[^›]*›`).ReplaceAllString(text(Menu(s, time.Now())), "")); left != "" {
			t.Errorf("%q in\n%s", left, text(Menu(s, time.Now())))
		}
	}
}
