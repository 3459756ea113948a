//go:build unix

package instance

import (
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/gofrs/flock"

	"behalf/app/fault"
)

func TestF46HungFirstIsBusy(t *testing.T) {
	dir := t.TempDir()
	one := start(t, dir)
	if said := one.says(); said != "primary" {
		t.Fatal(said)
	}
	must(t, one.Process.Signal(syscall.SIGSTOP))
	var status syscall.WaitStatus
	_, err := syscall.Wait4(one.Process.Pid, &status, syscall.WUNTRACED, nil)
	must(t, err)
	if !status.Stopped() {
		t.Fatalf("status %x", status)
	}
	_, _, err = Claim(hurry(t), dir)
	wantFault(t, err, fault.Busy)
	must(t, one.Process.Signal(syscall.SIGCONT))
	_, peer, err := Claim(t.Context(), dir)
	must(t, err)
	if peer == nil {
		t.Error("it answers again")
	}
}

func TestF47WhatLiesAtTheDoorIsTakenAwayUnseen(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign")
	must(t, os.WriteFile(foreign, []byte("kept"), 0o644))
	for name, put := range map[string]func(string) error{
		"file":            func(path string) error { return os.WriteFile(path, []byte("x"), 0o666) },
		"link":            func(path string) error { return os.Symlink(foreign, path) },
		"link to nothing": func(path string) error { return os.Symlink(foreign+"2", path) },
		"dead socket":     deadSocket,
	} {
		dir := t.TempDir()
		must(t, put(doorOf(dir)))
		primary := claim(t, dir)
		primary.Serve(echo)
		info, err := os.Lstat(doorOf(dir))
		must(t, err)
		if info.Mode() != fs.ModeSocket|0o600 {
			t.Errorf("%s: the door is %v", name, info.Mode())
		}
		stillServes(t, dir)
		must(t, primary.Close())
	}
	if text, err := os.ReadFile(foreign); err != nil || string(text) != "kept" {
		t.Errorf("the link was followed: %q, %v", text, err)
	}

	dir := t.TempDir()
	must(t, os.Mkdir(doorOf(dir), 0o700))
	_, _, err := Claim(t.Context(), dir)
	wantFault(t, err, fault.StorageFailed)
	must(t, os.Remove(doorOf(dir)))
	must(t, claim(t, dir).Close()) // the failure let the lock go
}

func deadSocket(path string) error {
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path})
	if err != nil {
		return err
	}
	l.SetUnlinkOnClose(false)
	return l.Close()
}

func TestF47FoldersAreMadePrivate(t *testing.T) {
	former := syscall.Umask(0)
	defer syscall.Umask(former)
	open := filepath.Join(t.TempDir(), "open")
	must(t, os.Mkdir(open, 0o777))
	fresh := filepath.Join(t.TempDir(), "a", "b")
	link := filepath.Join(t.TempDir(), "link")
	must(t, os.Symlink(fresh, link))
	long := longDir(t) // whose door is elsewhere
	must(t, os.MkdirAll(long, 0o777))
	for _, dir := range []string{open, fresh, link, long} {
		primary := claim(t, dir)
		for path, want := range map[string]fs.FileMode{dir: fs.ModeDir | 0o700, doorOf(dir): fs.ModeSocket | 0o600, filepath.Join(dir, "instance.lock"): 0o600} {
			info, err := os.Stat(path)
			must(t, err)
			if info.Mode() != want {
				t.Errorf("%s is %v, want %v", path, info.Mode(), want)
			}
		}
		must(t, primary.Close())
	}
}

func TestF47FoldersOfOthersAreRefused(t *testing.T) {
	shared := filepath.Join(t.TempDir(), "shared")
	must(t, os.Mkdir(shared, 0o700))
	must(t, os.Chmod(shared, 0o777|fs.ModeSticky))
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	theirs := "/" // root's
	if os.Geteuid() == 0 {
		theirs = filepath.Join(t.TempDir(), "theirs")
		must(t, os.Mkdir(theirs, 0o700))
		must(t, os.Chown(theirs, 65534, 65534))
	}
	for _, dir := range []string{shared, file, theirs} {
		_, _, err := Claim(t.Context(), dir)
		wantFault(t, err, fault.StorageFailed)
		if !strings.Contains(err.Error(), dir) {
			t.Errorf("%v does not say which folder", err)
		}
	}
	if info, err := os.Stat(shared); err != nil || info.Mode().Perm() != 0o777 {
		t.Error("the shared folder was changed")
	}
}

func TestALongFolderHasItsSocketInAPrivateOne(t *testing.T) {
	dir := longDir(t)
	must(t, os.MkdirAll(dir, 0o700))
	folder := filepath.Dir(doorOf(dir))
	if len(doorOf(dir)) > 100 || filepath.Dir(folder) != "/tmp" {
		t.Fatalf("the door is %s", doorOf(dir))
	}
	// Somebody was there before us.
	must(t, os.Symlink(t.TempDir(), folder))
	t.Cleanup(func() { _ = os.Remove(folder) }) // normally gone
	_, _, err := Claim(t.Context(), dir)
	wantFault(t, err, fault.StorageFailed)
	must(t, os.Remove(folder))

	must(t, os.Mkdir(folder, 0o777))
	must(t, os.Chmod(folder, 0o777))
	primary := claim(t, dir)
	info, err := os.Lstat(folder)
	must(t, err)
	if info.Mode() != fs.ModeDir|0o700 {
		t.Errorf("the folder is %v", info.Mode())
	}
	primary.Serve(echo)
	stillServes(t, dir)
	must(t, primary.Close())
	if _, err := os.Lstat(folder); err == nil {
		t.Error("the folder was left behind")
	}
}

// The system is really asked: a pair of sockets of one process is ours.
func TestIsOurs(t *testing.T) {
	dir := t.TempDir()
	must(t, os.Chmod(dir, 0o700))
	d, err := listen(doorOf(dir))
	must(t, err)
	here, err := dial(t.Context(), doorOf(dir))
	must(t, err)
	there, err := d.Accept()
	must(t, err)
	if !isOurs(here) || !isOurs(there) {
		t.Error("both ends are ours")
	}
	must(t, here.Close())
	if isOurs(here) {
		t.Error("a closed connection is nobody's")
	}
	must(t, there.Close())
	must(t, d.Close())
	d.remove()

	one, two := net.Pipe()
	if isOurs(one) {
		t.Error("a connection without a user is nobody's")
	}
	must(t, one.Close())
	must(t, two.Close())
}

func TestAnErasedFolderIsNobodys(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	old := claim(t, dir)
	must(t, os.RemoveAll(dir))
	fresh := claim(t, dir)
	fresh.Serve(echo)
	must(t, old.Close()) // leaves the new one's door alone
	_, peer, err := Claim(t.Context(), dir)
	must(t, err)
	if peer == nil {
		t.Error("the new one can't be reached")
	}
	must(t, fresh.Close())
}

func TestALockOnAFileThatIsGoneIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "instance.lock")
	lock := flock.New(path)
	if ok, err := lock.TryLock(); !ok || err != nil || !isAt(lock, path) {
		t.Fatal(ok, err)
	}
	must(t, os.Rename(path, path+".gone"))
	if isAt(lock, path) {
		t.Error("there is no file")
	}
	must(t, os.WriteFile(path, nil, 0o600))
	if isAt(lock, path) {
		t.Error("there is another file")
	}
	must(t, lock.Unlock())
}
