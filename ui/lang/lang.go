// Package lang gives the words of window and tray in the person's language, by
// key, out of assets/translations; what the core says in English (said.go);
// and dates, times and numbers (format.go). It stands where Fyne's package of
// that name could: that one follows the system only, and here the language can
// be chosen. Both read the same files with the same library; the few words of
// Fyne's own that can be seen are handed to it from here (fyne.go).
//
// It is used on the UI goroutine; so is Use, after which everything that is
// shown has to be built anew.
package lang

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jeandeaual/go-locale"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"behalf/assets"
)

// Languages lists the languages that there are words in, English first.
func Languages() []string {
	names := []string{"en"}
	files, _ := assets.Files.ReadDir(assets.Translations) // embedded
	for _, f := range files {
		if name := strings.TrimSuffix(f.Name(), ".json"); name != "en" {
			names = append(names, name)
		}
	}
	return names
}

var (
	current string // one of Languages
	chosen  *i18n.Localizer
	english *i18n.Localizer // nil: not needed yet
	numbers *message.Printer
)

// Use chooses a language; empty means the system's. English stands in for one
// that there are no words in, and for single words that are missing; it is read
// only then.
func Use(wanted string) error {
	if wanted == "" {
		wanted = ofSystem()
	}
	if !slices.Contains(Languages(), wanted) {
		wanted = "en"
	}
	data, err := file(wanted)
	if err != nil {
		return err
	}
	return UseWords(wanted, data)
}

// UseWords is Use with other words than those that Behalf brings along.
func UseWords(name string, data []byte) error {
	localizer, err := read(name, data)
	if err != nil {
		return err
	}
	current, chosen, english = name, localizer, nil
	numbers = message.NewPrinter(language.Make(name))
	return tellFyne()
}

func file(name string) ([]byte, error) {
	return assets.Files.ReadFile(assets.Translations + "/" + name + ".json")
}

func read(name string, data []byte) (*i18n.Localizer, error) {
	tag := language.Make(name)
	bundle := i18n.NewBundle(tag)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	if _, err := bundle.ParseMessageFileBytes(data, name+".json"); err != nil {
		return nil, fmt.Errorf("translations: %s: %w", name, err)
	}
	return i18n.NewLocalizer(bundle, name), nil
}

// ofSystem is the first of the person's languages that there are words in.
func ofSystem() string {
	wanted, err := locale.GetLocales()
	if err != nil || len(wanted) == 0 {
		return "en"
	}
	var offered []language.Tag
	for _, name := range Languages() {
		offered = append(offered, language.Make(name))
	}
	var tags []language.Tag
	for _, name := range wanted {
		tags = append(tags, language.Make(name))
	}
	_, i, confidence := language.NewMatcher(offered).Match(tags...)
	if confidence == language.No {
		return "en"
	}
	return Languages()[i]
}

// Current is the language in use.
func Current() string { return current }

// L gives the words of a key, with its places filled in.
func L(key string, data ...map[string]any) string {
	return look(&i18n.LocalizeConfig{MessageID: key, TemplateData: places(data)})
}

// N is L for a number of things, in the right plural form; {{.PluralCount}} is
// the number.
func N(key string, n int, data ...map[string]any) string {
	all := places(data)
	all["PluralCount"] = Number(n)
	return look(&i18n.LocalizeConfig{MessageID: key, PluralCount: n, TemplateData: all})
}

// Find gives the words of a key that need not be there, in the language in use.
func Find(key string) (words string, found bool) {
	words, err := chosen.Localize(&i18n.LocalizeConfig{MessageID: key})
	return words, err == nil && words != ""
}

// look falls back to English, and gives the key itself only where there are no
// words at all: a test sees to it that no person ever meets that.
func look(c *i18n.LocalizeConfig) string {
	if words, err := chosen.Localize(c); err == nil && words != "" {
		return words
	}
	if english == nil {
		english = standIn()
	}
	if words, err := english.Localize(c); err == nil && words != "" {
		return words
	}
	return c.MessageID
}

// standIn is English. It is embedded, and tests read it, so that it can't be
// missing; were it, there would be nothing better than the words in use.
func standIn() *i18n.Localizer {
	data, err := file("en")
	if err != nil {
		return chosen
	}
	words, err := read("en", data)
	if err != nil {
		return chosen
	}
	return words
}

// places are what is filled in, with numbers as the language writes them.
func places(data []map[string]any) map[string]any {
	all := map[string]any{}
	for _, d := range data {
		maps.Copy(all, d)
	}
	for name, value := range all {
		switch value.(type) {
		case int, int64:
			all[name] = numbers.Sprint(value)
		}
	}
	return all
}
