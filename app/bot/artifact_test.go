package bot

import (
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

// announced is a line about something made.
func announced(kind, path, title string) string {
	line, _ := json.Marshal(message{V: 1, Type: typeArtifact, Kind: kind, Path: path, Title: title})
	return string(line)
}

// artifacts are what the run's timeline holds.
func (tr *trial) artifacts() []app.Artifact { return app.Run{Events: tr.seen}.Artifacts() }

func (tr *trial) wantArtifacts(want ...app.Artifact) {
	tr.t.Helper()
	got := tr.artifacts()
	if len(got) != len(want) {
		tr.t.Fatalf("%d artifacts, want %d: %+v", len(got), len(want), got)
	}
	folder := filepath.Join(tr.config.RunsDir, tr.job.RunID)
	for i, a := range got {
		want[i].Path = filepath.Join(folder, want[i].Path)
		if a != want[i] {
			tr.t.Errorf("artifact %+v, want %+v", a, want[i])
		}
	}
}

func TestWhatIsNoArtifact(t *testing.T) {
	tr := newTrial(t, hello, "join", inMeeting, announced("notes", "missing.md", ""), announced("notes", "", ""),
		announced("notes", ".", ""), announced("notes", "..", ""), announced("notes", "/dev/null", ""),
		announced("notes", "../r-7f3a", ""), hostEnded)
	tr.lax = true // a path is missing
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	tr.wantArtifacts()
}

func TestAnArtifactIsToldOnce(t *testing.T) {
	tr := newTrial(t, hello, "join", inMeeting, "folder speakers", announced("audio", "speakers", "One for each"),
		"artifact a.md", announced("again", "./a.md", "again"), announced("again", "speakers/../a.md", "again"), hostEnded)
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	tr.wantArtifacts(app.Artifact{Kind: "audio", Path: "speakers", Title: "One for each"},
		app.Artifact{Kind: "transcript", Path: "a.md", Title: "a.md"})
}

func TestWhatIsSaidOfAnArtifactIsForeign(t *testing.T) {
	long := strings.Repeat("é", 1000)
	tr := newTrial(t, hello, "join", inMeeting, "folder a", announced(long, "a", long),
		"folder b", announced("kind\n\x1b[31m", "b", "\u202etitle\r\n\x00"), "folder c", announced("", "c", " "), hostEnded)
	tr.lax = true // a kind is missing
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	tr.wantArtifacts(
		app.Artifact{Kind: strings.Repeat("é", longestKind) + "…", Path: "a", Title: strings.Repeat("é", longestTitle) + "…"},
		app.Artifact{Kind: "kind [31m", Path: "b", Title: "title"},
		app.Artifact{Path: "c", Title: "c"})
}

// F34: a name can hold a secret, or what would be an order to a terminal.
func TestF34ArtifactsWithNamesThatAreNotKept(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("such names are not possible there")
	}
	tr := newTrial(t, hello, "join", inMeeting, "secretive",
		"folder x\x1b[31m", announced("notes", "x\x1b[31m", ""), hostEnded)
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	tr.wantArtifacts(app.Artifact{Kind: hidden, Title: "with " + hidden}, app.Artifact{Kind: "notes", Title: "x[31m"})
}

func TestTooManyArtifacts(t *testing.T) {
	tr := newTrial(t, hello, "join", inMeeting, "artifacts 150", hostEnded, "artifact late.md")
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	if got := len(tr.artifacts()); got != mostArtifacts {
		t.Errorf("%d artifacts", got)
	}
	told := 0
	for _, e := range tr.seen {
		if strings.Contains(e.Note, "more than the history lists") {
			told++
		}
	}
	if told != 1 {
		t.Errorf("told %d times that it is not all", told)
	}
}

// The last words of the program belong to every failure, whoever has told of it.
func TestARefusalKeepsTheLastWords(t *testing.T) {
	tr := newTrial(t, hello, "join", "stderr key is sk-12345", "stderr the door is shut", failed("bad_passcode"), "leave")
	tr.job.Assistant.Env = append(tr.job.Assistant.Env, "SOME_KEY=sk-12345")
	last := tr.ends(app.Failed, app.ReasonRefused, fault.BadPasscode)
	if want := "key is " + hidden + "\nthe door is shut"; last.Note != want {
		t.Errorf("note %q, want %q", last.Note, want)
	}
}

func TestLocate(t *testing.T) {
	folder, outside := t.TempDir(), t.TempDir()
	for _, path := range []string{filepath.Join(folder, "notes.md"), filepath.Join(outside, "other")} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "sub"), 0o700); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("unix", filepath.Join(folder, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }() // nobody called
	for name, to := range map[string]string{"out": outside, "out.md": filepath.Join(outside, "other"), "in.md": "notes.md"} {
		if err := os.Symlink(to, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]string{
		filepath.Join(folder, "notes.md"): "notes.md", "notes.md": "notes.md", "./sub/../notes.md": "notes.md", "in.md": "notes.md",
		"sub": "sub", ".": ".", "": ".",
		"..": "!", "../other": "!", "out": "!", "out.md": "!", "out/other": "!", "missing": "!", "socket": "!", "/": "!", "notes.md/x": "!",
	} {
		inner, _, err := locate(folder, path)
		if err != nil {
			inner = "!"
		}
		if inner != want {
			t.Errorf("%q: %q, %v; want %q", path, inner, err, want)
		}
	}
}
