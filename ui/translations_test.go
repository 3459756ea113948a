package ui

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"behalf/app"
	"behalf/app/fault"
	"behalf/assets"
	"behalf/ui/lang"
)

// sources are the files that words come from, without tests.
func sources(t *testing.T) (all []string) {
	t.Helper()
	for _, folder := range []string{"*.go", "tray/*.go", "lang/*.go"} {
		files, err := filepath.Glob(folder)
		if err != nil || len(files) == 0 {
			t.Fatal(folder, err)
		}
		all = append(all, files...)
	}
	return slices.DeleteFunc(all, func(file string) bool { return strings.HasSuffix(file, "_test.go") })
}

// usedKeys finds the keys that the code asks for: whole ones and, where the
// end is chosen at run time, their beginnings. Every string that looks like a
// key counts, since keys also travel through tables and helpers.
func usedKeys(t *testing.T, known map[string]any) (whole map[string]bool, beginnings []string) {
	t.Helper()
	whole = map[string]bool{}
	for _, file := range sources(t) {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, isCall := n.(*ast.CallExpr)
			if isCall && isLang(call.Fun) {
				if literal, ok := call.Args[0].(*ast.BasicLit); ok {
					key, _ := strconv.Unquote(literal.Value)
					whole[key] = true
				}
			}
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			key, _ := strconv.Unquote(literal.Value)
			if _, is := known[key]; is {
				whole[key] = true
			}
			if strings.HasSuffix(key, ".") && len(key) > 2 || strings.HasPrefix(key, ".") && len(key) > 2 {
				beginnings = append(beginnings, key)
			}
			return true
		})
	}
	return whole, beginnings
}

func isLang(f ast.Expr) bool {
	s, ok := f.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "lang" && (s.Sel.Name == "L" || s.Sel.Name == "N")
}

// wordsOf are the words of a language, by key.
func wordsOf(t *testing.T, name string) map[string]any {
	t.Helper()
	data, err := assets.Files.ReadFile(assets.Translations + "/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]any{}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryKeyIsTranslatedAndUsed(t *testing.T) {
	known := wordsOf(t, "en")
	whole, beginnings := usedKeys(t, known)
	for key := range whole {
		if _, ok := known[key]; !ok {
			t.Errorf("%q is used but not translated", key)
		}
	}
	for key := range known {
		used := whole[key]
		for _, b := range beginnings {
			used = used || strings.HasPrefix(key, b) && strings.HasSuffix(b, ".") || strings.HasSuffix(key, b)
		}
		if !used {
			t.Errorf("%q is translated but not used", key)
		}
	}
}

// saidInEnglish are the texts that are written in English elsewhere, by the key
// of their translations: faults, phrases, and what stands in the presets.
func saidInEnglish(t *testing.T) map[string]any {
	t.Helper()
	all := map[string]any{}
	for _, kind := range fault.Kinds() {
		f := fault.New(kind)
		for part, text := range map[string]string{"title": f.Title, "advice": f.Advice} {
			if text != "" {
				all["fault."+string(kind)+"."+part] = text
			}
		}
	}
	for _, p := range fault.Phrases() {
		all["phrase."+string(p)] = p.Say()
	}
	presets, err := filepath.Glob("../packaging/bots/presets/*.json")
	if err != nil || len(presets) == 0 {
		t.Fatal("no presets", err)
	}
	for _, file := range presets {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		p, err := app.ReadPreset(name, data)
		if err != nil {
			t.Fatal(err)
		}
		for part, text := range map[string]string{"title": p.Title, "text": p.Text, "install": p.Install} {
			if text != "" {
				all["preset."+name+"."+part] = text
			}
		}
	}
	return all
}

// Every language says everything, and nothing that nobody asks for.
func TestEveryLanguageIsComplete(t *testing.T) {
	wanted := saidInEnglish(t)
	maps.Copy(wanted, wordsOf(t, "en"))
	for _, name := range lang.Languages()[1:] {
		words := wordsOf(t, name)
		for key := range wanted {
			if _, there := words[key]; !there {
				t.Errorf("%s: %q is missing", name, key)
			}
		}
		for key := range words {
			if _, known := wanted[key]; !known {
				t.Errorf("%s: nobody asks for %q", name, key)
			}
		}
	}
}

var aPlace = regexp.MustCompile(`\{\{\s*\.\w+\s*\}\}|\{[a-z_]+\}`)

// placesIn are the places of all the forms of some words.
func placesIn(words any) []string {
	found := map[string]bool{}
	forms, plural := words.(map[string]any)
	if !plural {
		forms = map[string]any{"": words}
	}
	for _, form := range forms {
		for _, place := range aPlace.FindAllString(form.(string), -1) {
			found[place] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func TestPlacesAreTheSameInEveryLanguage(t *testing.T) {
	english := saidInEnglish(t)
	maps.Copy(english, wordsOf(t, "en"))
	for _, name := range lang.Languages()[1:] {
		for key, words := range wordsOf(t, name) {
			if english[key] == nil {
				continue // TestEveryLanguageIsComplete says so
			}
			if got, want := placesIn(words), placesIn(english[key]); !slices.Equal(got, want) {
				t.Errorf("%s: %q has the places %v, English has %v", name, key, got, want)
			}
		}
	}
}

// pluralForms are those that a language needs for whole numbers, as the library
// that chooses among them knows it.
func pluralForms(t *testing.T, name string) []string {
	t.Helper()
	m := &i18n.Message{ID: "n", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}
	bundle := i18n.NewBundle(language.Make(name))
	if err := bundle.AddMessages(language.Make(name), m); err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, n := range []int{0, 1, 2, 3, 4, 5, 6, 10, 11, 12, 20, 21, 22, 100, 101, 102, 111, 1_000, 1_000_000, 2_000_000} {
		form, err := i18n.NewLocalizer(bundle, name).Localize(&i18n.LocalizeConfig{MessageID: "n", PluralCount: n})
		if err != nil {
			t.Fatal(err)
		}
		found[form] = true
	}
	return slices.Sorted(maps.Keys(found))
}

func TestPluralsHaveTheFormsOfTheirLanguage(t *testing.T) {
	english := wordsOf(t, "en")
	for _, name := range lang.Languages() {
		want := pluralForms(t, name)
		for key, words := range wordsOf(t, name) {
			forms, plural := words.(map[string]any)
			if _, wanted := english[key].(map[string]any); plural != wanted {
				t.Errorf("%s: is %q plural?", name, key)
			}
			if got := slices.Sorted(maps.Keys(forms)); plural && !slices.Equal(got, want) {
				t.Errorf("%s: %q has the forms %v, the language has %v", name, key, got, want)
			}
		}
	}
}

// Dates for people are written in one place, which knows the language.
func TestDatesAreWrittenByTheLanguage(t *testing.T) {
	writes := regexp.MustCompile(`\.Format\(([^)]*)`)
	for _, file := range sources(t) {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range writes.FindAllStringSubmatch(string(source), -1) {
			if file != "lang/format.go" && found[1] != "time.RFC3339" {
				t.Errorf("%s writes a date by itself: %s", file, found[0])
			}
		}
	}
}
