//go:build !windows && !darwin

package autostart

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// strange are names of folders that a program may lie in.
func strange() []string {
	return []string{
		"plain", "two words", `quo"te`, "apo'strophe", "dollar$HOME", "tick`id`", `back\slash`, `\n`, "percent%f", "100%%", "%",
		"semi;colon", "hash#", "star*", "ques?tion", "(paren)", "a&b|c<d>e", "tilde~", "equals=", "Müller", "日本語", "emoji🎈", "tab\there", "line\nbreak",
		`all of it: "'$` + "`" + `\%U \\ \" ` + "äß",
	}
}

func TestExecRoundTrip(t *testing.T) {
	for _, name := range strange() {
		program := "/opt/" + name + "/behalf"
		e := parseEntry(newEntry(program))
		got := words(e["Exec"])
		if i := slices.Index(got, program); i < 0 || !slices.Equal(got[i:], []string{program, "--hidden"}) || e.program("") != program {
			t.Errorf("%q is read as %q and %q of %q", program, got, e.program(""), e["Exec"])
		}
		if e["TryExec"] != program {
			t.Errorf("%q is looked for as %q", program, e["TryExec"])
		}
		delete(e, "TryExec")
		if e.program("") != program {
			t.Errorf("%q is read as %q", program, e.program(""))
		}
	}
}

// The usual path stands there as it is.
func TestPlainEntry(t *testing.T) {
	text := newEntry("/usr/bin/behalf")
	for _, line := range []string{"[Desktop Entry]", "Exec=/usr/bin/behalf --hidden", "TryExec=/usr/bin/behalf"} {
		if !slices.Contains(strings.Split(text, "\n"), line) {
			t.Errorf("%q is missing in %s", line, text)
		}
	}
}

// What others write into such entries.
func TestForeignExecs(t *testing.T) {
	for exec, want := range map[string][]string{
		"":                            nil,
		"behalf":                      {"behalf"},
		`'/opt/a b/behalf' --hidden`:  {"/opt/a b/behalf", "--hidden"},
		`/opt/a\ b/behalf   --hidden`: {"/opt/a b/behalf", "--hidden"},
		`"/opt/a b"/behalf ""`:        {"/opt/a b/behalf", ""},
		`env A="b c" behalf`:          {"env", "A=b c", "behalf"},
		`"a\b"`:                       {`a\b`},
		`"open`:                       {"open"},
	} {
		if got := words(exec); !slices.Equal(got, want) {
			t.Errorf("%q is read as %q", exec, got)
		}
	}
}

func TestParseEntry(t *testing.T) {
	e := parseEntry("# Exec=no\r\n[Other]\r\nExec=no\r\n[Desktop Entry]\r\n Exec = /a \r\nName[de]=x=y\r\n#Hidden=true\r\nHidden=false\r\n[Desktop Action x]\r\nExec=no\r\n")
	if e["Exec"] != "/a" || e["Name[de]"] != "x=y" || e.switchedOff() {
		t.Errorf("%q", e)
	}
	for _, off := range []string{"Hidden=true", "X-GNOME-Autostart-enabled=false", "X-MATE-Autostart-enabled=false"} {
		if !parseEntry("[Desktop Entry]\n" + off + "\n").switchedOff() {
			t.Errorf("%s is not heeded", off)
		}
	}
}

// Others' parsers judge: the entry is valid, and GLib starts just what was meant.
func TestEntriesBeforeOtherJudges(t *testing.T) {
	for _, judge := range []string{"gio", "desktop-file-validate"} {
		if _, err := exec.LookPath(judge); err != nil {
			t.Skipf("%s is not here; `make test` installs it", judge)
		}
	}
	for _, name := range strange() {
		dir := filepath.Join(t.TempDir(), name)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(t.TempDir(), "started")
		program, file := filepath.Join(dir, "behalf"), filepath.Join(t.TempDir(), appID+".desktop")
		script := "#!/bin/sh\nprintf '%s\\n' \"$0\" \"$@\" >" + out + ".part && mv " + out + ".part " + out + "\n"
		if err := os.WriteFile(program, []byte(script), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := writeFile(file, newEntry(program)); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if said, err := exec.CommandContext(ctx, "desktop-file-validate", file).CombinedOutput(); err != nil {
			t.Errorf("%q: %s", name, said)
		}
		launch := exec.CommandContext(ctx, "gio", "launch", file)
		launch.Env = append(os.Environ(), "DBUS_SESSION_BUS_ADDRESS=unix:path=/nobody")
		if said, err := launch.CombinedOutput(); err != nil {
			t.Errorf("%q: %v: %s", name, err, said)
			continue
		}
		var started []byte
		tick := time.NewTicker(10 * time.Millisecond)
		for started == nil && ctx.Err() == nil { // gio does not wait for what it has started, and does not say when it has ended
			<-tick.C
			started, _ = os.ReadFile(out)
		}
		tick.Stop()
		if want := program + "\n--hidden\n"; string(started) != want {
			t.Errorf("started %q, want %q", started, want)
		}
	}
}
