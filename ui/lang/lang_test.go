package lang_test

import (
	"testing"
	"time"

	fynelang "fyne.io/fyne/v2/lang"

	"behalf/app/fault"
	"behalf/ui/lang"
)

func use(t *testing.T, language string) {
	t.Helper()
	t.Cleanup(func() { _ = lang.Use("en") })
	if err := lang.Use(language); err != nil {
		t.Fatal(err)
	}
}

// words makes a language of a few words.
func words(t *testing.T, json string) {
	t.Helper()
	t.Cleanup(func() { _ = lang.Use("en") })
	if err := lang.UseWords("de", []byte(json)); err != nil {
		t.Fatal(err)
	}
}

func TestEveryLanguageHasWords(t *testing.T) {
	all := lang.Languages()
	if len(all) < 6 || all[0] != "en" {
		t.Errorf("%v", all)
	}
	for _, language := range all {
		use(t, language)
		if words := lang.L("nav.settings"); lang.Current() != language || words == "nav.settings" {
			t.Errorf("%s: %s, %q", language, lang.Current(), words)
		}
	}
}

func TestUnknownLanguagesAreEnglish(t *testing.T) {
	use(t, "tlh")
	if lang.Current() != "en" || lang.L("nav.send") != "Send" {
		t.Errorf("%s: %s", lang.Current(), lang.L("nav.send"))
	}
}

func TestEnglishStandsInForMissingWords(t *testing.T) {
	words(t, `{"nav.send": "Senden"}`)
	if got := lang.L("nav.send"); got != "Senden" {
		t.Errorf("%q", got)
	}
	if got := lang.L("nav.history"); got != "History" {
		t.Errorf("%q", got)
	}
	if got := lang.N("ago.days", 2); got != "2 days ago" {
		t.Errorf("%q", got)
	}
	if _, found := lang.Find("nav.history"); found {
		t.Error("English is found where a translation was asked for")
	}
}

func TestFaultsAreSaidInTheLanguage(t *testing.T) {
	words(t, `{
		"fault.not_zoom.title": "Dieser Link führt zu {host}, also nicht zu Zoom.",
		"fault.permission_missing.title": "Zoom erlaubt Behalf nicht, {purpose}: {scope} fehlt.",
		"phrase.purpose.bring": "Assistenten mitzubringen",
		"phrase.note.no_right": "Ohne Aufnahmerecht: {why}",
		"fault.meeting_full.title": "Das Meeting ist voll."
	}`)
	stored := fault.Restore(fault.Stored{Kind: fault.NotZoom, Title: "This link leads to example.com, which is not Zoom."})
	for got, want := range map[string]string{
		lang.Title(fault.New(fault.NotZoom, "host", "example.com")): "Dieser Link führt zu example.com, also nicht zu Zoom.",
		lang.Title(stored): "Dieser Link führt zu example.com, also nicht zu Zoom.",
		lang.Title(fault.New(fault.PermissionMissing, "scope", "x:y", "purpose", fault.ToBring.Say())): "Zoom erlaubt Behalf nicht, Assistenten mitzubringen: x:y fehlt.",
		lang.Said(fault.NoteNoRight.Say("why", fault.New(fault.MeetingFull).Title)):                    "Ohne Aufnahmerecht: Das Meeting ist voll.",
		lang.Said("out of paper"):                "out of paper",
		lang.Advice(fault.New(fault.NotZoom)):    fault.New(fault.NotZoom).Advice, // no translation: the English stands in
		lang.Title(&fault.Fault{Title: "Else."}): "Else.",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestLearntTexts(t *testing.T) {
	words(t, `{"preset.x.title": "Ein Bot"}`)
	lang.Learn("A bot", "preset.x.title")
	lang.Learn("Another bot", "preset.y.title")
	if got := lang.Said("A bot"); got != "Ein Bot" {
		t.Errorf("%q", got)
	}
	if got := lang.Said("Another bot"); got != "Another bot" {
		t.Errorf("%q", got)
	}
}

// Fyne's own words, as a field's menu has them, are those of the language.
func TestFyneSpeaksTheSameLanguage(t *testing.T) {
	words(t, `{"edit.cut": "Ausschneiden", "edit.select_all": "Alles auswählen"}`)
	if got := fynelang.L("Cut") + ", " + fynelang.L("Select all") + ", " + fynelang.L("Redo"); got != "Ausschneiden, Alles auswählen, Redo" {
		t.Errorf("%q", got)
	}
	words(t, `{"edit.cut": "Anders"}`)
	if got := fynelang.L("Cut"); got != "Anders" {
		t.Errorf("after a change: %q", got)
	}
}

func TestDatesAndNumbersByLanguage(t *testing.T) {
	at := time.Date(2026, 11, 4, 9, 5, 7, 0, time.Local)
	for _, language := range lang.Languages() {
		use(t, language)
		for layout, written := range map[string]string{"layout.date": lang.Date(at), "layout.datetime": lang.DateTime(at)} {
			back, err := time.ParseInLocation(lang.L(layout), written, time.Local)
			want := at.Truncate(time.Minute)
			if layout == "layout.date" {
				want = time.Date(2026, 11, 4, 0, 0, 0, 0, time.Local)
			}
			if err != nil || !back.Equal(want) {
				t.Errorf("%s: %s is written %q and read as %v (%v)", language, layout, written, back, err)
			}
		}
	}
	for language, want := range map[string]string{
		"en": "4 Nov 2026, 09:05", "de": "04.11.2026, 09:05", "fr": "04/11/2026 09:05",
		"es": "4/11/2026, 09:05", "pt": "04/11/2026, 09:05", "ja": "2026年11月4日 09:05",
	} {
		use(t, language)
		if got := lang.DateTime(at); got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
	use(t, "en")
	if got := lang.DateTime(at) + ", " + lang.TimeOfDay(at) + ", " + lang.Time(at) + ", " + lang.Number(1234567); got != "4 Nov 2026, 09:05, 09:05, 09:05:07, 1,234,567" {
		t.Errorf("%q", got)
	}
	words(t, `{"layout.date": "02.01.2006"}`)
	if got := lang.Date(at) + ", " + lang.Number(1234567); got != "04.11.2026, 1.234.567" {
		t.Errorf("%q", got)
	}
	words(t, `{"x": "{{.n}} of {{.m}}"}`)
	if got := lang.L("x", map[string]any{"n": 1234, "m": int64(5678)}); got != "1.234 of 5.678" {
		t.Errorf("%q", got)
	}
}
