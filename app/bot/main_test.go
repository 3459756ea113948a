package bot

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"go.uber.org/goleak"
)

// The test binary is also the bots that it starts.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "spoiled-bot":
			os.Exit(spoiledBot(os.Args[2], os.Args[3]))
		case "rehearsal-bot":
			in, out := spoken(os.Getenv(spokenIn))
			os.Exit(RehearsalBot(context.Background(), os.Args[2:], in, out, os.Stderr))
		case "scripted-bot":
			os.Exit(scriptedBot(os.Args[2], os.Args[3:]))
		case "sample-bot":
			os.Exit(sampleBot(os.Args[2], os.Args[3:]))
		case "host":
			os.Exit(hostToBeKilled(os.Args[2:]))
		}
	}
	goleak.VerifyTestMain(m)
}

// anew separates the scripts of one start of the program and the next.
const anew = "anew"

// childStep is what a child of a scripted bot plays.
const childStep = "hang as a child"

// started is what a scripted bot notes down about its start.
type started struct {
	PID   int
	Group int // its process group
	Args  []string
	Env   []string
	Dir   string
	Open  []string // what its descriptors are
}

// scriptedBot plays a list of steps; of several scripts, the n-th start plays
// the n-th, and later ones the last.
func scriptedBot(notes string, steps []string) int {
	n := noteStart(notes)
	if n < 0 {
		return 98
	}
	in, out := spoken(notes)
	s := &script{notes: notes, out: out, in: bufio.NewScanner(in)}
	s.in.Buffer(nil, 1<<20)
	for _, step := range scriptOf(steps, n) {
		if code, end := s.play(step); end {
			return code
		}
	}
	return 0
}

// scriptOf finds the steps of the n-th start.
func scriptOf(steps []string, n int) []string {
	for ; n > 0; n-- {
		i := slices.Index(steps, anew)
		if i < 0 {
			break
		}
		steps = steps[i+1:]
	}
	if i := slices.Index(steps, anew); i >= 0 {
		steps = steps[:i]
	}
	return steps
}

// noteStart notes a start down and says how many there were before.
func noteStart(notes string) int {
	for n := 0; ; n++ {
		f, err := os.OpenFile(notePath(notes, "start", n), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return -1
		}
		dir, _ := os.Getwd()
		err = json.NewEncoder(f).Encode(started{os.Getpid(), ownGroup(), os.Args, os.Environ(), dir, descriptors()})
		if err != nil || f.Close() != nil {
			return -1
		}
		return n
	}
}

// spokenIn is the variable that says where the rehearsal bot is to note down
// what was spoken.
const spokenIn = "SPOKEN_IN"

// spoken are standard input and output, of which each start of a bot notes down
// what goes through them; without a folder, nothing.
func spoken(notes string) (io.Reader, io.Writer) {
	if notes == "" {
		return os.Stdin, os.Stdout
	}
	for n := 0; ; n++ {
		heard, err := os.OpenFile(notePath(notes, "heard", n), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			os.Exit(98)
		}
		said, err := os.Create(notePath(notes, "said", n))
		if err != nil {
			os.Exit(98)
		}
		return io.TeeReader(os.Stdin, heard), io.MultiWriter(said, os.Stdout)
	}
}

type script struct {
	notes string
	out   io.Writer
	in    *bufio.Scanner
	join  join
}

func (s *script) play(step string) (code int, end bool) {
	verb, rest, _ := strings.Cut(step, " ")
	switch verb {
	case "hello":
		features, _ := json.Marshal(strings.Split(rest, ","))
		fmt.Fprintf(s.out, `{"v":1,"type":"hello","bot":"scripted","bot_version":"1","features":%s}`+"\n", features)
	case "join", "leave", "eof":
		if !s.await(verb) {
			return 0, true
		}
	case "exit":
		code, _ = strconv.Atoi(rest)
		return code, true
	case "stderr":
		fmt.Fprintln(os.Stderr, rest)
	case "secrets":
		for _, secret := range []*string{s.join.Auth.OnBehalfToken, s.join.Auth.SDKJWT, s.join.Meeting.Pwd, s.join.Meeting.Passcode} {
			fmt.Fprintln(os.Stderr, "joining with", text(secret), "now")
			fmt.Fprintf(s.out, `{"v":1,"type":"log","text":%q}`+"\n", text(secret))
		}
	case "confess":
		fmt.Fprintf(s.out, `{"v":1,"type":"failed","code":"bad_passcode","message":"tried %s"}`+"\n", text(s.join.Meeting.Passcode))
	case "artifact":
		path := filepath.Join(s.join.OutDir, rest)
		if err := os.WriteFile(path, []byte("notes"), 0o600); err != nil {
			return 97, true
		}
		fmt.Fprintf(s.out, `{"v":1,"type":"artifact","kind":"transcript","path":%q,"title":%q}`+"\n", path, rest)
	case "folder":
		if err := os.MkdirAll(filepath.Join(s.join.OutDir, rest), 0o700); err != nil {
			return 97, true
		}
	case "secretive": // what it makes is named by a token
		token := text(s.join.Auth.OnBehalfToken)
		if code, end := s.play("folder " + token); end {
			return code, end
		}
		fmt.Fprintf(s.out, `{"v":1,"type":"artifact","kind":%q,"path":%q,"title":%q}`+"\n", token, token, "with "+token)
		fmt.Fprintf(s.out, `{"v":1,"type":"artifact","kind":"file","path":"./%s"}`+"\n", token)
	case "artifacts": // so many at once
		n, _ := strconv.Atoi(rest)
		for i := range n {
			if code, end := s.play("artifact " + strconv.Itoa(i)); end {
				return code, end
			}
		}
	case "call":
		if call(rest) != nil {
			return 95, true
		}
	case "core":
		if err := os.WriteFile(notePath(s.notes, "core", 0), []byte(coreLimit()), 0o600); err != nil {
			return 97, true
		}
	case "deaf":
		signal.Ignore(syscall.SIGTERM)
	case "child":
		cmd := exec.Command(os.Args[0], "scripted-bot", s.notes, childStep)
		cmd.Stdout, cmd.SysProcAttr = os.Stdout, childAttr(rest)
		if err := cmd.Start(); err != nil {
			return 96, true
		}
	case "hang":
		hang()
	default:
		fmt.Fprintln(s.out, step)
	}
	return 0, false
}

func hang() {
	never := make(chan os.Signal, 1)
	signal.Notify(never, syscall.SIGHUP)
	<-never
}

// await reads the host's lines until one of the type; false at the end of input.
func (s *script) await(what string) bool {
	for s.in.Scan() {
		var j join
		if err := json.Unmarshal(s.in.Bytes(), &j); err != nil {
			return false
		}
		if j.Type == typeJoin {
			s.join = j
		}
		if j.Type == what {
			return true
		}
	}
	return what == "eof"
}

func notePath(notes, what string, n int) string {
	return filepath.Join(notes, what+"-"+strconv.Itoa(n))
}
