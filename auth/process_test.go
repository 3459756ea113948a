package auth

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// These tests run this test program again as another process of Behalf, which
// shares the keychain (a file here) and the lock folder.
const (
	roleVariable  = "BEHALF_AUTH_TEST_ROLE"
	zoomVariable  = "BEHALF_AUTH_TEST_ZOOM"
	vaultVariable = "BEHALF_AUTH_TEST_VAULT"
	rounds        = 10
)

// fileVault is a vault that processes share. Its own lock is for Windows, which
// replaces no file that somebody is reading.
type fileVault struct {
	dir    string
	before func() // called before a value is written
}

func (v fileVault) lock() (unlock func(), err error) {
	l := flock.New(filepath.Join(v.dir, "vault.lock"))
	return func() { _ = l.Close() }, l.Lock()
}

func (v fileVault) Get(_ context.Context, name string) (secret.Text, bool, error) {
	unlock, err := v.lock()
	if err != nil {
		return secret.Text{}, false, err
	}
	defer unlock()
	text, err := os.ReadFile(filepath.Join(v.dir, name))
	if os.IsNotExist(err) {
		return secret.Text{}, false, nil
	}
	return secret.New(string(text)), err == nil, err
}

func (v fileVault) Set(_ context.Context, name string, value secret.Text) error {
	if v.before != nil {
		v.before()
	}
	unlock, err := v.lock()
	if err != nil {
		return err
	}
	defer unlock()
	next := filepath.Join(v.dir, "next")
	if err := os.WriteFile(next, []byte(value.Reveal()), 0o600); err != nil {
		return err
	}
	return os.Rename(next, filepath.Join(v.dir, name))
}

func (v fileVault) Delete(_ context.Context, name string) error {
	if err := os.Remove(filepath.Join(v.dir, name)); !os.IsNotExist(err) {
		return err
	}
	return nil
}

// The roles of the other process. It works one round for each line it is given,
// and answers each with a line.
const (
	useAndRefresh    = "use and refresh"
	useOnly          = "use"
	refreshForEver   = "refresh for ever" // from the first round on
	dieBeforeWriting = "die before writing"
)

func playRole(role string) int {
	z := &fakeZoom{}
	vault := fileVault{dir: os.Getenv(vaultVariable)}
	if role == dieBeforeWriting {
		vault.before = func() {
			fmt.Println("writing")
			select {} // until it is killed
		}
	}
	cfg := z.configAt(os.Getenv(zoomVariable), vault, filepath.Join(vault.dir, "locks"))
	a := New(cfg)
	defer a.Close()
	acc := app.Account{ID: "acc"}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		access, err := a.Token(context.Background(), public, acc)
		if err == nil && role == useAndRefresh {
			_, err = a.Refused(context.Background(), public, acc, access.Token)
		}
		if role == refreshForEver {
			fmt.Println("ok")
			for err == nil {
				err = a.Renew(context.Background(), public, acc)
			}
		}
		if err != nil {
			fmt.Println("failed:", err)
			continue
		}
		fmt.Println("ok")
	}
	return 0
}

type process struct {
	*exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

func startProcess(t *testing.T, role, zoomURL, vaultDir string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = append(os.Environ(), roleVariable+"="+role, zoomVariable+"="+zoomURL, vaultVariable+"="+vaultDir)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait() // a killed one has no exit status to speak of
		if errs.Len() > 0 {
			t.Errorf("the other process: %s", errs.String())
		}
	})
	return &process{cmd, in, bufio.NewScanner(out)}
}

// round lets the process work once and gives its answer.
func (p *process) round() string {
	if _, err := io.WriteString(p.in, "go\n"); err != nil {
		return err.Error()
	}
	p.out.Scan()
	return p.out.Text()
}

func TestF17TwoProcesses(t *testing.T) {
	z, dir := newZoom(t), t.TempDir()
	// Each answer is nearly over when it comes, so that everybody refreshes
	// all the time; one refresh token used twice would end the grant.
	z.tweak = func(v map[string]any) { v["expires_in"] = 60 }
	a := newAuth(t, z.config(fileVault{dir: dir}, filepath.Join(dir, "locks")))
	stored(t, a, z, 0)
	var all sync.WaitGroup
	for range 2 {
		p := startProcess(t, useAndRefresh, z.URL, dir)
		all.Go(func() {
			for range rounds {
				if got := p.round(); got != "ok" {
					t.Error(got)
				}
			}
		})
	}
	all.Wait()
	if n := len(z.calls()); n < rounds {
		t.Errorf("only %d refreshes: nothing was proved", n)
	}
}

func TestF17EightProcessesMakeOneRefresh(t *testing.T) {
	const processes = 8
	z, dir := newZoom(t), t.TempDir()
	a := newAuth(t, z.config(fileVault{dir: dir}, filepath.Join(dir, "locks")))
	stored(t, a, z, -time.Minute)
	var started []*process
	for range processes {
		started = append(started, startProcess(t, useOnly, z.URL, dir))
	}
	begin := make(chan struct{})
	var all sync.WaitGroup
	for _, p := range started {
		all.Go(func() {
			<-begin
			if got := p.round(); got != "ok" {
				t.Error(got)
			}
		})
	}
	close(begin)
	all.Wait()
	if n := len(z.calls()); n != 1 {
		t.Errorf("%d refreshes", n)
	}
}

func TestF18KilledBetweenAnswerAndWrite(t *testing.T) {
	z, dir := newZoom(t), t.TempDir()
	a := newAuth(t, z.config(fileVault{dir: dir}, filepath.Join(dir, "locks")))
	acc := stored(t, a, z, 0)
	p := startProcess(t, dieBeforeWriting, z.URL, dir)
	if got := p.round(); got != "writing" {
		t.Fatal(got)
	}
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.Wait() // killed; its lock is free now

	// Zoom has taken the old token back, the new one died with the process:
	// a clean "sign in again", once, and nothing left over.
	_, err := a.Token(t.Context(), public, acc)
	wantFault(t, err, fault.SignInEnded)
	if len(z.calls()) != 2 {
		t.Errorf("%d requests", len(z.calls()))
	}
	if _, found, _ := (fileVault{dir: dir}).Get(t.Context(), "tokens-acc"); found {
		t.Error("the dead tokens are still there")
	}

	// Killed before it asked Zoom, or after the write: it goes on as if nothing
	// had been.
	acc = stored(t, a, z, 0)
	q := startProcess(t, useAndRefresh, z.URL, dir)
	if got := q.round(); got != "ok" {
		t.Fatal(got)
	}
	if err := q.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = q.Wait()
	if _, err := a.Token(t.Context(), public, acc); err != nil {
		t.Error(err)
	}
}

// A lock of another process is waited for, and no longer than it is worth.
func TestTheLockIsHeldByAnotherProcess(t *testing.T) {
	z, dir := newZoom(t), t.TempDir()
	a := newAuth(t, z.config(fileVault{dir: dir}, filepath.Join(dir, "locks")))
	acc := stored(t, a, z, 0)
	p := startProcess(t, dieBeforeWriting, z.URL, dir)
	if got := p.round(); got != "writing" {
		t.Fatal(got)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*lockPace)
	defer cancel()
	_, err := a.lock(ctx, acc.ID)
	wantFault(t, err, fault.Busy)
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	unlock, err := a.lock(t.Context(), acc.ID)
	if err != nil {
		t.Fatal(err)
	}
	unlock()
}
