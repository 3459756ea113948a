package boot_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"behalf/auth/sandbox"
)

// The measures of `make bench`: each takes our program and a minimal one in
// turns, in one run, and prints the ratio of the medians.

// connectedDesktop is a session whose person is connected at the stand-in.
func connectedDesktop(b *testing.B, delay time.Duration) (*desktop, *sandbox.Server) {
	b.Helper()
	return connectedDesktopWith(b, sandbox.Options{MeetingLasts: time.Millisecond, AnswerDelay: delay})
}

func connectedDesktopWith(b *testing.B, o sandbox.Options) (*desktop, *sandbox.Server) {
	b.Helper()
	d := newDesktop(b)
	zoom, err := sandbox.Start(o)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = zoom.Close() })
	d.set("BEHALF_HOME", d.home+"/behalf")
	d.set("BEHALF_ZOOM_URL", zoom.URL())
	d.set("BEHALF_ZOOM_API_URL", zoom.URL())
	d.run(program, "setup", "--client-id", sandbox.DefaultClientID)
	d.run(program, "assistants", "add", "--preset", "rehearsal")
	d.connect(zoom)
	return d, zoom
}

func (d *desktop) connect(zoom *sandbox.Server) {
	d.tb.Helper()
	cmd := d.command(context.Background(), program, "connect", "--no-browser")
	out, err := cmd.StdoutPipe()
	if err != nil {
		d.tb.Fatal(err)
	}
	d.start(cmd)
	for s := bufio.NewScanner(out); s.Scan(); {
		if link := strings.TrimSpace(s.Text()); strings.Contains(link, "/oauth/authorize") {
			if err := zoom.Allow(d.tb.Context(), link); err != nil {
				d.tb.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err != nil {
		d.tb.Fatal(err)
	}
}

// compare takes both in turns and gives the medians.
func compare(rounds int, ours, theirs func() float64) (our, their float64) {
	var a, b []float64
	for range rounds {
		a, b = append(a, ours()), append(b, theirs())
	}
	return median(a), median(b)
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

func (d *desktop) took(name string, args ...string) float64 {
	d.tb.Helper()
	began := time.Now()
	out, errs, exit := d.run(name, args...)
	if exit != 0 {
		d.tb.Fatalf("%s: %d\n%s%s", name, exit, out, errs)
	}
	return milliseconds(time.Since(began))
}

// BenchmarkToken is `behalf token obf` against a program that reads one
// keychain entry and makes one GET. Zoom answers at once here, which no real
// server does, and then after 100 ms.
func BenchmarkToken(b *testing.B) {
	minimal := build(b, "minimal", "./storage/keychain/testdata/minimal")
	for _, delay := range []time.Duration{0, 100 * time.Millisecond} {
		b.Run(fmt.Sprint("answer=", delay), func(b *testing.B) {
			d, zoom := connectedDesktop(b, delay)
			store := d.command(b.Context(), "secret-tool", "store", "--label=minimal", "service", "minimal", "username", "token")
			store.Stdin = strings.NewReader("a token")
			if err := store.Run(); err != nil {
				b.Fatal(err)
			}
			url := zoom.URL() + "/v2/users/me/token?type=onbehalf&meeting_id=81234567890"
			our, their := compare(31,
				func() float64 { return d.took(program, "token", "obf", "81234567890") },
				func() float64 { return d.took(minimal, "minimal", "token", url) })
			b.ReportMetric(our, "ms")
			b.ReportMetric(their, "ms-minimal")
			b.ReportMetric(our/their, "ratio")
		})
	}
}

// BenchmarkWindow is the start of the window, and its memory when idle,
// against an empty window.
func BenchmarkWindow(b *testing.B) {
	minimal := build(b, "minimal", "./ui/testdata/minimal")
	d, _ := connectedDesktop(b, 0)
	d.openDisplay()
	measure := func(program string) (visible, resident float64) {
		clients := d.clients()
		cmd := d.command(context.Background(), program)
		began := time.Now()
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		clients.change()
		visible = milliseconds(time.Since(began))
		<-time.After(2 * time.Second) // until it is idle
		resident = d.resident(cmd)
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait() // ended by the signal
		return visible, resident
	}
	var memory, memoryMinimal []float64
	our, their := compare(7, func() float64 {
		visible, resident := measure(program)
		memory = append(memory, resident)
		return visible
	}, func() float64 {
		visible, resident := measure(minimal)
		memoryMinimal = append(memoryMinimal, resident)
		return visible
	})
	b.ReportMetric(our, "ms")
	b.ReportMetric(their, "ms-minimal")
	b.ReportMetric(our/their, "ratio")
	b.ReportMetric(median(memory), "MiB")
	b.ReportMetric(median(memoryMinimal), "MiB-minimal")
	b.ReportMetric(median(memory)/median(memoryMinimal), "ratio-memory")
}

// BenchmarkIdle is the processor time of a program whose window is hidden, ours
// in the tray and a minimal one, over the same minute.
func BenchmarkIdle(b *testing.B) {
	minimal := build(b, "minimal", "./ui/testdata/minimal")
	d, _ := connectedDesktop(b, 0)
	d.openDisplay()
	d.openPanel()
	ours, theirs := d.command(context.Background(), program, "--hidden"), d.command(context.Background(), minimal, "-hidden")
	d.start(ours)
	d.start(theirs)
	d.awaitTray()
	const settling, watched = 10 * time.Second, time.Minute
	<-time.After(settling)
	our, their := d.worked(ours), d.worked(theirs)
	<-time.After(watched)
	our, their = d.worked(ours)-our, d.worked(theirs)-their
	b.ReportMetric(our, "ms/min")
	b.ReportMetric(their, "ms/min-minimal")
	b.ReportMetric(our-their, "ms/min-more")
}

// worked is the processor time that a process has had, in milliseconds.
func (d *desktop) worked(cmd *exec.Cmd) float64 {
	d.tb.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", cmd.Process.Pid))
	if err != nil {
		d.tb.Fatal(err)
	}
	_, rest, _ := bytes.Cut(data, []byte(") ")) // the name may hold anything
	fields := strings.Fields(string(rest))
	const user, system, tick = 11, 12, 10 // places after the name; milliseconds
	total := 0.0
	for _, place := range []int{user, system} {
		ticks, err := strconv.ParseFloat(fields[place], 64)
		if err != nil {
			d.tb.Fatal(err)
		}
		total += ticks * tick
	}
	return total
}

// clientList follows the window manager's list of windows.
type clientList struct {
	d     *desktop
	lines chan string
}

func (d *desktop) clients() *clientList {
	d.tb.Helper()
	cmd := d.command(context.Background(), "xprop", "-root", "-spy", "_NET_CLIENT_LIST")
	out, err := cmd.StdoutPipe()
	if err != nil {
		d.tb.Fatal(err)
	}
	d.start(cmd)
	l := &clientList{d: d, lines: make(chan string, 16)}
	go func() {
		for s := bufio.NewScanner(out); s.Scan(); {
			l.lines <- s.Text()
		}
	}()
	l.change() // what it is now
	return l
}

func (l *clientList) change() {
	l.d.tb.Helper()
	select {
	case <-l.lines:
	case <-time.After(startLimit):
		l.d.tb.Fatal("no window appeared")
	}
}

// resident is the memory of a process, in MiB.
func (d *desktop) resident(cmd *exec.Cmd) float64 {
	d.tb.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
	if err != nil {
		d.tb.Fatal(err)
	}
	_, rest, _ := bytes.Cut(data, []byte("VmRSS:"))
	kib, err := strconv.ParseFloat(strings.Fields(string(rest))[0], 64)
	if err != nil {
		d.tb.Fatal(err)
	}
	return kib / 1024
}

// BenchmarkSize is the program, stripped, against the smallest one that links
// the same toolkit and database, made with the same flags.
func BenchmarkSize(b *testing.B) {
	size := func(pkg string) float64 {
		info, err := os.Stat(build(b, "stripped", pkg, "-ldflags", "-s -w"))
		if err != nil {
			b.Fatal(err)
		}
		return float64(info.Size()) / (1 << 20)
	}
	our, their := size("."), size("./ui/testdata/smallest")
	b.ReportMetric(our, "MiB")
	b.ReportMetric(their, "MiB-minimal")
	b.ReportMetric(our/their, "ratio")
}
