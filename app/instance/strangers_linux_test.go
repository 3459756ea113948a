package instance

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"behalf/app/fault"
)

// What other sessions, users and containers have to do with each other. Some of it
// can only be tried by somebody who may start processes of another user.

const stranger = 65534

// startAs starts a helper as somebody else, or somewhere else.
func startAs(t *testing.T, attr *syscall.SysProcAttr, dir string, env ...string) *process {
	t.Helper()
	p, err := tryStart(t, attr, dir, env...)
	must(t, err)
	return p
}

// The door is found without anything that differs from session to session.
func TestF46OtherSessionsOfTheSameUserMeet(t *testing.T) {
	theirs := filepath.Join(folder(t), "theirs")
	must(t, os.Mkdir(theirs, 0o700))
	if os.Geteuid() == 0 {
		must(t, os.Chown(theirs, stranger, stranger))
	}
	for _, dir := range []string{folder(t), longDir(t)} {
		primary := claim(t, dir)
		primary.Serve(echo)
		for name, env := range map[string][]string{
			"without a runtime folder":         {"XDG_RUNTIME_DIR=", "DISPLAY=", "WAYLAND_DISPLAY=", "DBUS_SESSION_BUS_ADDRESS="},
			"with a runtime folder of its own": {"XDG_RUNTIME_DIR=" + t.TempDir(), "TMPDIR=" + t.TempDir(), "DISPLAY=:99", "XDG_SESSION_ID=c7"},
			"with one of another user":         {"XDG_RUNTIME_DIR=" + theirs},
			"with one that is not there":       {"XDG_RUNTIME_DIR=/nowhere", "TMPDIR=/nowhere", "HOME=/nowhere"},
		} {
			if said := start(t, dir, env...).says(); said != "peer" {
				t.Errorf("a session %s is %q", name, said)
			}
		}
		must(t, primary.Close())
	}
}

// A container that shares the folder shares the lock and the door too, whatever
// else it has of its own.
func TestF46AContainerThatSharesTheFolder(t *testing.T) {
	dir := folder(t)
	primary := claim(t, dir)
	primary.Serve(echo)
	container := &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWPID | syscall.CLONE_NEWNET | syscall.CLONE_NEWIPC | syscall.CLONE_NEWUTS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}},
	}
	inside, err := tryStart(t, container, dir)
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSPC) {
		must(t, primary.Close())
		t.Skip("this system makes no containers: ", err)
	}
	must(t, err)
	if said := inside.says(); said != "peer" {
		t.Errorf("inside it is %q", said)
	}
	must(t, primary.Close())

	inside = startAs(t, container, dir)
	if said := inside.says(); said != "primary" {
		t.Fatalf("inside it is %q", said)
	}
	_, peer, err := Claim(t.Context(), dir)
	must(t, err)
	if peer == nil {
		t.Error("who is inside is not seen from outside")
	}
}

func needsRoot(t *testing.T) *syscall.SysProcAttr {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can start processes of another user")
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: stranger, Gid: stranger}}
}

// Another user has a Behalf of their own, and can't come to ours.
func TestF46OtherUsersAreUntouched(t *testing.T) {
	them := needsRoot(t)
	dir := folder(t)
	primary := claim(t, dir)
	primary.Serve(echo)
	open(t, filepath.Dir(dir))
	if said := startAs(t, them, dir).says(); said != string(fault.StorageFailed) {
		t.Errorf("at our folder another user is %q", said)
	}
	own := theirFolder(t)
	if said := startAs(t, them, own).says(); said != "primary" {
		t.Errorf("in their own they are %q", said)
	}
	stillServes(t, dir)
	must(t, primary.Close())
}

// Even where a door can be reached, whose process is behind it decides.
func TestF47ADoorOfAnotherUserIsRefused(t *testing.T) {
	them := needsRoot(t)
	dir := theirFolder(t)
	if said := startAs(t, them, dir).says(); said != "primary" {
		t.Fatal(said)
	}
	_, err := (&Peer{doorOf(dir)}).Do(t.Context(), Request{Verb: "status"}, nil, os.Stdout, os.Stderr)
	wantFault(t, err, fault.ForeignFirst)
}

func TestF47ACallerOfAnotherUserIsRefused(t *testing.T) {
	them := needsRoot(t)
	dir := folder(t)
	primary := claim(t, dir)
	primary.Serve(func(context.Context, Request, <-chan struct{}, io.Writer, io.Writer) int {
		t.Error("it was let in")
		return 0
	})
	open(t, filepath.Dir(dir))
	open(t, dir)
	must(t, os.Chmod(doorOf(dir), 0o666))
	caller := startAs(t, them, dir, "INSTANCE_TEST_KNOCK=1")
	if said := caller.says(); said != io.EOF.Error() {
		t.Errorf("the caller is told %q", said)
	}
	must(t, primary.Close())
}

func open(t *testing.T, dir string) {
	t.Helper()
	must(t, os.Chmod(dir, 0o755))
}

// theirFolder belongs to the other user, and can be entered by all.
func theirFolder(t *testing.T) string {
	t.Helper()
	dir := folder(t)
	open(t, filepath.Dir(dir))
	must(t, os.Chown(dir, stranger, stranger))
	return dir
}
