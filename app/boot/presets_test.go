package boot

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"behalf/app"
	"behalf/app/bot"
	"behalf/app/fault"
)

// Every preset can be read, says what it is, and could be started if its program
// were there.
func TestPresets(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(presetFiles)))
	if err != nil || len(files) < 4 {
		t.Fatal(files, err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := app.ReadPreset(filepath.Base(file), data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if p.Text == "" || (len(p.Programs) > 0 && p.Install == "") {
			t.Errorf("%s does not say what it is, or how to get it", file)
		}
		a := app.AddPreset{Preset: p, Program: self}.Candidates()[0]
		if p.NeedsProgram() && p.Kind == app.CommandAssistant {
			a.Args = append(a.Args, "{config_file}")
		}
		if p.Kind == app.RehearsalAssistant {
			continue
		}
		if err := bot.New(bot.Config{}).Check(a); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestPresetsAreReadStrictly(t *testing.T) {
	presets := func(text string) ([]app.Preset, error) {
		return readPresets(fstest.MapFS{"packaging/bots/presets/x.json": {Data: []byte(text)}})
	}
	for _, text := range []string{
		``, `[]`, `{`, `{"title":"X","kind":"process"} {}`, `{"title":"X","kind":"process","comand":{}}`,
		`{"title":"X","kind":"magic"}`, `{"kind":"process"}`, `{"title":"X","kind":"process","command":{}}`, `{"title":"X","kind":"command"}`,
		`{"title":"X","kind":"process","program":"one"}`,
	} {
		if _, err := presets(text); !fault.Is(err, fault.BadDefinition) {
			t.Errorf("%s: %v", text, err)
		}
	}
	got, err := presets(`{"title":"X","kind":"command","command":{"file":["a","b"],"input":[]}}`)
	if err != nil || len(got) != 1 || got[0].Name != "x" || got[0].Command.File != "a\nb\n" || got[0].Command.Input != "" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhatABuildKnows(t *testing.T) {
	b := Build{
		Presets: fstest.MapFS{
			"packaging/bots/presets/amiga.json": {Data: []byte(`{"title":"A","kind":"process","program":["/a"],"systems":["amiga"]}`)},
			"packaging/bots/presets/any.json":   {Data: []byte(`{"title":"X","kind":"process"}`)},
		},
		Vendor: []byte("company = \"Acme\"\n[assistant]\nname = \"Minutes\"\nprogram = \"minutes\"\n"),
	}
	known, vendor, err := b.known("linux")
	if err != nil || len(known) != 2 || known[0].Title != "Minutes" || known[1].Name != "any" || vendor.Company != "Acme" {
		t.Errorf("%+v, %+v, %v", known, vendor, err)
	}
	b.Vendor = []byte("[zoom_app]\nclient_secret = \"x\"\n")
	if _, _, err := b.known("linux"); !fault.Is(err, fault.VendorSecret) {
		t.Errorf("a program with a secret in it starts: %v", err)
	}
}

func TestTheDefinitionInTheDocsWorks(t *testing.T) {
	docs, err := os.ReadFile(filepath.Join("..", "..", "docs", "assistants.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(docs), "```json\n")
	definition, _, found := strings.Cut(rest, "```")
	if !found {
		t.Fatal("the docs show no definition")
	}
	p, err := app.ReadPreset("docs", []byte(definition))
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := bot.New(bot.Config{}).Check(app.AddPreset{Preset: p, Program: self}.Candidates()[0]); err != nil {
		t.Error(err)
	}
}

func TestADefinitionIsARegularFile(t *testing.T) {
	dir := t.TempDir()
	long := filepath.Join(dir, "long.json")
	if err := os.WriteFile(long, slices.Repeat([]byte(" "), app.MaxPreset+10), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{dir, filepath.Join(dir, "missing"), os.DevNull} {
		if _, err := readDefinition(name); !fault.Is(err, fault.BadDefinition) {
			t.Errorf("%s: %v", name, err)
		}
	}
	data, err := readDefinition(long)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := app.ReadPreset("long", append([]byte(`{"title":"X","kind":"rehearsal"}`), data...)); !fault.Is(err, fault.BadDefinition) {
		t.Errorf("too long: %v", err)
	}
}
