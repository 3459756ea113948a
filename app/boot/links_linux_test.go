package boot_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"behalf/app/fault"
)

// behalfLink is a link as a web page has it.
func behalfLink(id string) string {
	return "behalf://send?url=https%3A%2F%2Fus02web.zoom.us%2Fj%2F" + id + "%3Fpwd%3DZZTESTPWD.1"
}

// awaitRun sends with the keyboard and waits until the assistant is on its way to
// that meeting; then it is stopped.
func (w *walk) awaitRun(id string) {
	w.tb.Helper()
	w.sendByKey()
	w.awaitStatus("on its way to "+id, func(s status) bool { return len(s.Runs) == 1 && s.Runs[0].MeetingID == id })
	w.verb(0, "stop", "--all")
	w.awaitStatus("stopped", func(s status) bool { return len(s.Runs) == 0 })
}

// TestLinksForReal opens links in a second process, as a browser does: they fill
// the field of the window, whether it is there yet or not, and a person sends.
func TestLinksForReal(t *testing.T) {
	w := newWalk(t)
	w.connect(w.zoom)
	w.zoom.SetPresent("", false)

	w.openWindow("--", behalfLink("81234567890")) // a cold start
	if runs := w.status().Runs; len(runs) != 0 {
		t.Errorf("a link has sent by itself: %+v", runs)
	}
	w.awaitRun("81234567890")
	w.verb(0, "--", behalfLink("98765432101")) // a warm one
	w.awaitRun("98765432101")

	// What a person has typed stays, whatever a page sends, and however often.
	w.paste("845 1234 0000")
	var links sync.WaitGroup
	for range 20 {
		links.Go(func() { w.run(program, "--", behalfLink("98765432101")) })
	}
	links.Wait()
	w.verb(0, "--", "erase", "--yes")
	if s := w.status(); len(s.Runs) != 0 || s.account() != "connected" {
		t.Errorf("links have done something: %+v", s)
	}
	w.awaitRun("84512340000")

	// What was copied, when the person asks for it.
	w.copy("https://us02web.zoom.us/j/82345678901")
	w.verb(0, "--copied")
	w.awaitRun("82345678901")
}

// copy puts a text on the clipboard.
func (w *walk) copy(text string) {
	w.tb.Helper()
	clip := w.command(context.Background(), "xclip", "-selection", "clipboard", "-quiet", "-i")
	clip.Stdin = strings.NewReader(text)
	w.start(clip)
	w.eventually("it is copied", func() (bool, string) {
		out, errs, _ := w.run("xclip", "-selection", "clipboard", "-o")
		return out == text, out + errs
	})
}

// TestASecondStartForReal: a hidden one, as after a log-out and log-in, leaves the
// window where it is; any other brings it to the front; and beside one that hangs,
// a click is not dead.
func TestASecondStartForReal(t *testing.T) {
	w := newHabits(t)
	w.openWindow()
	visible := func() (bool, string) {
		out, _, _ := w.run("xdotool", "search", "--onlyvisible", "--name", "^Behalf")
		return strings.TrimSpace(out) != "", out
	}
	w.tool("xdotool", "windowminimize", w.id)
	w.eventually("it is minimised", func() (bool, string) { shown, out := visible(); return !shown, out })
	for range 2 {
		w.verb(0, "--hidden")
	}
	w.status() // they have been answered; TestASecondStartShowsTheWindowUnlessItIsHidden sees that the window never hears of them
	if shown, _ := visible(); shown {
		t.Error("a hidden start has raised the window")
	}
	w.verb(0)
	w.eventually("it is back", visible)

	if err := w.window.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	hung := w.window
	w.launch("--", behalfLink("81234567890"))
	w.eventually("a window explains", func() (bool, string) {
		out, errs, _ := w.run("xdotool", "search", "--onlyvisible", "--name", "^Behalf")
		for id := range strings.FieldsSeq(out) {
			if id != w.id {
				w.id = id
				return true, ""
			}
		}
		return false, out + errs
	})
	w.key("Return")
	w.endsWith(fault.ExitUnexpected, "BHF-105")
	if err := hung.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	w.verb(0) // it answers again
}

// TestAFailedStartIsInNobodysWay: while it says why, an installer finds nothing
// that runs, and the next start begins anew.
func TestAFailedStartIsInNobodysWay(t *testing.T) {
	w := newHabits(t)
	folder := w.get("BEHALF_HOME")
	if err := errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, "behalf.db"), []byte("no database"), 0o600)); err != nil {
		t.Fatal(err)
	}
	w.openWindow()
	if out := w.verb(0, "quit", "--json"); out != "{\"ran\":false}\n" {
		t.Errorf("it says %q", out)
	}
	w.key("Return")
	w.endsWith(fault.ExitUnexpected, "BHF-103")
}

// endsWith waits for the end of what was launched last.
func (w *walk) endsWith(exit int, words string) {
	w.tb.Helper()
	ended := w.awaitEnd()
	select {
	case err := <-ended:
		w.tb.Log("it ended with", err)
	case <-time.After(startLimit):
		w.tb.Fatal("it does not end")
	}
	if got := w.window.ProcessState.ExitCode(); got != exit || !strings.Contains(w.output.String(), words) {
		w.tb.Errorf("exit code %d, want %d with %s\n%s", got, exit, words, w.output.String())
	}
}

// TestQuitForReal is what an installer does: it ends a window with a run under
// way, and then a verb in a terminal.
func TestQuitForReal(t *testing.T) {
	w := newWalk(t)
	w.connect(w.zoom)
	w.zoom.SetPresent("", false)
	w.openWindow()
	w.verb(0, "send", "--no-wait", "81234567890")
	if out := w.verb(0, "quit"); out != "Behalf has ended.\n" {
		t.Errorf("it says %q", out)
	}
	w.over(w.window, fault.ExitDone)
	if out := w.verb(0, "quit", "--json"); out != "{\"ran\":false}\n" {
		t.Errorf("it says %q", out)
	}
	if history := w.verb(0, "history", "--json"); !strings.Contains(history, `"reason":"stopped_by_you"`) {
		t.Errorf("the run was not stopped as by a person: %s", history)
	}

	terminal := w.command(context.Background(), program, "send", "81234567890")
	w.start(terminal)
	w.awaitStatus("at work", func(s status) bool { return len(s.Runs) == 1 })
	w.verb(0, "quit")
	w.over(terminal, fault.ExitStopped)
}

// over wants a process to have ended already, so that it need not be waited for.
func (w *walk) over(cmd *exec.Cmd, exit int) {
	w.tb.Helper()
	if err := cmd.Wait(); err != nil && cmd.ProcessState == nil {
		w.tb.Fatal(err)
	}
	if got := cmd.ProcessState.ExitCode(); got != exit {
		w.tb.Errorf("exit code %d, want %d", got, exit)
	}
}
