package boot

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/adrg/xdg"

	"behalf/app/fault"
	"behalf/app/meeting"
)

// desk is a desktop whose opener writes down what it is given, or fails.
type desk struct{ bin, data, opened string }

func newDesk(t *testing.T) desk {
	t.Helper()
	dir := t.TempDir()
	d := desk{filepath.Join(dir, "bin"), filepath.Join(dir, "data"), filepath.Join(dir, "opened")}
	for _, folder := range []string{d.bin, filepath.Join(d.data, "applications")} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(xdg.Reload)
	t.Setenv("PATH", d.bin+":/usr/bin:/bin")
	t.Setenv("XDG_DATA_HOME", d.data)
	for _, name := range []string{"XDG_DATA_DIRS", "XDG_CONFIG_HOME", "XDG_CONFIG_DIRS"} {
		t.Setenv(name, filepath.Join(dir, "none"))
	}
	xdg.Reload()
	return d
}

// opener is a script; each of the names that may be tried is one.
func (d desk) opener(t *testing.T, script string) {
	t.Helper()
	for _, name := range []string{"xdg-open", "x-www-browser", "www-browser"} {
		if err := os.WriteFile(filepath.Join(d.bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

func (d desk) install(t *testing.T) {
	t.Helper()
	entry := filepath.Join(d.data, "applications", "Zoom.desktop")
	if err := os.WriteFile(entry, []byte("[Desktop Entry]\nMimeType=x-scheme-handler/zoommtg;\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAMeetingOpensInTheClientOrOnItsPage(t *testing.T) {
	m := meeting.Meeting{ID: "81234567890", Host: "us02web.zoom.us", PasscodeParam: "ZZTESTPWD.1"}
	const (
		client = "zoommtg://us02web.zoom.us/join?action=join&confno=81234567890&pwd=ZZTESTPWD.1"
		page   = "https://us02web.zoom.us/j/81234567890?pwd=ZZTESTPWD.1"
		stand  = "http://127.0.0.1:7/"
	)
	for name, c := range map[string]struct {
		servers   servers
		installed bool
		fails     string // what the opener can't open
		want      []string
	}{
		"a client":                 {servers{}, true, "nothing", []string{client}},
		"no client":                {servers{}, false, "nothing", []string{page}},
		"a client that is broken":  {servers{}, true, "zoommtg:", []string{client, page}},
		"the stand-in":             {servers{zoom: "http://127.0.0.1:7"}, true, "nothing", []string{stand}},
		"nothing that opens links": {servers{}, false, "https:", []string{page}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			d.opener(t, `echo "$1" >>"`+d.opened+`"; case $1 in `+c.fails+`*) exit 4; esac`)
			if c.installed {
				d.install(t)
			}
			err := openInZoom(c.servers)(t.Context(), m)
			if failed := c.fails == "https:"; failed != fault.Is(err, fault.ZoomNotOpened) || !failed && err != nil {
				t.Errorf("%v", err)
			}
			opened, _ := os.ReadFile(d.opened)
			if got := strings.Fields(string(opened)); strings.Join(got, " ") != strings.Join(c.want, " ") {
				t.Errorf("opened %q", got)
			}
		})
	}
}

func TestF49AMeetingElsewhereIsNotOpened(t *testing.T) {
	d := newDesk(t)
	d.opener(t, `echo "$1" >>"`+d.opened+`"`)
	d.install(t)
	for _, m := range []meeting.Meeting{{ID: "81234567890", Host: "zoom.us.example.com"}, {ID: "x", Host: "zoom.us"}} {
		if err := openInZoom(servers{})(t.Context(), m); !fault.Is(err, fault.ZoomNotOpened) {
			t.Errorf("%s: %v", m, err)
		}
	}
	if _, err := os.Stat(d.opened); err == nil {
		t.Error("something was opened")
	}
}
