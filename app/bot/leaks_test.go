package bot

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func TestF34SecretsOnStandardErrorAreRedacted(t *testing.T) {
	tr := newTrial(t, hello, "join", "stderr first", "secrets", "stderr last", "exit 1")
	last := tr.ends(app.Failed, app.ReasonBotFailed, fault.BotCrashed)
	if want := "first\njoining with •••• now"; !strings.HasPrefix(last.Note, want) || !strings.HasSuffix(last.Note, "\nlast") {
		t.Errorf("note %q", last.Note)
	}
}

func TestF34SecretsInMessagesAreRedacted(t *testing.T) {
	tr := newTrial(t, hello, "join", "confess")
	last := tr.ends(app.Failed, app.ReasonRefused, fault.BadPasscode)
	if last.Note != "tried ••••" {
		t.Errorf("note %q", last.Note)
	}
}

func TestF35NothingInArgumentsEnvironmentOrDescriptors(t *testing.T) {
	t.Setenv("BEHALF_HOME", marker)
	t.Setenv("MY_API_TOKEN", marker)
	t.Setenv("LD_PRELOAD_OF_OURS", marker)
	t.Setenv("LC_TIME", "C")
	inherit(t)
	tr := newTrial(t, hello, "join", "core", inMeeting, hostEnded)
	tr.job.Assistant.Env = append(testEnv(t), "SOUND=off", "BEHALF_ZOOM_URL=x", "no assignment")
	tr.ends(app.Ended, app.ReasonHostEnded, "") // looks for the marker

	s := tr.starts()[0]
	for _, want := range []string{"SOUND=off", "LC_TIME=C", "PATH=" + os.Getenv("PATH")} {
		if !slices.Contains(s.Env, want) {
			t.Errorf("%s is missing", want)
		}
	}
	for _, entry := range s.Env {
		if strings.HasPrefix(entry, "BEHALF_") {
			t.Errorf("%s was handed on", entry)
		}
	}
	if filepath.Base(s.Dir) != tr.job.RunID {
		t.Errorf("started in %s", s.Dir)
	}
	if runtime.GOOS != "linux" {
		return
	}
	if core, err := os.ReadFile(notePath(tr.notes, "core", 0)); err != nil || string(core) != "1 1 bytes" {
		t.Errorf("core dumps: %s, %v", core, err)
	}
	for _, open := range s.Open {
		number, to, _ := strings.Cut(open, " ")
		// The bot's own: its notes, and what its Go runtime opens.
		own := number <= "2" || strings.HasPrefix(to, tr.notes) || strings.HasPrefix(to, "/proc/") ||
			strings.HasPrefix(to, "/sys/fs/cgroup/") || strings.HasPrefix(to, "anon_inode:")
		if !own {
			t.Errorf("descriptor %s", open)
		}
	}
}

func TestTheRunFolder(t *testing.T) {
	old := umask(0)
	defer umask(old)
	tr := newTrial(t, hello, "join", inMeeting, "artifact notes.md",
		`{"v":1,"type":"artifact","kind":"secrets","path":"/etc/passwd","title":"elsewhere"}`,
		`{"v":1,"type":"artifact","kind":"secrets","path":"../../x","title":"elsewhere"}`, hostEnded, "artifact late.md")
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	folder := filepath.Join(tr.config.RunsDir, tr.job.RunID)
	for _, path := range []string{tr.config.RunsDir, folder} {
		info, err := os.Stat(path)
		if err != nil || (runtime.GOOS != "windows" && info.Mode().Perm() != 0o700) {
			t.Errorf("%s: %v, %v", path, info, err)
		}
	}
	if _, err := os.Stat(filepath.Join(folder, "notes.md")); err != nil {
		t.Error(err)
	}
	if got, want := tr.joins()[0].OutDir, folder; got != want {
		t.Errorf("out_dir %s", got)
	}
	want := []app.Artifact{
		{Kind: "transcript", Path: filepath.Join(folder, "notes.md"), Title: "notes.md"},
		{Kind: "transcript", Path: filepath.Join(folder, "late.md"), Title: "late.md"},
	}
	if got := (app.Run{Events: tr.seen}).Artifacts(); !slices.Equal(got, want) {
		t.Errorf("artifacts %+v", got)
	}

	tr = newTrial(t, hello, "join", inMeeting, hostEnded)
	tr.ends(app.Ended, app.ReasonHostEnded, "")
	if left, err := os.ReadDir(tr.config.RunsDir); err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestTheRunFolderMustBeNew(t *testing.T) {
	runs, elsewhere := t.TempDir(), t.TempDir()
	if err := os.Symlink(elsewhere, filepath.Join(runs, "r-1")); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"r-1", "", ".", "..", "a/b", "../x", string(filepath.Separator) + "x"} {
		if _, err := makeFolder(runs, id); !fault.Is(err, fault.StorageFailed) {
			t.Errorf("%q: %v", id, err)
		}
	}
	file := filepath.Join(runs, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := makeFolder(file, "r-2"); !fault.Is(err, fault.StorageFailed) || !errors.Is(err, syscall.ENOTDIR) {
		t.Errorf("a file in its place: %v", err)
	}
}
