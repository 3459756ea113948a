package ui

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"behalf/assets"
)

// usedKeys finds the keys that the code asks for: whole ones and, where the
// end is chosen at run time, their beginnings. Every string that looks like a
// key counts, since keys also travel through tables and helpers.
func usedKeys(t *testing.T, known map[string]any) (whole map[string]bool, beginnings []string) {
	t.Helper()
	whole = map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"tray/*.go", "lang/*.go"} {
		more, err := filepath.Glob(folder)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, more...)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
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

func TestEveryKeyIsTranslatedAndUsed(t *testing.T) {
	data, err := assets.Files.ReadFile(assets.Translations + "/en.json")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]any{}
	if err := json.Unmarshal(data, &known); err != nil {
		t.Fatal(err)
	}
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
