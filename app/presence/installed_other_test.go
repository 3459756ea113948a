//go:build !windows && !darwin

package presence

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/adrg/xdg"
)

const kind = "x-scheme-handler/zoommtg"

func TestAClientThatTakesLinks(t *testing.T) {
	entry := func(types string) string { return "[Desktop Entry]\nName=X\nExec=/opt/x %U\n" + types + "\n" }
	for name, c := range map[string]struct {
		files map[string]string
		want  bool
	}{
		"nothing installed": {nil, false},
		"another program":   {map[string]string{"data/applications/mail.desktop": entry("MimeType=x-scheme-handler/mailto;")}, false},
		"it says so itself": {map[string]string{"data/applications/Zoom.desktop": entry("MimeType=x-scheme-handler/zoommtg;x-scheme-handler/zoomus;application/x-zoom")}, true},
		"of a similar kind": {map[string]string{"data/applications/Zoom.desktop": entry("MimeType=x-scheme-handler/zoommtg2;")}, false},
		"only in its name":  {map[string]string{"data/applications/Zoom.desktop": entry("Comment=MimeType=x-scheme-handler/zoommtg;")}, false},
		"the person's choice": {map[string]string{
			"config/mimeapps.list":            "[Default Applications]\nx-scheme-handler/zoommtg=Z.desktop\n",
			"more/applications/Z.desktop":     entry(""),
			"data/applications/other.desktop": entry(""),
		}, true},
		"chosen, but gone": {map[string]string{"config/mimeapps.list": "[Default Applications]\nx-scheme-handler/zoommtg=Z.desktop;\n"}, false},
		"taken back": {map[string]string{
			"data/applications/mimeapps.list": "[Default Applications]\nx=y\n[Removed Associations]\nx-scheme-handler/zoommtg=Z.desktop;\n",
			"data/applications/Z.desktop":     entry(""),
		}, false},
		"a choice with a path": {map[string]string{
			"config/mimeapps.list": "[Default Applications]\nx-scheme-handler/zoommtg=../../secret\n",
			"secret":               "",
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for path, content := range c.files {
				path = filepath.Join(dir, path)
				if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			data := []string{filepath.Join(dir, "data"), filepath.Join(dir, "more"), filepath.Join(dir, "missing")}
			if got := taken(kind, data, []string{filepath.Join(dir, "config")}); got != c.want {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestTheDesktopsFoldersAreLookedThrough(t *testing.T) {
	dir := t.TempDir()
	t.Cleanup(xdg.Reload)
	t.Setenv("XDG_DATA_HOME", dir)
	t.Setenv("XDG_DATA_DIRS", filepath.Join(dir, "none"))
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(dir, "none"))
	t.Setenv("XDG_CONFIG_DIRS", filepath.Join(dir, "none"))
	xdg.Reload()
	if Installed() {
		t.Error("a client in empty folders")
	}
	if err := os.MkdirAll(filepath.Join(dir, "applications"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "applications", "Zoom.desktop"), []byte("MimeType=x-scheme-handler/zoommtg;\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !Installed() {
		t.Error("the client is not found")
	}
}
