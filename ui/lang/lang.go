// Package lang gives the words of window and tray in the person's language, by
// key, out of assets/translations. It stands where Fyne's package of that name
// could: that one follows the system only, and here the language can be chosen.
// Both read the same files with the same library.
//
// It is used on the UI goroutine; so is Use, after which everything that is
// shown has to be built anew.
package lang

import (
	"encoding/json"
	"fmt"
	"maps"

	"github.com/jeandeaual/go-locale"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"behalf/assets"
)

// Languages lists the languages that there are words in, English first.
func Languages() []string { return []string{"en"} }

var (
	current   string // one of Languages
	localizer *i18n.Localizer
	numbers   *message.Printer
)

// Use chooses a language; empty means the system's. English stands in for one
// that there are no words in.
func Use(chosen string) error {
	if chosen == "" {
		chosen = ofSystem()
	}
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	found := "en"
	for _, name := range Languages() {
		if name != "en" && name != chosen {
			continue
		}
		data, err := assets.Files.ReadFile(assets.Translations + "/" + name + ".json")
		if err != nil {
			return fmt.Errorf("translations: %w", err)
		}
		if _, err := bundle.ParseMessageFileBytes(data, name+".json"); err != nil {
			return fmt.Errorf("translations: %s: %w", name, err)
		}
		if name == chosen {
			found = name
		}
	}
	current = found
	localizer = i18n.NewLocalizer(bundle, found, "en")
	numbers = message.NewPrinter(language.Make(found))
	return nil
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
	words, _ := look(&i18n.LocalizeConfig{MessageID: key, TemplateData: first(data)})
	return words
}

// N is L for a number of things, in the right plural form; {{.PluralCount}} is
// the number.
func N(key string, n int, data ...map[string]any) string {
	places := map[string]any{"PluralCount": Number(n)}
	maps.Copy(places, first(data))
	words, _ := look(&i18n.LocalizeConfig{MessageID: key, PluralCount: n, TemplateData: places})
	return words
}

// Find is L for a key that need not be there.
func Find(key string, data ...map[string]any) (words string, found bool) {
	return look(&i18n.LocalizeConfig{MessageID: key, TemplateData: first(data)})
}

// Number writes a number as the language does.
func Number(n int) string { return numbers.Sprint(n) }

// look gives the key itself where there are no words: a test sees to it that
// no person ever meets that.
func look(c *i18n.LocalizeConfig) (words string, found bool) {
	words, err := localizer.Localize(c)
	if words == "" {
		return c.MessageID, false
	}
	return words, err == nil
}

func first(data []map[string]any) map[string]any {
	if len(data) == 0 {
		return nil
	}
	return data[0]
}
