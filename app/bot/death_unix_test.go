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

// When we are killed, the end of its input tells a bot to leave. One that does
// not mind is ended all the same, and its private file goes.
func TestOurOwnDeathLeavesNothing(t *testing.T) {
	for name, steps := range map[string][]string{
		"heeds what it is asked":  nil,
		"minds nothing":           {"deaf"},
		"never read its own file": {"deaf", "no config"},
	} {
		t.Run(name, func(t *testing.T) {
			listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = listener.Close() }()
			tr := newCommandTrial(t, append(steps, "call "+listener.Addr().String())...)
			if len(steps) == 2 { // another name than the one it looks for
				tr.job.Assistant.Command.FileName = "other.txt"
				tr.job.Assistant.Command.Patterns = []app.Pattern{{Match: "^never$", State: "in_meeting"}}
			}
			assistant, err := json.Marshal(tr.job.Assistant)
			if err != nil {
				t.Fatal(err)
			}
			host := exec.CommandContext(t.Context(), os.Args[0], "host", tr.config.RunsDir, string(assistant))
			if err := host.Start(); err != nil {
				t.Fatal(err)
			}
			conn, err := listener.Accept()
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			reader := bufio.NewReader(conn)
			if _, err := reader.ReadString('\n'); err != nil { // it is at work
				t.Fatal(err)
			}
			private := filepath.Join(tr.config.RunsDir, "r-1", privateFolder)
			if _, err := os.Stat(private); err != nil {
				t.Fatal(err)
			}
			if err := host.Process.Signal(syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			_ = host.Wait() // it was killed
			if _, err := io.ReadAll(reader); err != nil && !errors.Is(err, syscall.ECONNRESET) {
				t.Error(err)
			}
			if _, err := os.Stat(private); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("the private file is still there (%v)", err)
			}
			if heeds := len(steps) == 0; tr.left(0) != heeds {
				t.Errorf("left by itself: %v", !heeds)
			}
		})
	}
}
