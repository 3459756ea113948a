package boot_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"behalf/auth/sandbox"
)

// TestTheFirstWalk is the main job as a person does it: the window on a real
// display, the sign-in in a real Chromium, the tokens in a real keyring, the
// link pasted and sent with the keyboard, and the run watched in the window's
// state, in the tray menu and on the command line. In the end nothing secret
// may lie in any file, argument list, environment or output.
func TestTheFirstWalk(t *testing.T) {
	w := newWalk(t)
	d, zoom := w.desktop, w.zoom
	d.openPanel()
	web := d.installBrowser()
	w.openWindow()
	menu := d.awaitTray()

	// Sign in, with a press on Allow.
	menu.await("Not connected to Zoom")
	w.connectInBrowser(web)
	w.awaitStatus("connected", func(s status) bool { return len(s.Accounts) == 1 && s.Accounts[0].State == "connected" })
	menu.await("Ready")

	// Paste and send with the keyboard; wait, join, end.
	zoom.SetPresent("", false)
	w.paste("https://us02web.zoom.us/j/81234567890?pwd=ZZTESTPWD.1")
	w.key("ctrl+Return")
	w.awaitStatus("waiting for you", func(s status) bool { return len(s.Runs) == 1 && s.Runs[0].Phase == "waiting_for_you" })
	menu.await("812 3456 7890")
	w.searchProcesses()
	zoom.SetPresent("", true)
	w.awaitStatus("in the meeting", func(s status) bool { return len(s.Runs) == 1 && s.Runs[0].Phase == "in_meeting" })
	menu.await("1 assistant in a meeting")
	if sessions := zoom.Sessions(); len(sessions) != 1 || sessions[0].BroughtBy != sandbox.DefaultName {
		t.Errorf("the stand-in says %+v", sessions)
	}
	zoom.EndMeeting("", "host_ended")
	w.awaitStatus("over", func(s status) bool { return len(s.Runs) == 0 })

	// A second start fills the link into the open window and sends nothing;
	// a person does. Then stop from the tray, while waiting.
	zoom.SetPresent("", false)
	w.verb(0, "behalf://send?url=https%3A%2F%2Fus02web.zoom.us%2Fj%2F98765432101")
	if runs := w.status().Runs; len(runs) != 0 {
		t.Errorf("a link has sent by itself: %+v", runs)
	}
	w.sendByKey()
	w.awaitStatus("waiting again", func(s status) bool { return len(s.Runs) == 1 && s.Runs[0].Phase == "waiting_for_you" })
	menu.await("987 6543 2101")
	menu.press("Stop", func() bool { return len(w.status().Runs) == 0 })

	// A saved invitation that is opened with Behalf, the same way.
	invitation := filepath.Join(t.TempDir(), "Weekly call.ics")
	entry := "BEGIN:VEVENT\r\nLOCATION:https://us02web.zoom.us/j/8765\r\n 4321098?pwd=ZZTESTPWD.2\r\nEND:VEVENT\r\n"
	if err := os.WriteFile(invitation, []byte(entry), 0o600); err != nil {
		t.Fatal(err)
	}
	w.verb(0, (&url.URL{Scheme: "file", Path: invitation}).String())
	if runs := w.status().Runs; len(runs) != 0 {
		t.Errorf("a file has sent by itself: %+v", runs)
	}
	w.sendByKey()
	menu.await("876 5432 1098")
	menu.press("Stop", func() bool { return len(w.status().Runs) == 0 })

	// From the command line, through the open window, which looks after it.
	w.verb(0, "send", "--no-wait", "--json", invitation)
	w.awaitStatus("on its way", func(s status) bool { return len(s.Runs) == 1 && s.Runs[0].MeetingID == "87654321098" })
	w.verb(0, "stop", "--all")
	if history := w.verb(0, "history", "--json"); !strings.Contains(history, `"reason":"host_ended"`) || !strings.Contains(history, `"reason":"stopped_by_you"`) {
		t.Errorf("history: %s", history)
	}

	// Quit from the tray; nothing is left behind, nothing was let slip.
	ended := w.awaitEnd()
	menu.press("Quit", func() bool { return len(ended) > 0 })
	if err := <-ended; err != nil {
		t.Errorf("the window ended with %v\n%s", err, w.output.String())
	}
	if strings.Contains(w.output.String(), "Error in Fyne call thread") {
		t.Errorf("a widget was touched off the UI goroutine:\n%s", w.output.String())
	}
	secrets := append(zoom.Secrets(), "ZZTESTPWD")
	for _, file := range searchFiles(d.get("BEHALF_HOME"), secrets) {
		t.Errorf("a secret lies in %s", file)
	}
	if holdsSecret([]byte(w.output.String()), secrets) {
		t.Error("the window printed a secret")
	}
}

// walk is a window that runs, and what it prints.
type walk struct {
	*desktop
	zoom   *sandbox.Server
	window *exec.Cmd
	id     string // of the window, for the display
	output transcript
	behalf string // the program; empty: that of all tests
}

// newWalk is a session on a display, set up for the stand-in but for the sign-in.
func newWalk(t *testing.T) *walk {
	t.Helper()
	w := newBareWalk(t)
	w.verb(0, "setup", "--client-id", sandbox.DefaultClientID)
	w.verb(0, "assistants", "add", "--preset", "rehearsal")
	return w
}

// newBareWalk is one where nobody has set anything up.
func newBareWalk(t *testing.T) *walk {
	t.Helper()
	d := newDesktop(t)
	d.openDisplay()
	zoom, err := sandbox.Start(sandbox.Options{MeetingLasts: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = zoom.Close() })
	d.set("BEHALF_HOME", filepath.Join(d.home, "behalf"))
	d.set("BEHALF_ZOOM_URL", zoom.URL())
	d.set("BEHALF_ZOOM_API_URL", zoom.URL())
	w := &walk{desktop: d, zoom: zoom}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log("the window printed:\n" + w.output.String())
		}
	})
	return w
}

// transcript is what several processes print, for one reader.
type transcript struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *transcript) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *transcript) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

type status struct {
	Accounts []struct{ Name, State string }
	Runs     []struct {
		ID, Phase string
		MeetingID string `json:"meeting_id"`
		Attempt   int
	}
}

func (w *walk) verb(exit int, args ...string) string {
	w.tb.Helper()
	out, errs, got := w.run(cmp.Or(w.behalf, program), args...)
	if got != exit {
		w.tb.Fatalf("behalf %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), got, exit, out, errs)
	}
	return out
}

func (w *walk) awaitStatus(what string, ok func(status) bool) {
	w.tb.Helper()
	w.eventually(what, func() (bool, string) {
		s := w.status()
		return ok(s), fmt.Sprintf("%+v", s)
	})
}

func (w *walk) status() (s status) {
	w.tb.Helper()
	text := w.verb(0, "status", "--json")
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		w.tb.Fatalf("%v: %s", err, text)
	}
	return s
}

func (w *walk) openWindow(args ...string) {
	w.tb.Helper()
	w.launch(args...)
	w.eventually("the window", func() (bool, string) { // a search can stumble over a window that goes meanwhile
		out, errs, exit := w.run("xdotool", "search", "--onlyvisible", "--name", "^Behalf")
		w.id, _, _ = strings.Cut(out, "\n")
		return exit == 0 && w.id != "", errs
	})
}

// launch starts the window's process.
func (w *walk) launch(args ...string) {
	w.tb.Helper()
	w.window = w.command(context.Background(), cmp.Or(w.behalf, program), args...)
	w.window.Stdout, w.window.Stderr = &w.output, &w.output
	w.start(w.window)
}

// awaitEnd gives how the window's process ended, once it has.
func (w *walk) awaitEnd() <-chan error {
	ended, over, cmd := make(chan error, 1), make(chan struct{}), w.window
	go func() {
		defer close(over)
		ended <- cmd.Wait()
	}()
	w.tb.Cleanup(func() { // before that of start: two may not wait for one program
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // gone already is fine
		<-over
	})
	return ended
}

// tool runs one of the programs that play the person's hands.
func (w *walk) tool(name string, args ...string) {
	w.tb.Helper()
	if _, errs, exit := w.run(name, args...); exit != 0 {
		w.tb.Fatalf("%s %v: %s", name, args, errs)
	}
}

func (w *walk) focus() {
	w.tb.Helper()
	w.tool("xdotool", "windowactivate", "--sync", w.id)
}

func (w *walk) key(keys string) {
	w.tb.Helper()
	w.focus()
	w.tool("xdotool", "key", "--clearmodifiers", keys)
}

// sendByKey presses until there is a run: the text from outside may not have
// reached the field when the key is first pressed.
func (w *walk) sendByKey() {
	w.tb.Helper()
	w.awaitStatus("sent", func(s status) bool {
		if len(s.Runs) == 0 {
			w.key("ctrl+Return")
		}
		return len(s.Runs) == 1
	})
}

// paste types into the paste field, which has the focus when the window opens.
func (w *walk) paste(text string) {
	w.tb.Helper()
	w.focus()
	w.tool("xdotool", "type", "--clearmodifiers", "--delay", "15", text)
}

// connectInBrowser lets the window's process open Chromium and presses Allow.
func (w *walk) connectInBrowser(web *browser) {
	w.tb.Helper()
	connect := w.command(context.Background(), program, "connect")
	connect.Stdout, connect.Stderr = &w.output, &w.output
	w.start(connect)
	web.press(web.awaitPage("/oauth/authorize"), "button[value=allow]")
	done := web.awaitPage("/callback")
	late := time.AfterFunc(startLimit, func() { // where it hangs shows in its output
		_ = w.window.Process.Signal(syscall.SIGQUIT)
		_ = connect.Process.Kill()
	})
	defer late.Stop()
	if err := connect.Wait(); err != nil {
		w.tb.Fatalf("connect: %v\n%s", err, w.output.String())
	}
	if strings.Contains(done.URL, "code=") {
		w.tb.Errorf("the code stays in the address bar: %s", done.URL)
	}
}

// searchProcesses looks at the arguments and the environment of every process
// of this person while the assistant is under way.
func (w *walk) searchProcesses() {
	w.tb.Helper()
	secrets := append(w.zoom.Secrets(), "ZZTESTPWD")
	seen := 0
	for _, what := range []string{"cmdline", "environ"} {
		files, err := filepath.Glob("/proc/[0-9]*/" + what)
		if err != nil {
			w.tb.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				continue // ended, or somebody else's
			}
			seen++
			if strings.Contains(string(data), "xdotool") {
				continue // the hand that types the link
			}
			if holdsSecret(data, secrets) {
				w.tb.Errorf("a secret is in %s: %s", file, fmt.Sprintf("%.40q", data))
			}
		}
	}
	if seen < 10 {
		w.tb.Errorf("only %d processes were searched", seen)
	}
}

// TestAClickWhileATerminalIsAtWork: the window can't be shown by a verb in a
// terminal, but a click is never without an answer.
func TestAClickWhileATerminalIsAtWork(t *testing.T) {
	w := newWalk(t)
	w.connect(w.zoom)
	w.zoom.SetPresent("", false)
	terminal := w.command(context.Background(), program, "send", "81234567890")
	w.start(terminal)
	w.awaitStatus("at work", func(s status) bool { return len(s.Runs) == 1 })

	w.openWindow() // a small one, with words
	w.key("Return")
	var err error
	select {
	case err = <-w.awaitEnd():
	case <-time.After(startLimit):
		t.Fatal("the window stays")
	}
	if w.window.ProcessState.ExitCode() != 1 || !strings.Contains(w.output.String(), "BHF-110") {
		t.Errorf("the click ended with %v\n%s", err, w.output.String())
	}
	w.verb(0, "stop", "--all")
}
