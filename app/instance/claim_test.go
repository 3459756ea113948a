package instance

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/gofrs/flock"

	"behalf/app/fault"
)

// helper is another process: it says what it became, and as the first one
// serves until its standard input ends.
func helper(dir string) int {
	if os.Getenv("INSTANCE_TEST_KNOCK") != "" { // at whose door, it does not mind
		conn, err := dial(context.Background(), doorOf(dir))
		if err == nil {
			err = readFrame(conn, maxFrame, new(greeting))
		}
		fmt.Println(err)
		return 0
	}
	primary, peer, err := Claim(context.Background(), dir)
	switch {
	case err != nil:
		fmt.Println(fault.From(err).Kind)
		return 1
	case peer != nil:
		fmt.Println("peer")
		if os.Getenv("INSTANCE_TEST_DO") != "" {
			code, err := peer.Do(context.Background(), Request{Verb: "send"}, nil, os.Stdout, os.Stderr)
			fmt.Println(code, err)
		}
		return 0
	}
	primary.Serve(echo)
	fmt.Println("primary")
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := primary.Close(); err != nil {
		fmt.Println(err)
		return 1
	}
	return 0
}

type process struct {
	*exec.Cmd
	in    io.WriteCloser
	lines *bufio.Scanner
}

func start(t *testing.T, dir string, env ...string) *process {
	t.Helper()
	p, err := tryStart(t, nil, dir, env...)
	must(t, err)
	return p
}

func tryStart(t *testing.T, attr *syscall.SysProcAttr, dir string, env ...string) (*process, error) {
	t.Helper()
	program := os.Args[0]
	if attr != nil { // who may not even enter the folder of the test's program
		program = "/proc/self/exe"
	}
	c := exec.CommandContext(t.Context(), program)
	c.Env = append(append(os.Environ(), "INSTANCE_TEST_DIR="+dir), env...)
	c.Stderr, c.SysProcAttr = os.Stderr, attr
	in, err := c.StdinPipe()
	must(t, err)
	out, err := c.StdoutPipe()
	must(t, err)
	if err := c.Start(); err != nil {
		return nil, err
	}
	p := &process{c, in, bufio.NewScanner(out)}
	t.Cleanup(func() {
		_ = p.in.Close()
		_ = p.Wait() // a test that minds has waited itself
	})
	return p, nil
}

func (p *process) says() string {
	p.lines.Scan()
	return p.lines.Text()
}

func (p *process) kill(t *testing.T) {
	t.Helper()
	must(t, p.Process.Kill())
	_ = p.Wait() // killed
}

func TestTwentyProcessesAtOnceOneIsFirst(t *testing.T) {
	dir := filepath.Join(folder(t), "new")
	var all []*process
	for range 20 {
		all = append(all, start(t, dir))
	}
	said := map[string]int{}
	for _, p := range all {
		said[p.says()]++
	}
	if said["primary"] != 1 || said["peer"] != 19 {
		t.Errorf("%v", said)
	}
}

func TestTheNextIsFirstWhenTheFirstHasEnded(t *testing.T) {
	dir := folder(t)
	one := start(t, dir)
	if said := one.says(); said != "primary" {
		t.Fatal(said)
	}
	must(t, one.in.Close())
	for { // while it ends it may still answer, but nothing fails
		primary, _, err := Claim(t.Context(), dir)
		must(t, err)
		if primary != nil {
			must(t, primary.Close())
			break
		}
	}
	must(t, one.Wait())
	left, err := os.ReadDir(dir)
	must(t, err)
	if len(left) != 1 || left[0].Name() != "instance.lock" {
		t.Errorf("left behind: %v", left)
	}
}

func TestF46DeadFirstLeftLockAndDoor(t *testing.T) {
	for _, dir := range []string{folder(t), longDir(t)} {
		one := start(t, dir)
		if said := one.says(); said != "primary" {
			t.Fatal(said)
		}
		one.kill(t)
		primary := claim(t, dir)
		primary.Serve(echo)
		if two := start(t, dir).says(); two != "peer" {
			t.Errorf("the next one is %s", two)
		}
		must(t, primary.Close())
	}
}

func longDir(t *testing.T) string {
	t.Helper()
	return filepath.Join(folder(t), strings.Repeat("long", 20), strings.Repeat("name", 20))
}

func TestF46LockHeldButNobodyAtTheDoor(t *testing.T) {
	dir := folder(t)
	lock := flock.New(filepath.Join(dir, "instance.lock"))
	if ok, err := lock.TryLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	_, _, err := Claim(hurry(t), dir)
	wantFault(t, err, fault.StillEnding)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err = Claim(ctx, dir)
	wantFault(t, err, fault.Stopped)

	// Whoever held it was just ending.
	var all sync.WaitGroup
	all.Go(func() {
		if err := lock.Unlock(); err != nil {
			t.Error(err)
		}
	})
	must(t, claim(t, dir).Close())
	all.Wait()
}

func TestF46FirstThatNeverServesIsBusyThenServes(t *testing.T) {
	dir := folder(t)
	primary := claim(t, dir)
	_, _, err := Claim(hurry(t), dir)
	wantFault(t, err, fault.Busy)

	var all sync.WaitGroup
	all.Go(func() {
		_, peer, err := Claim(t.Context(), dir)
		if err != nil || peer == nil {
			t.Errorf("%v, %v", peer, err)
		}
	})
	primary.Serve(echo) // late, not too late
	all.Wait()
	must(t, primary.Close())
}
