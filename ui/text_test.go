package ui

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"behalf/assets"
)

// Signs that the fonts Fyne brings don't have show as an empty box where the
// system has no font for them either; what is drawn does not. The keys of a Mac
// are named in a Mac's own signs.
func TestNoSignNeedsAFontOfTheSystem(t *testing.T) {
	mac := strings.NewReplacer("⌘", "", "↩", "")
	data, err := assets.Files.ReadFile(assets.Translations + "/en.json")
	if err != nil {
		t.Fatal(err)
	}
	words := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &words); err != nil {
		t.Fatal(err)
	}
	for key, value := range words {
		if !familiar(string(value)) {
			t.Errorf("%s: %s", key, value)
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || file == "notify.go" { // the system draws those
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if literal, is := n.(*ast.BasicLit); is && literal.Kind == token.STRING && !familiar(mac.Replace(literal.Value)) {
				t.Errorf("%s: %s", file, literal.Value)
			}
			return true
		})
	}
}
