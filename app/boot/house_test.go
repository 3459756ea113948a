package boot_test

import (
	"encoding/json"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

type goPackage struct {
	ImportPath string
	Imports    []string
	Deps       []string
	GoFiles    []string
}

// house asks the go command what imports what, on every system we build for.
func house(t *testing.T, goos string) map[string]goPackage {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Imports,Deps,GoFiles", "behalf/...")
	cmd.Env = append(cmd.Environ(), "GOOS="+goos)
	if goos != "linux" {
		cmd.Args = slices.Insert(cmd.Args, 2, "-e") // cgo packages of other systems have no files here
	}
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	packages := map[string]goPackage{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p goPackage
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		packages[p.ImportPath] = p
	}
	return packages
}

var (
	leaves = []string{
		"behalf/app/meeting", "behalf/app/fault", "behalf/app/secret", "behalf/assets", "behalf/ui/dock",
		"behalf/docs/bot-protocol", "behalf/docs/bot-protocol/examples/go",
	}
	words    = "behalf/ui/lang" // a leaf with assets
	adapters = []string{
		"behalf/app/autostart", "behalf/app/bot", "behalf/app/presence", "behalf/app/instance", "behalf/app/update", "behalf/auth", "behalf/auth/zoom", "behalf/auth/sandbox",
		"behalf/storage", "behalf/storage/keychain",
	}
	views    = []string{"behalf/ui", "behalf/ui/tray", "behalf/app/cli"}
	core     = "behalf/app"
	exchange = "behalf/auth/exchange" // a leaf with faults
	root     = "behalf/app/boot"
	manual   = "behalf/app/cli/manual" // a program beside ours, for packages
)

func level(p string) int {
	switch {
	case slices.Contains(leaves, p):
		return 0
	case p == core, p == exchange, p == words:
		return 1
	case slices.Contains(adapters, p), slices.Contains(views, p):
		return 2
	case p == root:
		return 3
	case p == "behalf", p == manual:
		return 4
	}
	return -1
}

func TestPackagesKnowOnlyLowerLevels(t *testing.T) {
	for _, goos := range []string{"linux", "windows", "darwin"} {
		for name, p := range house(t, goos) {
			if !ours(name) || strings.HasPrefix(name, "behalf/packaging/") {
				continue
			}
			mine := level(name)
			if mine < 0 {
				t.Errorf("%s has no place in the house: docs/architecture.md", name)
			}
			for _, imported := range p.Imports {
				if ours(imported) && level(imported) >= mine {
					t.Errorf("%s imports %s, which is not below it", name, imported)
				}
			}
		}
	}
}

func ours(p string) bool { return p == "behalf" || strings.HasPrefix(p, "behalf/") }

// Each of these may be reached, directly or not, from the named packages only
// (and from boot and main, which know everybody).
func TestEdgesHaveOneHome(t *testing.T) {
	packages := house(t, "linux")
	for _, edge := range []struct {
		what  string
		homes []string
		deep  bool // also through other libraries
	}{
		{"fyne.io/fyne/v2", []string{"behalf/ui", "behalf/ui/lang", "behalf/ui/tray"}, true},
		{"database/sql", []string{"behalf/storage"}, true},
		{"github.com/mattn/go-sqlite3", []string{"behalf/storage"}, true},
		{"github.com/zalando/go-keyring", []string{"behalf/storage/keychain"}, true},
		{"os/exec", []string{"behalf/app/bot", "behalf/app/presence"}, false},
		{"github.com/shirou/gopsutil/v4", []string{"behalf/app/presence"}, true},
		{"github.com/pkg/browser", []string{root}, true},
		{"golang.org/x/oauth2", []string{"behalf/auth"}, true},
		{exchange, []string{"behalf/auth", "behalf/auth/zoom"}, true},
		{"aead.dev/minisign", []string{"behalf/app/update"}, true},
		{"github.com/spf13/cobra", []string{"behalf/app/cli", manual}, true},
	} {
		for name, p := range packages {
			if !ours(name) || name == root || name == "behalf" || strings.HasPrefix(name, "behalf/packaging/") || slices.Contains(edge.homes, name) {
				continue
			}
			reach := p.Imports
			if edge.deep {
				reach = p.Deps
			}
			for _, dep := range reach {
				if dep == edge.what || (edge.deep && strings.HasPrefix(dep, edge.what+"/")) {
					t.Errorf("%s reaches %s through %s; its home is %v", name, edge.what, dep, edge.homes)
				}
			}
		}
	}
}

func TestCoreSeesNoScreenNetworkOrDisk(t *testing.T) {
	p := house(t, "linux")[core]
	for _, banned := range []string{"os", "net", "net/http", "os/exec", "database/sql", "io/fs", "path/filepath"} {
		if slices.Contains(p.Imports, banned) {
			t.Errorf("the core imports %s", banned)
		}
	}
}

func TestLeavesUseTheStandardLibrary(t *testing.T) {
	for _, leaf := range append(slices.Clone(leaves), exchange) {
		for _, imported := range house(t, "linux")[leaf].Imports {
			first, _, _ := strings.Cut(imported, "/")
			reader := leaf == "behalf/app/meeting" && slices.ContainsFunc(
				[]string{"golang.org/x/net/", "golang.org/x/text/", "github.com/arran4/golang-ical"},
				func(library string) bool { return strings.HasPrefix(imported, library) })
			if strings.Contains(first, ".") && !reader {
				t.Errorf("%s imports %s", leaf, imported)
			}
		}
	}
}

func TestTopLevelHoldsWhatTheHouseHolds(t *testing.T) {
	for _, banned := range []string{"internal", "pkg", "cmd", "utils", "common", "helpers", "types", "models"} {
		for name := range house(t, "linux") {
			if ours(name) && slices.Contains(strings.Split(name, "/"), banned) {
				t.Errorf("%s: no %s", name, banned)
			}
		}
	}
	main := house(t, "linux")["behalf"]
	if len(main.GoFiles) != 1 || path.Base(main.GoFiles[0]) != "main.go" {
		t.Errorf("package main is %v, not main.go alone", main.GoFiles)
	}
}
