package boot

import (
	"context"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"behalf/app/cli"
	"behalf/app/fault"
	"behalf/app/instance"
	"behalf/ui"
)

// receive is a start that reaches a host over its door.
func (h *host) receive(t *testing.T, args ...string) (exit int) {
	t.Helper()
	return h.serve(t.Context(), instance.Request{Verb: "open", Args: args}, nil, io.Discard, io.Discard)
}

func (h *host) awaited() (ui.Summons, bool) {
	select {
	case s := <-h.show:
		return s, true
	default:
		return ui.Summons{}, false
	}
}

func TestASecondStartShowsTheWindowUnlessItIsHidden(t *testing.T) {
	h := &host{show: make(chan ui.Summons, 1)}
	for _, c := range []struct {
		o     cli.WindowOptions
		shown bool
	}{
		{cli.WindowOptions{}, true},
		{cli.WindowOptions{Hidden: true}, false}, // as at a log-in
		{cli.WindowOptions{Hidden: true, Link: "--hidden 812"}, true},
		{cli.WindowOptions{Hidden: true, Copied: true}, true},
		{cli.WindowOptions{Copied: true}, true},
	} {
		if exit := h.receive(t, openArgs(c.o)...); exit != fault.ExitDone {
			t.Errorf("%+v: exit %d", c.o, exit)
		}
		s, shown := h.awaited()
		if shown != c.shown || s != summons(c.o) && shown {
			t.Errorf("%+v: %+v, shown: %v", c.o, s, shown)
		}
	}
	terminal := &host{}
	if exit := terminal.receive(t); exit != fault.ExitUnexpected {
		t.Errorf("a verb in a terminal has no window: exit %d", exit)
	}
}

// A window that has ended takes no click that nobody would see: whoever comes
// then waits for the end and is the next one.
func TestF46NoDeadClickWhileTheWindowEnds(t *testing.T) {
	ctx, quit := context.WithCancel(t.Context())
	ending := &host{show: make(chan ui.Summons, 1), quit: quit, shut: ctx.Done(), folders: folders{data: t.TempDir()}}
	if _, err := ending.claim(t.Context(), instance.Patience); err != nil {
		t.Fatal(err)
	}
	ending.primary.Serve(ending.serve)
	if err := ending.shutDoor(); err != nil {
		t.Error(err)
	}
	if exit := ending.receive(t); exit == fault.ExitDone {
		t.Error("a click that came in before is said to be done")
	}
	if s, shown := ending.awaited(); shown {
		t.Errorf("%+v waits for nobody", s)
	}
	if _, err := (&host{folders: ending.folders}).claim(t.Context(), 0); !fault.Is(err, fault.StillEnding) {
		t.Errorf("the door is still open: %v", err)
	}
	next, done := &host{folders: ending.folders}, make(chan error)
	go func() {
		shown, err := next.showOther(t.Context(), cli.WindowOptions{})
		if shown {
			t.Error("the ending one has shown its window")
		}
		done <- err
	}()
	if err := ending.primary.Close(); err != nil {
		t.Error(err)
	}
	if err := <-done; err != nil || next.primary == nil {
		t.Fatal("the next one is not the first:", err)
	}
	if err := next.primary.Close(); err != nil {
		t.Error(err)
	}
}

// However many links arrive while the window is busy, one waits: the latest.
func TestF44OneLinkWaitsTheLatest(t *testing.T) {
	h := &host{show: make(chan ui.Summons, 1)}
	for n := range 1000 {
		h.receive(t, "--", "behalf://send?url="+strconv.Itoa(81234560000+n))
	}
	h.receive(t) // only to the front: the link stays
	if s, _ := h.awaited(); s.Text != "81234560999" {
		t.Errorf("%+v", s)
	}
	if s, more := h.awaited(); more {
		t.Errorf("%+v waits too", s)
	}
	h.receive(t, "--", "behalf://send?url="+strings.Repeat("x", 2<<20))
	if s, _ := h.awaited(); len(s.Text) > 1<<20 {
		t.Errorf("%d bytes are kept", len(s.Text))
	}
}

// What macOS has the running program open comes the way of every link.
func TestF43WhatTheSystemOpensIsProposed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "Weekly call.ics")
	entry := "BEGIN:VEVENT\r\nLOCATION:https://us02web.zoom.us/j/81234567890\r\nEND:VEVENT\r\n"
	if err := os.WriteFile(path, []byte(entry), 0o600); err != nil {
		t.Fatal(err)
	}
	for what, want := range map[string]string{
		"": "",
		"behalf://send?url=https%3A%2F%2Fzoom.us%2Fj%2F81234567890": "https://zoom.us/j/81234567890",
		"behalf://erase?yes=1": "",
		(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}).String(): "https://us02web.zoom.us/j/81234567890",
		"--hidden": "--hidden",
	} {
		h := &host{show: make(chan ui.Summons, 1)}
		h.opened(context.Background(), what)
		if s, shown := h.awaited(); !shown || s != (ui.Summons{Text: want}) {
			t.Errorf("%q: %+v, shown: %v", what, s, shown)
		}
	}
}

// pretend serves a folder with a Behalf of another mind.
func pretend(t *testing.T, handler instance.Handler) *host {
	t.Helper()
	h := &host{folders: folders{data: t.TempDir()}}
	primary, _, err := instance.Claim(t.Context(), h.folders.instance())
	if err != nil {
		t.Fatal(err)
	}
	primary.Serve(handler)
	t.Cleanup(func() {
		if err := primary.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// An older one may not know an option that this one hands over.
func TestAnOlderBehalfThatDoesNotUnderstandIsNamed(t *testing.T) {
	var asked []string
	h := pretend(t, func(_ context.Context, r instance.Request, _ <-chan struct{}, _, _ io.Writer) int {
		asked = append(asked, strings.Join(r.Args, " "))
		return fault.ExitUsage
	})
	shown, err := h.showOther(t.Context(), cli.WindowOptions{Copied: true})
	if shown || !fault.Is(err, fault.OtherVersion) || len(asked) != 1 || asked[0] != "--copied" {
		t.Errorf("%v, %v after %q", shown, err, asked)
	}
}

// A log-in that starts Behalf twice must not put up a window about it; a click
// always gets an answer, and so does what keeps Behalf from starting at all.
func TestF46NoDeadClickAndNoWindowThatNobodyAskedFor(t *testing.T) {
	hidden := cli.WindowOptions{Hidden: true}
	for kind, want := range map[fault.Kind]bool{
		fault.Busy: true, fault.TerminalBusy: true, fault.OtherVersion: true, fault.StillEnding: true, fault.StorageFailed: false, fault.ForeignFirst: false,
	} {
		if got := untold(hidden, fault.New(kind)); got != want {
			t.Errorf("%s at a log-in: untold is %v", kind, got)
		}
		for _, click := range []cli.WindowOptions{{}, {Copied: true, Hidden: true}, {Link: "x", Hidden: true}} {
			if untold(click, fault.New(kind)) {
				t.Errorf("%s: the click %+v is dead", kind, click)
			}
		}
	}
}

func TestQuitWhereNothingRunsMakesNothing(t *testing.T) {
	data := filepath.Join(t.TempDir(), "behalf")
	h := &host{folders: folders{data: data}}
	if ran, err := h.endOther(t.Context()); ran || err != nil {
		t.Errorf("%v, %v", ran, err)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("a folder was made to find out")
	}
}

func TestQuitWhoseOtherDoesNotEnd(t *testing.T) {
	asked := make(chan struct{})
	h := pretend(t, func(context.Context, instance.Request, <-chan struct{}, io.Writer, io.Writer) int {
		close(asked)
		return 0
	})
	ctx, cancel := context.WithCancel(t.Context())
	waited := make(chan error, 1)
	go func() {
		_, err := h.endOther(ctx)
		waited <- err
	}()
	<-asked
	cancel()
	if err := <-waited; !fault.Is(err, fault.NotEnded, fault.Stopped) { // Stopped: it had not yet heard that it was taken
		t.Errorf("it does not wait: %v", err)
	}
}
