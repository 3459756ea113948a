package boot

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/meeting"
	"behalf/auth/sandbox"
)

// quickBot is a bot that says it is in as soon as it holds its order.
const quickBot = `#!/bin/sh
echo '{"v":1,"type":"hello","bot":"quick","bot_version":"1","features":["on_behalf"]}'
read -r order
echo '{"v":1,"type":"state","state":"in_meeting"}'
echo '{"v":1,"type":"ended","reason":"left"}'
`

// BenchmarkHandOver is the time from Send until a bot holds its token, in a
// program that has its access token, against one HTTP exchange and one start of
// the same bot with nothing around them, in turns. Zoom answers at once here,
// which no real server does, and then after 100 ms.
func BenchmarkHandOver(b *testing.B) {
	if runtime.GOOS == "windows" {
		b.Skip("the bot is a shell script")
	}
	for delay, rounds := range map[time.Duration]int{0: 200, 100 * time.Millisecond: 30} {
		b.Run(fmt.Sprint("answer=", delay), func(b *testing.B) { benchHandOver(b, delay, rounds) })
	}
}

func benchHandOver(b *testing.B, delay time.Duration, rounds int) {
	h := &host{version: "bench", log: slog.New(slog.DiscardHandler)}
	r, err := h.newRehearsal(b.Context(), "normal", sandbox.Options{AnswerDelay: delay})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = r.close() })
	script := filepath.Join(b.TempDir(), "quick")
	if err := os.WriteFile(script, []byte(quickBot), 0o700); err != nil { //nolint:gosec // it must be executable
		b.Fatal(err)
	}
	if err := r.program.Ask(b.Context(), app.SetAssistant{Assistant: app.Assistant{Name: "Quick", Kind: app.ProcessAssistant, Program: script}}); err != nil {
		b.Fatal(err)
	}
	const warmUp = 5 // what is made once is there by then
	var ours, theirs []time.Duration
	for range rounds {
		ours, theirs = append(ours, r.handOver(b, "Quick")), append(theirs, bare(b, r.zoom.URL()+"/v2/users/me", script))
	}
	our, their := middle(ours[warmUp:]), middle(theirs[warmUp:])
	b.ReportMetric(float64(our.Microseconds()), "µs-handover")
	b.ReportMetric(float64(their.Microseconds()), "µs-bare")
	b.ReportMetric(float64(our)/float64(their), "ratio")
}

func middle(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// handOver sends an assistant and waits until the run is over.
func (r *rehearsal) handOver(b *testing.B, assistant string) time.Duration {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	wish := app.Send{RunID: app.NewRunID(), Meeting: meeting.Meeting{ID: rehearsalMeeting}, Assistant: assistant}
	began := time.Now()
	r.program.Do(wish)
	for s := range r.program.Watch(ctx) {
		run, there := s.Run(wish.RunID)
		if !there || !run.Over() {
			continue
		}
		if run.JoinedAt.IsZero() {
			b.Fatalf("it never got in: %+v", run.Last())
		}
		return run.JoinedAt.Sub(began)
	}
	b.Fatal("the run is gone")
	return 0
}

// orderLength is how long a join is; a shell reads it byte by byte.
const orderLength = 700

// bare is one HTTP exchange, and one program that gets a line and answers.
func bare(b *testing.B, url, script string) time.Duration {
	b.Helper()
	began := time.Now()
	response, err := http.Get(url) //nolint:gosec // the stand-in's
	if err != nil {
		b.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, response.Body) // a refusal takes as long
	_ = response.Body.Close()
	cmd := exec.Command(script) //nolint:gosec // written above
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	lines.Scan()
	_, _ = io.WriteString(in, strings.Repeat("x", orderLength)+"\n")
	lines.Scan()
	took := time.Since(began)
	_, _ = io.Copy(io.Discard, out)
	_ = cmd.Wait()
	return took
}
