//go:build !windows && !darwin

package autostart

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

// newPlace is a folder of configuration that is not there yet, and a program.
func newPlace(t *testing.T) *Autostart {
	t.Helper()
	t.Setenv("XDG_CURRENT_DESKTOP", "XFCE")
	return &Autostart{newProgram(t), place{entry: filepath.Join(t.TempDir(), "config", "autostart", appID+".desktop")}}
}

func newProgram(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "behalf")
	if err := os.WriteFile(program, nil, 0o700); err != nil {
		t.Fatal(err)
	}
	return program
}

func (a *Autostart) must(t *testing.T, want app.LoginState, program string) {
	t.Helper()
	if got := a.Look(t.Context()); got != (app.Login{State: want, Program: program}) {
		t.Errorf("it is %+v, want %s %s", got, want, program)
	}
}

func (a *Autostart) mustSet(t *testing.T, on bool) {
	t.Helper()
	if err := a.Set(t.Context(), on); err != nil {
		t.Fatal(err, fault.From(err).Unwrap())
	}
}

// edit does to the entry what somebody else does.
func (a *Autostart) edit(t *testing.T, former, now string) {
	t.Helper()
	text, err := os.ReadFile(a.entry)
	if err != nil || !strings.Contains(string(text), former) {
		t.Fatal(err, string(text))
	}
	if err := os.WriteFile(a.entry, []byte(strings.ReplaceAll(string(text), former, now)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOnAndOff(t *testing.T) {
	a := newPlace(t)
	a.must(t, app.LoginOff, "")
	a.mustSet(t, false) // nothing is there
	a.mustSet(t, true)
	a.must(t, app.LoginOn, "")
	info, err := os.Lstat(a.entry)
	if err != nil || info.Mode() != 0o644 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	if info, err := os.Stat(filepath.Dir(a.entry)); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	a.mustSet(t, true)
	a.mustSet(t, false)
	a.must(t, app.LoginOff, "")
	if left, err := os.ReadDir(filepath.Dir(a.entry)); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestSwitchedOffInTheSystem(t *testing.T) {
	for former, now := range map[string]string{
		"X-GNOME-Autostart-enabled=true": "X-GNOME-Autostart-enabled=false",
		"Terminal=false":                 "Hidden=true",
	} {
		a := newPlace(t)
		a.mustSet(t, true)
		a.edit(t, former, now)
		a.must(t, app.LoginSwitchedOff, "")
		a.mustSet(t, true)
		a.must(t, app.LoginOn, "")
	}
}

func TestMovedAndOtherPrograms(t *testing.T) {
	a := newPlace(t)
	a.mustSet(t, true)
	former := a.program
	a.program = newProgram(t)
	a.must(t, app.LoginElsewhere, former)
	if err := os.Chmod(former, 0o600); err != nil {
		t.Fatal(err)
	}
	a.must(t, app.LoginGone, former)
	if err := os.Remove(former); err != nil {
		t.Fatal(err)
	}
	a.must(t, app.LoginGone, former)
	a.edit(t, "TryExec="+former+"\n", "")
	a.must(t, app.LoginGone, former)
	a.mustSet(t, true)
	a.must(t, app.LoginOn, "")

	a.edit(t, "TryExec="+a.program, "TryExec=/nobody")
	a.must(t, app.LoginGone, "/nobody")
	a.edit(t, "TryExec=/nobody", "TryExec=behalf") // as somebody has written it by hand
	a.edit(t, "Exec="+a.program, "Exec=env X=y behalf")
	t.Setenv("PATH", "/nobody")
	a.must(t, app.LoginGone, "behalf")
	t.Setenv("PATH", "/nobody:"+filepath.Dir(a.program))
	a.must(t, app.LoginOn, "")
	a.edit(t, "Exec=env X=y behalf --hidden", "Exec=")
	a.must(t, app.LoginGone, "")
}

// Another way to the same program is no other program.
func TestALinkToTheProgram(t *testing.T) {
	a := newPlace(t)
	real, link := a.program, filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	a.program = link
	a.mustSet(t, true)
	a.program = real
	a.must(t, app.LoginOn, "")
}

// An entry that is a link is read, as the desktop does, and replaced: what it
// leads to stays as it is.
func TestLinksAreNotWrittenThrough(t *testing.T) {
	a := newPlace(t)
	theirs := filepath.Join(t.TempDir(), "theirs")
	if err := os.WriteFile(theirs, []byte("[Desktop Entry]\nExec="+a.program+"\nHidden=true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(a.entry), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, on := range []bool{true, false} {
		_ = os.Remove(a.entry) // of the round before
		if err := os.Symlink(theirs, a.entry); err != nil {
			t.Fatal(err)
		}
		a.must(t, app.LoginSwitchedOff, "")
		a.mustSet(t, on)
		text, err := os.ReadFile(theirs)
		if err != nil || !strings.Contains(string(text), "Hidden=true") {
			t.Errorf("%q, %v", text, err)
		}
	}
	a.must(t, app.LoginOff, "")
}

// Whatever has the name of the entry, nobody waits for it or takes it for one.
func TestWhatIsNoEntry(t *testing.T) {
	for name, put := range map[string]func(path string) error{
		"a pipe":   func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"a folder": func(path string) error { return os.MkdirAll(filepath.Join(path, "in it"), 0o700) },
		"too much": func(path string) error { return os.WriteFile(path, make([]byte, mostOfEntry+1), 0o600) },
	} {
		a := newPlace(t)
		if err := os.MkdirAll(filepath.Dir(a.entry), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := put(a.entry); err != nil {
			t.Fatal(err)
		}
		if is := a.Look(t.Context()); is.State != app.LoginUnknown || !fault.Is(is.Fault, fault.LoginUnreadable) {
			t.Errorf("%s: %+v", name, is)
		}
		err := a.Set(t.Context(), true)
		if folder := name == "a folder"; folder != fault.Is(err, fault.LoginNotChanged) {
			t.Errorf("%s: %v", name, err)
		}
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(a.entry), ".*")); len(left) > 0 {
			t.Errorf("%s: left behind: %v", name, left)
		}
	}
}

func TestAFolderThatCannotBeMade(t *testing.T) {
	a := newPlace(t)
	if err := os.WriteFile(filepath.Dir(filepath.Dir(a.entry)), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err := a.Set(t.Context(), true)
	if !fault.Is(err, fault.LoginNotChanged) || !strings.Contains(err.Error(), a.entry) {
		t.Errorf("%v", err)
	}
}

func TestInAFlatpakTheSystemDecides(t *testing.T) {
	a := newPlace(t)
	a.sandboxed = true
	a.must(t, app.LoginSandboxed, "")
	if err := a.Set(t.Context(), true); !fault.Is(err, fault.LoginNotChanged) {
		t.Errorf("%v", err)
	}
	a.mustSet(t, false)
	if _, err := os.Stat(a.entry); !os.IsNotExist(err) {
		t.Errorf("an entry was written: %v", err)
	}
}

func TestAnAppImageIsItsFile(t *testing.T) {
	env := func(image, mounted string) func(string) string {
		return func(name string) string { return map[string]string{"APPIMAGE": image, "APPDIR": mounted}[name] }
	}
	const inside, image = "/tmp/.mount_BehalfX/usr/bin/behalf", "/home/ada/Behalf.AppImage"
	for want, got := range map[string][]string{
		image: {
			appImage(inside, env(image, "/tmp/.mount_BehalfX")),
			appImage(inside, env(image, "/tmp/.mount_BehalfX/")),
		},
		inside: {
			appImage(inside, env("", "")),
			appImage(inside, env(image, "")),
			appImage(inside, env("Behalf.AppImage", "/tmp/.mount_BehalfX")),
			appImage(inside, env("/home/ada/Editor.AppImage", "/tmp/.mount_Editor")),
			appImage(inside, env("/home/ada/Editor.AppImage", "/tmp/.mount_Beh")),
		},
	} {
		for i := range got {
			if got[i] != want {
				t.Errorf("%d: %s, want %s", i, got[i], want)
			}
		}
	}
}

// What New finds is what the session says.
func TestNew(t *testing.T) {
	a := New("/opt/behalf")
	if a.program != "/opt/behalf" || a.sandboxed || !strings.HasSuffix(a.entry, "/autostart/app.behalf.Behalf.desktop") {
		t.Errorf("%+v", a)
	}
}
