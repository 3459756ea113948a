package boot_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"behalf/app/bot"
	"behalf/auth/sandbox"
)

// program is the real program, example the bot for others to start from; both
// built once for all tests of this package.
var program, example string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	if len(os.Args) > 1 && os.Args[1] == "rehearsal-bot" { // of a rehearsal that a test has begun itself
		return bot.RehearsalBot(context.Background(), os.Args[2:], os.Stdin, os.Stdout, os.Stderr)
	}
	dir, err := os.MkdirTemp("", "behalf-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }() // the system clears what is left
	program, example = filepath.Join(dir, "behalf"), filepath.Join(dir, "example-bot")
	for path, source := range map[string]string{program: "behalf", example: "behalf/docs/bot-protocol/examples/go"} {
		if out, err := exec.Command("go", "build", "-o", path, source).CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
			return 1
		}
	}
	return m.Run()
}

// TestScripts runs testdata/script/*.txtar: command lines with their output,
// against the real program, a real keyring and the stand-in Zoom.
//
//	exits CODE behalf ARG…   like exec, with that exit code
//	standin [SCOPE…]         starts the stand-in and points the program to it
//	present yes|no           whether the person is in the meeting
//	person ada|grace         who sits at the browser
//	scopes CLIENT SCOPE…     what the app may do from the next answer on
//	fail WHERE ROW TIMES     what the stand-in answers there next
//	clock DURATION           how far Zoom's clock is ahead of ours
//	uninstall ada|grace      the person removes the app at Zoom
//	[!] signin               behalf connect, with a press on Allow; !: exit code 4
//	signs CODE ARG…          the same with arguments and that exit code
//	code                     behalf connect --device-code, with the code entered
//	decline                  signin, with a press on Decline
//	background NAME ARG…     starts behalf; await NAME TEXT waits for its output
//	interrupt NAME           presses Ctrl-C there
//	finish NAME CODE         waits for its end and shows what it printed
//	leaks                    searches every file for every secret issued
//	newerdb FILE             makes a database look like a later version's
func TestScripts(t *testing.T) {
	d := newDesktop(t)
	examples, err := filepath.Abs(filepath.Join("..", "..", "docs", "bot-protocol", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, d.env...)
			env.Setenv("PATH", filepath.Dir(program)+":"+os.Getenv("PATH"))
			env.Setenv("EXAMPLE", example)
			env.Setenv("EXAMPLES", examples)
			env.Setenv("BEHALF_HOME", filepath.Join(env.WorkDir, "home"))
			env.Values[worldKey{}] = &scriptWorld{background: map[string]*background{}}
			env.Defer(func() { env.Values[worldKey{}].(*scriptWorld).close() })
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "standin": standin, "present": present, "signin": signin, "decline": decline,
			"person": person, "scopes": setScopes, "fail": fail, "clock": setClock, "uninstall": uninstall, "signs": signs, "code": enterCode,
			"background": inBackground, "await": await, "interrupt": sendInterrupt, "finish": finish, "leaks": leaks, "jsonlines": jsonLines, "newerdb": newerDB,
		},
	})
}

type worldKey struct{}

// scriptWorld is what one script has started.
type scriptWorld struct {
	zoom       *sandbox.Server
	background map[string]*background
}

func (w *scriptWorld) close() {
	for _, b := range w.background {
		_ = b.cmd.Process.Kill() // ended already is fine
		<-b.done
	}
	if w.zoom != nil {
		_ = w.zoom.Close()
	}
}

func worldOf(ts *testscript.TestScript) *scriptWorld {
	return ts.Value(worldKey{}).(*scriptWorld)
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARG…")
	}
	err := ts.Exec(args[1], args[2:]...)
	if got := exitCode(err); strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}

func exitCode(err error) int {
	if err == nil {
		return 0
	}
	if exit, ok := err.(*exec.ExitError); ok { //nolint:errorlint // testscript hands the bare error over
		return exit.ExitCode()
	}
	return -1
}

// background is a behalf that runs beside the script.
type background struct {
	cmd   *exec.Cmd
	lines chan string
	all   bytes.Buffer
	done  chan struct{}
	exit  int
}

func spawn(ts *testscript.TestScript, args ...string) *background {
	cmd := exec.Command(program, args...)
	cmd.Dir = ts.Getenv("WORK")
	for _, name := range []string{
		"HOME", "PATH", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "DBUS_SESSION_BUS_ADDRESS", "BEHALF_HOME", "BEHALF_ZOOM_URL", "BEHALF_ZOOM_API_URL", "TMPDIR",
	} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	b := &background{cmd: cmd, lines: make(chan string, 1000), done: make(chan struct{})}
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	cmd.Stderr = cmd.Stdout
	ts.Check(cmd.Start())
	go b.read(out)
	return b
}

func (b *background) read(out io.Reader) {
	defer close(b.done)
	for s := bufio.NewScanner(out); s.Scan(); {
		b.all.WriteString(s.Text() + "\n")
		b.lines <- s.Text()
	}
	close(b.lines)
	b.exit = exitCode(b.cmd.Wait())
}

// lineWith waits for a line with that text; empty if none came.
func (b *background) lineWith(text string) string {
	late := time.After(startLimit)
	for {
		select {
		case line, open := <-b.lines:
			if !open {
				return ""
			}
			if strings.Contains(line, text) {
				return strings.TrimSpace(line)
			}
		case <-late:
			return ""
		}
	}
}

// text is all output; only after done.
func (b *background) text() string { return b.all.String() }

func inBackground(ts *testscript.TestScript, _ bool, args []string) {
	worldOf(ts).background[args[0]] = spawn(ts, args[1:]...)
}

func await(ts *testscript.TestScript, _ bool, args []string) {
	if worldOf(ts).background[args[0]].lineWith(args[1]) == "" {
		ts.Fatalf("%s never said %q", args[0], args[1])
	}
}

func sendInterrupt(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(worldOf(ts).background[args[0]].cmd.Process.Signal(os.Interrupt))
}

func finish(ts *testscript.TestScript, _ bool, args []string) {
	b := worldOf(ts).background[args[0]]
	select {
	case <-b.done:
	case <-time.After(startLimit):
		ts.Fatalf("%s does not end", args[0])
	}
	ts.Logf("%s", b.text())
	if strconv.Itoa(b.exit) != args[1] {
		ts.Fatalf("%s: exit code %d, want %s", args[0], b.exit, args[1])
	}
}

// leaks searches all files below the script's folder.
func leaks(ts *testscript.TestScript, _ bool, _ []string) {
	secrets := worldOf(ts).zoom.Secrets()
	if len(secrets) == 0 {
		ts.Fatalf("no secret was issued: nothing to search for")
	}
	for _, found := range searchFiles(ts.Getenv("WORK"), secrets) {
		ts.Fatalf("a secret lies in %s", found)
	}
}

func searchFiles(root string, secrets []string) (found []string) {
	_ = filepath.WalkDir(root, func(path string, e os.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return nil // gone meanwhile, or no file
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		if holdsSecret(data, secrets) {
			found = append(found, path)
		}
		return nil
	})
	return found
}

func holdsSecret(data []byte, secrets []string) bool {
	for _, secret := range secrets {
		for _, form := range disguises(secret) {
			if bytes.Contains(data, form) {
				return true
			}
		}
	}
	return false
}

// jsonLines checks that every line of a file is one JSON object.
func jsonLines(ts *testscript.TestScript, _ bool, args []string) {
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			ts.Fatalf("%q: %v", line, err)
		}
	}
}

// newerDB writes the version number in the header of a SQLite file.
func newerDB(ts *testscript.TestScript, _ bool, args []string) {
	const userVersion = 60 // its place, says the file format
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteAt([]byte{0, 0, 0x7f, 0xff}, userVersion)
	ts.Check(err)
	ts.Check(f.Close())
}
