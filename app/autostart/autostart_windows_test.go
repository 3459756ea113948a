package autostart

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"behalf/app"
	"behalf/app/fault"
)

// newPlace is a Windows where nothing of ours starts, and a program.
func newPlace(t *testing.T) *Autostart {
	t.Helper()
	clean := func() {
		if err := errors.Join(forget(runKey), forget(approvedKey)); err != nil {
			t.Fatal(err)
		}
	}
	clean()
	t.Cleanup(clean)
	return &Autostart{program: newProgram(t, "behalf.exe")}
}

func newProgram(t *testing.T, name string) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "a folder & Zoë *") // wine can't remove a tree of folders
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Remove(folder) }) // unless a test has put more into it
	program := filepath.Join(folder, name)
	if err := os.WriteFile(program, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Remove(program) }) // or it is gone already
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

// with opens a key, which is made if it is not there.
func with(t *testing.T, path string, do func(registry.Key) error) {
	t.Helper()
	key, _, err := registry.CreateKey(registry.CURRENT_USER, path, registry.ALL_ACCESS)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(do(key), key.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestOnAndOff(t *testing.T) {
	a := newPlace(t)
	a.must(t, app.LoginOff, "")
	a.mustSet(t, false) // nothing is there
	a.mustSet(t, true)
	a.must(t, app.LoginOn, "")
	with(t, runKey, func(key registry.Key) error {
		command, _, err := key.GetStringValue("Behalf")
		if want := `"` + a.program + `" --hidden`; command != want {
			t.Errorf("%s, want %s", command, want)
		}
		return err
	})
	a.mustSet(t, false)
	a.must(t, app.LoginOff, "")
	with(t, runKey, func(key registry.Key) error {
		if _, _, err := key.GetValue("Behalf", nil); !errors.Is(err, registry.ErrNotExist) {
			t.Errorf("left behind: %v", err)
		}
		return nil
	})
}

// What the Task Manager writes; and a word of its that would outlast the value.
func TestSwitchedOffInTheSystem(t *testing.T) {
	a := newPlace(t)
	a.mustSet(t, true)
	for first, off := range map[byte]bool{2: false, 3: true, 6: false, 7: true} {
		with(t, approvedKey, func(key registry.Key) error {
			return key.SetBinaryValue("Behalf", []byte{first, 0, 0, 0, 0xd4, 0x0d, 0x43, 0x8d, 0xc8, 0x3b, 0xd9, 0x01})
		})
		want := app.LoginOn
		if off {
			want = app.LoginSwitchedOff
		}
		a.must(t, want, "")
		a.mustSet(t, off)
		if off {
			a.must(t, app.LoginOn, "")
		} else {
			a.must(t, app.LoginOff, "")
		}
		with(t, approvedKey, func(key registry.Key) error {
			if _, _, err := key.GetValue("Behalf", nil); !errors.Is(err, registry.ErrNotExist) {
				t.Errorf("left behind: %v", err)
			}
			return nil
		})
		a.mustSet(t, true)
	}
}

func TestMovedAndOtherPrograms(t *testing.T) {
	a := newPlace(t)
	a.mustSet(t, true)
	former := a.program
	a.program = newProgram(t, "behalf.exe")
	a.must(t, app.LoginElsewhere, former)
	if err := os.Remove(former); err != nil {
		t.Fatal(err)
	}
	a.must(t, app.LoginGone, former)
	a.mustSet(t, true)
	a.must(t, app.LoginOn, "")

	t.Setenv("WHERE", filepath.Dir(a.program))
	for command, want := range map[string]app.Login{
		`"` + strings.ToUpper(a.program) + `"`: {State: app.LoginOn},
		a.program:                              {State: app.LoginGone, Program: strings.Fields(a.program)[0]}, // as Windows reads it
		"":                                     {State: app.LoginOff},
	} {
		with(t, runKey, func(key registry.Key) error { return key.SetStringValue("Behalf", command) })
		a.must(t, want.State, want.Program)
	}
	with(t, runKey, func(key registry.Key) error { return key.SetExpandStringValue("Behalf", `"%WHERE%\behalf.exe"`) })
	a.must(t, app.LoginOn, "")
}

func TestAValueThatIsNoCommand(t *testing.T) {
	a := newPlace(t)
	with(t, runKey, func(key registry.Key) error { return key.SetDWordValue("Behalf", 1) })
	if is := a.Look(t.Context()); is.State != app.LoginUnknown || !fault.Is(is.Fault, fault.LoginUnreadable) {
		t.Errorf("%+v", is)
	}
	a.mustSet(t, true)
	a.must(t, app.LoginOn, "")
}

// The twin for terminals is not what starts.
func TestTheTwinWithoutAConsoleStarts(t *testing.T) {
	console := newProgram(t, "behalf.COM")
	if got := New(console).program; got != console {
		t.Errorf("without a twin it is %s", got)
	}
	twin := strings.TrimSuffix(console, ".COM") + ".exe"
	if err := os.WriteFile(twin, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Remove(twin) })
	for _, program := range []string{console, twin} {
		if got := New(program).program; got != twin {
			t.Errorf("%s: %s", program, got)
		}
	}
}

// Windows would pass it over without a word.
func TestACommandThatIsTooLong(t *testing.T) {
	a := newPlace(t)
	a.program = `C:\` + strings.Repeat("ä", 260-len(`"C:\\behalf.exe" --hidden`)) + `\behalf.exe`
	a.mustSet(t, true)
	a.must(t, app.LoginGone, a.program)
	a.mustSet(t, false)

	a.program = strings.Replace(a.program, "ä", "ää", 1)
	a.must(t, app.LoginTooLong, "")
	if err := a.Set(t.Context(), true); !fault.Is(err, fault.LoginNotChanged) {
		t.Errorf("it is switched on: %v", err)
	}
	if command, err := runCommand(); !errors.Is(err, registry.ErrNotExist) {
		t.Errorf("%s, %v", command, err)
	}
	a.mustSet(t, false)
}

// What we write is read by Windows as it was meant.
func TestCommandRoundTrip(t *testing.T) {
	for _, name := range []string{"plain", "two words", "semi;colon", "a&b", "100%", "%PATH%", "日本語", "apo'strophe"} {
		a := newPlace(t)
		a.program = `C:\` + name + `\behalf.exe`
		a.mustSet(t, true)
		command, err := runCommand()
		if err != nil {
			t.Fatal(err)
		}
		if words, err := windows.DecomposeCommandLine(command); err != nil || len(words) != 2 || words[0] != a.program || words[1] != "--hidden" {
			t.Errorf("%q is read as %q, %v", command, words, err)
		}
	}
}
