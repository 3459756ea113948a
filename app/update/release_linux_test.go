package update

import (
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"behalf/app/fault"
)

// sourceTree is what the release scripts need of the source, in a folder that
// they may change.
func sourceTree(t *testing.T) string {
	t.Helper()
	tree := t.TempDir()
	for _, name := range []string{
		"FyneApp.toml", "packaging/project.sh", "packaging/release-key.sh", "packaging/release-file.sh", "packaging/linux/system-libraries.sh",
	} {
		data, err := os.ReadFile(filepath.Join("..", "..", name))
		path := filepath.Join(tree, name)
		if err := errors.Join(err, os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, data, 0o700)); err != nil {
			t.Fatal(err)
		}
	}
	return tree
}

// script runs one of the scripts with the passphrase typed in.
func script(t *testing.T, tree string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), filepath.Join(tree, args[0]), args[1:]...)
	cmd.Dir = tree
	cmd.Env = append(cmd.Environ(), "DIST="+filepath.Join(tree, "dist"), "SOURCE_DATE_EPOCH=1795000000", "GIT_CEILING_DIRECTORIES="+filepath.Dir(tree))
	cmd.Stdin = strings.NewReader("a passphrase\na passphrase\n")
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func compiledIn(t *testing.T, tree string) (p Place) {
	t.Helper()
	var m struct {
		Website string
		Updates struct{ Address, Key string }
	}
	if _, err := toml.DecodeFile(filepath.Join(tree, "FyneApp.toml"), &m); err != nil {
		t.Fatal(err)
	}
	return Place{Address: m.Updates.Address, Key: m.Updates.Key, Home: m.Website}
}

// The whole way of a release: a key is made, a release file signed with it, and
// the program that was built with that key believes it.
func TestWhatTheScriptsSignIsBelieved(t *testing.T) {
	tree, private := sourceTree(t), filepath.Join(t.TempDir(), "release.key")
	must := func(args ...string) {
		t.Helper()
		if out, err := script(t, tree, args...); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	must("packaging/release-key.sh", private)
	if info, err := os.Stat(private); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the private key: %v, %v", info, err)
	}
	must("packaging/release-file.sh", private, "linux/amd64", "windows/amd64")
	file, signature := released(t, tree)

	p := newPublisher(t)
	p.serve("/release.json", file)
	p.serve("/release.json.minisig", signature)
	place := compiledIn(t, tree)
	place.Address = p.URL + "/release.json"
	r, err := New(place, "", p.Client().Transport).Latest(t.Context())
	if err != nil {
		t.Fatal(err, cause(err))
	}
	if r.Released.Format("2006-01-02") != "2026-11-18" || r.Until.Format("2006-01-02") != "2027-05-18" || !strings.HasPrefix(r.Page, place.Home+"/releases/"+r.Version) ||
		!slices.Equal(r.Systems, []string{"linux/amd64", "windows/amd64"}) || r.Version == "" {
		t.Errorf("%+v", r)
	}
	p.serve("/release.json", strings.Replace(file, `"linux/amd64"`, `"linux/arm64"`, 1))
	wants(t, New(place, "", p.Client().Transport), fault.UpdateForged)
}

// released are the release file and its signature.
func released(t *testing.T, tree string) (file, signature string) {
	t.Helper()
	a, err := os.ReadFile(filepath.Join(tree, "dist", "release.json"))
	b, missing := os.ReadFile(filepath.Join(tree, "dist", "release.json.minisig"))
	if err := errors.Join(err, missing); err != nil {
		t.Fatal(err)
	}
	return string(a), string(b)
}

// unguarded makes a pair of keys without a passphrase, which costs seconds each
// time.
func unguarded(t *testing.T) (public, private string) {
	t.Helper()
	private = filepath.Join(t.TempDir(), "key")
	if out, err := exec.CommandContext(t.Context(), "minisign", "-G", "-W", "-p", private+".pub", "-s", private).CombinedOutput(); err != nil {
		t.Fatalf("%v; `make test` installs what is missing\n%s", err, out)
	}
	data, err := os.ReadFile(private + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	_, public, _ = strings.Cut(strings.TrimSpace(string(data)), "\n")
	return public, private
}

// compileIn puts a public key into FyneApp.toml.
func compileIn(t *testing.T, tree, key string) {
	t.Helper()
	path := filepath.Join(tree, "FyneApp.toml")
	data, err := os.ReadFile(path)
	text := regexp.MustCompile(`(?m)^Key = ".*"$`).ReplaceAllString(string(data), `Key = "`+key+`"`)
	if err := errors.Join(err, os.WriteFile(path, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}

func TestAReleaseFileMadeTwiceIsTheSame(t *testing.T) {
	tree := sourceTree(t)
	public, private := unguarded(t)
	compileIn(t, tree, public)
	var before [2]string
	for i := range 2 {
		if out, err := script(t, tree, "packaging/release-file.sh", private, "linux/amd64"); err != nil {
			t.Fatal(err, out)
		}
		file, signature := released(t, tree)
		if now := [2]string{file, signature}; i > 0 && now != before {
			t.Errorf("%q, then %q", before, now)
		} else {
			before = now
		}
	}
}

func TestTheScriptsRefuse(t *testing.T) {
	tree := sourceTree(t)
	public, private := unguarded(t)
	another, _ := unguarded(t)
	refused := func(why string, args ...string) {
		t.Helper()
		if out, err := script(t, tree, args...); err == nil || !strings.Contains(out, why) {
			t.Errorf("%v: %v\n%s", args, err, out)
		}
	}
	key, file := "packaging/release-key.sh", "packaging/release-file.sh"
	refused("must not lie in the source tree", key, filepath.Join(tree, "my.key"))
	refused("is there already", key, private)
	compileIn(t, tree, "")
	refused("has no key", file, private, "linux/amd64")
	compileIn(t, tree, another)
	refused("has a key", key, filepath.Join(t.TempDir(), "my.key"))
	refused("does not belong to", file, private, "linux/amd64")
	if _, err := os.Stat(filepath.Join(tree, "dist", "release.json.minisig")); !errors.Is(err, os.ErrNotExist) {
		t.Error("a signature that nobody will believe is left:", err)
	}
	compileIn(t, tree, public)
	refused("usage", file, private)
	refused("usage", file, private, `linux/amd64", "x`)
}

// What is in the repository is either no key at all or one that works.
func TestWhatIsCompiledIn(t *testing.T) {
	p := compiledIn(t, filepath.Join("..", ".."))
	f := New(p, "", http.DefaultTransport)
	s := f.Source()
	if !strings.HasPrefix(p.Address, "https://") || !strings.HasPrefix(p.Home, "https://") || s.Host == "" || s.Able == (p.Key == "") {
		t.Errorf("%+v, %+v", p, s)
	}
}
