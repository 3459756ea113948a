package ui

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// within stands for a font in which every letter is as wide as the others.
func within(n int) func(string) bool {
	return func(words string) bool { return utf8.RuneCountInString(words) <= n }
}

func TestWrapped(t *testing.T) {
	for _, c := range []struct {
		words    string
		width    int
		anywhere bool
		want     []string
	}{
		{"", 5, false, []string{""}},
		{"one two three", 7, false, []string{"one two", "three"}},
		{"one two", 20, false, []string{"one two"}},
		{"extraordinary word", 6, false, []string{"extrao", "rdinar", "y word"}},
		{"two\nlines", 20, false, []string{"two", "lines"}},
		{"https://zoom.us/j/1", 8, true, []string{"https://", "zoom.us/", "j/1"}},
		{"ünïcödé", 3, true, []string{"ünï", "cöd", "é"}},
		{"会議のリンクを貼り付けます。", 5, false, []string{"会議のリン", "クを貼り付", "けます。"}},
		{"参加します。次に", 5, false, []string{"参加しま", "す。次に"}},             // no line begins with a full stop,
		{"これは「会議」です", 4, false, []string{"これは", "「会議」", "です"}},       // or ends with an opening bracket,
		{"サーバーとキャッシュ", 3, false, []string{"サー", "バーと", "キャッ", "シュ"}}, // or begins with a small or a long sign
		{"Zoom に接続", 6, false, []string{"Zoom に", "接続"}},
		{"prêt\u00a0: oui", 6, false, []string{"prêt\u00a0:", "oui"}},
		{"narrow", 0, false, []string{"n", "a", "r", "r", "o", "w"}},
	} {
		fits := within(c.width)
		if c.width == 0 { // nothing fits: one letter a line, and no endless loop
			fits = func(words string) bool { return words == "" }
		}
		if got := wrapped(c.words, c.anywhere, fits); !slices.Equal(got, c.want) {
			t.Errorf("wrapped(%q, %d) = %q, want %q", c.words, c.width, got, c.want)
		}
	}
}

func TestShortened(t *testing.T) {
	for words, want := range map[string]string{"short": "short", "much too long": "much t…", "": ""} {
		if got := shortened(words, within(7)); got != want {
			t.Errorf("shortened(%q) = %q, want %q", words, got, want)
		}
	}
}
