package app_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"behalf/app"
)

func TestF61Names(t *testing.T) {
	notes := app.Assistant{Name: "Notes"}
	for _, c := range []struct{ owner, chosen, want string }{
		{"Ada Lovelace", "", "Notes for Ada"},
		{"Ada Lovelace", " \t\n", "Notes for Ada"},
		{"Ada Lovelace", "\u202e\u200b\u2066", "Notes for Ada"},
		{"Ada Lovelace", "\u200d", "Notes for Ada"},
		{"Ada Lovelace", "…!", "Notes for Ada"},
		{"Ada Lovelace", "A", "A for Ada"},
		{"Ada Lovelace", "🤖", "🤖 for Ada"},
		{"Ada Lovelace", "👩\u200d💻 Notes", "👩\u200d💻 Notes for Ada"},
		{"Ada Lovelace", "Zoom Support", "Zoom Support for Ada"},
		{"Ada Lovelace", "Grace Hopper", "Grace Hopper for Ada"},
		{"Ada Lovelace", "Ada Lovelace", "Notes for Ada"},
		{"Ada Lovelace", "ADA", "Notes for Ada"},
		{"Ada Lovelace", "Ada's Protokoll", "Ada's Protokoll"},
		{"Ada Lovelace", "Adas Protokoll", "Adas Protokoll"},
		{"Ada Lovelace", "Canada", "Canada for Ada"},
		{"Ada Lovelace", "  Notes\r\n for\tAda ", "Notes for Ada"},
		{"Ada Lovelace", "Notes\u202e for \x00\x1b[31mAda", "Notes for [31mAda for Ada"},
		{"Ada Lovelace", "<b>Notes</b>", "<b>Notes</b> for Ada"},
		{"Ada Lovelace", "\xffNotes", "Notes for Ada"},
		{"Ada Lovelace", strings.Repeat("é", 100), strings.Repeat("é", 56) + " for Ada"},
		{"Ada\u202eLovelace", "", "Notes for AdaLovelace"},
		{"山田太郎", "", "Notes for 山田太郎"},
		{"山田太郎", "山田太郎の議事録", "山田太郎の議事録"},
		{strings.Repeat("x", 300), "", "Notes for " + strings.Repeat("x", 27)},
		{"", "", "Notes"},
		{"", "Zoom Support", "Zoom Support (assistant)"},
		{"", "My bot", "My bot"},
	} {
		got := app.State{}.BotName(c.chosen, notes, app.Account{Name: c.owner})
		if got != c.want || utf8.RuneCountInString(got) > 64 {
			t.Errorf("%q of %q: %q, want %q", c.chosen, c.owner, got, c.want)
		}
	}
	if got := (app.State{}).BotName("Notes", app.Assistant{}, app.Account{Name: "Notes"}); got != "Assistant for Notes" {
		t.Errorf("a person called like the assistant: %q", got)
	}
	settings := app.State{Settings: app.Settings{BotName: "Minutes"}}
	if got := settings.BotName("", notes, app.Account{Name: "Ada"}); got != "Minutes for Ada" {
		t.Errorf("from the settings: %q", got)
	}
}
