package boot_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"behalf/auth/sandbox"
)

// sitter is a bot that stays until it is told to leave.
const sitter = `#!/bin/sh
echo '{"v":1,"type":"hello","bot":"sitter","bot_version":"1","features":["on_behalf"]}'
read -r order
echo '{"v":1,"type":"state","state":"in_meeting"}'
read -r order
`

func (d *desktop) addBot(name, script string) {
	d.tb.Helper()
	path := filepath.Join(d.home, strings.ToLower(name))
	if err := os.WriteFile(path, []byte(script), 0o700); err != nil { //nolint:gosec // it must be executable
		d.tb.Fatal(err)
	}
	d.must("assistants", "add", name, "--", path)
}

// stays starts a run that lasts: its program, which answers the others, is
// warm from then on.
func (d *desktop) stays(meeting string) *exec.Cmd {
	d.tb.Helper()
	return d.staysWith(sitter, meeting)
}

func (d *desktop) staysWith(script, meeting string) *exec.Cmd {
	d.tb.Helper()
	d.addBot("Sitter", script)
	cmd := d.command(context.Background(), program, "send", "--json", "--assistant", "Sitter", meeting)
	out, err := cmd.StdoutPipe()
	if err != nil {
		d.tb.Fatal(err)
	}
	d.start(cmd)
	for s := bufio.NewScanner(out); s.Scan(); {
		if strings.Contains(s.Text(), `"in_meeting"`) {
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return cmd
		}
	}
	d.tb.Fatal("the run that lasts did not get in")
	return nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkRuns has a hundred assistants in a hundred meetings at once, each a
// rehearsal bot of its own, and tells what one costs in the memory of the
// program that looks after them.
func BenchmarkRuns(b *testing.B) {
	const many = 100
	d, _ := connectedDesktopWith(b, sandbox.Options{MeetingLasts: -1})
	owner := d.stays("912 3456 7890")
	before := d.resident(owner)
	began := time.Now()
	for i := range many {
		d.must("send", "--no-wait", "--assistant", "Rehearsal", fmt.Sprint(81234567000+i))
	}
	d.eventually("all are in their meetings", func() (bool, string) {
		status := d.must("status", "--json")
		return strings.Count(status, `"phase":"in_meeting"`) == many+1, status
	})
	took := time.Since(began)
	b.ReportMetric((d.resident(owner)-before)/many, "MiB-run")
	b.ReportMetric(milliseconds(took)/many, "ms-run")
	d.must("stop", "--all")
	if err := owner.Wait(); owner.ProcessState.ExitCode() != 10 {
		b.Errorf("the run that lasted ended with %v", err)
	}
	if ended := strings.Count(d.must("history", "--json", "--limit", "1000"), `"outcome":"stopped"`); ended != many+1 {
		b.Errorf("%d of %d runs ended as they should", ended, many+1)
	}
}
