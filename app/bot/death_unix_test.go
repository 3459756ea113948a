//go:build unix

package bot

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"behalf/app"
)

// hostToBeKilled is a Behalf that runs one job until it is killed.
func hostToBeKilled(args []string) int {
	var job app.Job
	if json.Unmarshal([]byte(args[1]), &job.Assistant) != nil {
		return 1
	}
	job.RunID, job.Meeting.ID, job.Patience = "r-1", "81234567890", time.Hour
	job.Mint = (&trial{}).mint
	s := New(Config{RunsDir: args[0], Log: slog.New(slog.DiscardHandler), Limits: Limits{Leave: time.Second, Term: time.Second}})
	s.Run(context.Background(), job, func(app.Event) {})
	return 0
}

// killed runs a bot in a host of its own, kills that host while the bot is at
// work, and returns when the bot has ended.
func (tr *trial) killed(listener net.Listener) {
	tr.t.Helper()
	assistant, err := json.Marshal(tr.job.Assistant)
	if err != nil {
		tr.t.Fatal(err)
	}
	host := exec.CommandContext(tr.t.Context(), os.Args[0], "host", tr.config.RunsDir, string(assistant))
	if err := host.Start(); err != nil {
		tr.t.Fatal(err)
	}
	conn, err := listener.Accept()
	if err != nil {
		tr.t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	reader := bufio.NewReader(conn)
	if _, err := reader.ReadString('\n'); err != nil { // it is at work
		tr.t.Fatal(err)
	}
	private := filepath.Join(tr.config.RunsDir, "r-1", privateFolder)
	if _, err := os.Stat(private); (err == nil) != (tr.job.Assistant.Kind == app.CommandAssistant) {
		tr.t.Fatal(err)
	}
	if err := host.Process.Signal(syscall.SIGKILL); err != nil {
		tr.t.Fatal(err)
	}
	_ = host.Wait() // it was killed
	if _, err := io.ReadAll(reader); err != nil && !errors.Is(err, syscall.ECONNRESET) {
		tr.t.Error(err)
	}
	if _, err := os.Stat(private); !errors.Is(err, os.ErrNotExist) {
		tr.t.Errorf("the private file is still there (%v)", err)
	}
}

// When we are killed, the end of its input tells a bot to leave. One that does
// not mind is ended all the same, and its private file goes.
func TestOurOwnDeathLeavesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		bot   func(*testing.T, ...string) *trial
		steps []string // before it calls
		then  []string
		leaves,
		unread bool
	}{
		"of a command that leaves when it is asked": {bot: newCommandTrial, leaves: true},
		"of a command that leaves at last":          {bot: newCommandTrial, steps: []string{"stubborn"}, leaves: true},
		"of a command that minds nothing":           {bot: newCommandTrial, steps: []string{"deaf"}},
		"of a file that was never read":             {bot: newCommandTrial, steps: []string{"deaf"}, unread: true},
		"of a bot that minds nothing":               {bot: newTrial, steps: []string{hello, "join", "deaf"}, then: []string{"hang"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = listener.Close() }()
			tr := c.bot(t, slices.Concat(c.steps, []string{"call " + listener.Addr().String()}, c.then)...)
			if c.unread {
				tr.job.Assistant.Command.FileName = "other.txt"
				tr.job.Assistant.Command.Patterns = []app.Pattern{{Match: "^never$", State: "in_meeting"}}
			}
			tr.killed(listener)
			if tr.left(0) != c.leaves {
				t.Errorf("left by itself: %v", !c.leaves)
			}
		})
	}
}

// A program may have ended before its guard starts. It is not buried by then, so
// its group is there, and what it left is killed.
func TestAProgramThatEndsBeforeItsGuardStarts(t *testing.T) {
	for name, script := range map[string]string{
		"alone":        "exit",
		"with a child": "sleep 3600 >/dev/null & exit",
	} {
		t.Run(name, func(t *testing.T) {
			g, err := newGroup(launch{limits: Limits{Leave: time.Hour}}, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("/bin/sh", "-c", script)
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			g.own(cmd)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := io.ReadAll(out); err != nil { // it ends
				t.Fatal(err)
			}
			if err := g.claim(cmd); err != nil {
				t.Error(err)
			}
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
			g.close()
			if g.guard.ProcessState == nil || !groupGone(g.id) {
				t.Errorf("group %d is still there", g.id)
			}
		})
	}
}
