package boot_test

import (
	"encoding/json"
	"flag"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"behalf/assets"
)

var update = flag.Bool("update", false, "write assets/licences anew")

// linked is a package of somebody else that is part of the program on a system.
type linked struct {
	Dir, ImportPath string
	Module          *struct{ Path, Dir string }
}

// linkedPackages asks the go command what the program is made of.
func linkedPackages(t *testing.T) (all []linked) {
	t.Helper()
	for _, goos := range []string{"linux", "windows", "darwin"} {
		cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-deps", "-json=Dir,ImportPath,Module", "behalf")
		cmd.Env = append(cmd.Environ(), "GOOS="+goos, "CGO_ENABLED=1") // Fyne has no window without it
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list: %v", err)
		}
		for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
			var p linked
			if err := dec.Decode(&p); err != nil {
				t.Fatal(err)
			}
			if p.Module != nil && !ours(p.ImportPath) {
				all = append(all, p)
			}
		}
	}
	return all
}

var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)`)

// licenceFiles are those of a folder and of the folders right in it that are no
// packages: there lie the licences of fonts and of C that a package carries
// along.
func licenceFiles(t *testing.T, dir string) (found []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		switch {
		case !e.IsDir() && licenceFile.MatchString(e.Name()):
			found = append(found, path)
		case e.IsDir() && e.Name() != "testdata":
			if code, _ := filepath.Glob(filepath.Join(path, "*.go")); len(code) > 0 {
				continue
			}
			inside, err := os.ReadDir(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range inside {
				if !e.IsDir() && licenceFile.MatchString(e.Name()) {
					found = append(found, filepath.Join(path, e.Name()))
				}
			}
		}
	}
	return found
}

// wantedLicences are the texts that belong into assets/licences, by name.
func wantedLicences(t *testing.T) map[string]string {
	t.Helper()
	files := map[string][]string{}
	add := func(name, dir string) {
		for _, file := range licenceFiles(t, dir) {
			if !slices.Contains(files[name], file) {
				files[name] = append(files[name], file)
			}
		}
	}
	roots := map[string]string{}
	for _, p := range linkedPackages(t) {
		roots[p.Module.Path] = p.Module.Dir
		add(p.Module.Path, p.Module.Dir)
		add(p.Module.Path, p.Dir)
	}
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	roots["Go"] = strings.TrimSpace(string(root))
	for _, name := range []string{"LICENSE", "PATENTS"} {
		files["Go"] = append(files["Go"], filepath.Join(roots["Go"], name))
	}
	texts := map[string]string{}
	for name, root := range roots {
		texts[name] = together(t, root, files[name])
		if texts[name] == "" {
			t.Errorf("%s has no licence", name)
		}
	}
	return texts
}

// together puts the files of a module into one, each but the first under its
// name.
func together(t *testing.T, root string, files []string) string {
	t.Helper()
	slices.SortFunc(files, func(a, b string) int {
		if d := strings.Count(a, string(filepath.Separator)) - strings.Count(b, string(filepath.Separator)); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	var text strings.Builder
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			name, _ := filepath.Rel(root, file)
			text.WriteString("\n* " + filepath.ToSlash(name) + "\n\n")
		}
		text.WriteString(strings.TrimSpace(strings.ReplaceAll(string(data), "\r\n", "\n")) + "\n")
	}
	return text.String()
}

// Every module that is linked has its licence in About, and none other has.
// After a change of go.mod: go test ./app/boot -run TestLicences -update
func TestLicencesAreThoseOfWhatIsLinked(t *testing.T) {
	want := wantedLicences(t)
	if *update {
		writeLicences(t, want)
		return
	}
	got := map[string]string{}
	for _, name := range assets.Licences() {
		got[name] = assets.Licence(name)
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			t.Errorf("the licence of %s is missing, or another one", name)
		}
	}
	for name := range got {
		if _, is := want[name]; !is {
			t.Errorf("%s is not linked any more", name)
		}
	}
}

func writeLicences(t *testing.T, texts map[string]string) {
	t.Helper()
	folder := filepath.Join("..", "..", "assets", "licences")
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	for name, text := range texts {
		path := filepath.Join(folder, filepath.FromSlash(name)+".txt")
		if err := os.MkdirAll(filepath.Dir(path), fs.ModePerm); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil { //nolint:gosec // a source file
			t.Fatal(err)
		}
	}
}
