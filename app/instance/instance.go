// Package instance lets one Behalf do the work for a user and a data folder, so
// that one process owns the tokens and the runs.
//
// The first process holds a lock and listens at a door beside it (a Unix
// socket, on Windows a named pipe). A later one finds the lock taken, hands its
// command line through the door, and shows what comes back. The lock alone
// decides who is first: what a dead process left at the door is cleared away.
//
// Through the door come length-limited JSON frames, a greeting first, so that a
// process that hangs is told from one that works. The door is in a folder only
// its owner may enter, and both sides ask the system who the other one is. Only
// the verbs in Verbs are taken, and what they mean is not known here: a Handler
// carries them out. Requests are never logged, because links hold passcodes.
package instance

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"behalf/app/fault"
)

// Version is what both sides must speak.
const Version = 1

// Verbs are the only ones that are taken through the door.
var Verbs = []string{
	"open", "setup", "connect", "disconnect", "status", "send", "stop",
	"token", "assistants", "history", "check", "erase", "version", "quit",
}

// Request is a command line that is handed over.
type Request struct {
	V       int      `json:"v"` // set by Peer.Do
	Verb    string   `json:"verb"`
	Args    []string `json:"args"`
	Stdin   []byte   `json:"stdin"`
	TTY     bool     `json:"tty"`     // standard output is a terminal
	ErrTTY  bool     `json:"err_tty"` // standard error is one
	Columns int      `json:"columns"`
	Dir     string   `json:"dir"` // where the caller was started
	NoColor bool     `json:"no_color"`
}

// Handler carries a request out and returns the exit code. ctx ends when the
// caller interrupts or goes away, or the Primary closes; a second interrupt
// closes now. Then the handler must come to its end.
type Handler func(ctx context.Context, r Request, now <-chan struct{}, out, errw io.Writer) int

const (
	// Patience is how long another process gets to start, end, or greet.
	Patience = 3 * time.Second
	retry    = 10 * time.Millisecond // between looks at a lock that is held
)

// Claim makes this process the first one for the folder dir, or finds the one
// that is: either Primary or Peer is set. A Primary should Serve soon, because
// callers wait for its greeting only for three seconds.
func Claim(ctx context.Context, dir string) (*Primary, *Peer, error) {
	return ClaimAfter(ctx, dir, Patience)
}

// ClaimAfter is Claim, and waits that long for a first one that is ending: one
// that holds the lock still, with nobody at the door.
func ClaimAfter(ctx context.Context, dir string, ending time.Duration) (*Primary, *Peer, error) {
	soon, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	late, cancel := context.WithTimeout(ctx, ending)
	defer cancel()
	var before error
	for {
		primary, peer, err := try(ctx, dir)
		if err != nil && ctx.Err() != nil && errors.Is(before, ErrGone) {
			err = before // there was no time to see more
		}
		before = err
		limit, says := soon, err
		switch {
		case errors.Is(err, ErrGone):
			limit, says = late, fault.Wrap(fault.StillEnding, err)
		case errors.Is(err, errTaken): // the door of one that was killed may be just going
			says = fault.Wrap(fault.ForeignFirst, err)
		case !isPassing(err): // else the folder is just being erased
			return primary, peer, err
		}
		select {
		case <-limit.Done():
			if errors.Is(ctx.Err(), context.Canceled) {
				says = fault.From(ctx.Err())
			}
			return nil, nil, says
		case <-time.After(retry):
		}
	}
}

// try is one look at lock and door.
func try(ctx context.Context, dir string) (*Primary, *Peer, error) {
	dir, err := own(dir)
	if err != nil {
		return nil, nil, failed(err, dir)
	}
	primary, err := first(dir)
	switch {
	case errors.Is(err, errTaken):
		return nil, nil, err
	case err != nil:
		return nil, nil, failed(err, dir)
	case primary != nil:
		return primary, nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, Patience)
	defer cancel()
	peer := &Peer{door: doorOf(dir)}
	conn, err := peer.connect(ctx)
	if err != nil {
		return nil, nil, err
	}
	return nil, peer, conn.Close()
}

// Ended waits until no process is the first one for the folder dir.
func Ended(ctx context.Context, dir string) error {
	lock := flock.New(filepath.Join(dir, "instance.lock"), flock.SetPermissions(0o600))
	_, err := lock.TryLockContext(ctx, retry)
	switch {
	case ctx.Err() != nil:
		return fault.Wrap(fault.NotEnded, ctx.Err())
	case errors.Is(err, fs.ErrNotExist): // erased
		return nil
	case err != nil:
		return failed(err, dir)
	}
	return lock.Unlock()
}

// own makes dir a folder of ours that nobody else may enter.
func own(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return dir, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return dir, err
	}
	target, err := filepath.EvalSymlinks(dir) // however it is reached, it is one
	if err != nil {
		return dir, err
	}
	return target, makePrivate(target)
}

// first takes the lock; it gives nil if another process has it.
func first(dir string) (*Primary, error) {
	path := filepath.Join(dir, "instance.lock")
	lock := flock.New(path, flock.SetPermissions(0o600))
	if taken, err := lock.TryLock(); err != nil || !taken {
		return nil, err
	}
	if !isAt(lock, path) { // erased while we reached for it
		return nil, lock.Unlock()
	}
	door, err := listen(doorOf(dir))
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	return newPrimary(dir, lock, door), nil
}

// isAt says whether the locked file is still the one that others will find.
func isAt(lock *flock.Flock, path string) bool {
	held, err := lock.Stat()
	if err != nil {
		return false
	}
	found, err := os.Lstat(path)
	return err == nil && os.SameFile(held, found)
}

var (
	errNotOurs = errors.New("it belongs to somebody else, or is shared")
	errTaken   = errors.New("somebody else has made the door") // although we hold the lock
)

func failed(err error, path string) error {
	if errors.Is(err, syscall.ENOSPC) {
		return fault.Wrap(fault.DiskFull, err)
	}
	var where *fs.PathError
	if errors.As(err, &where) {
		path = where.Path
	}
	return fault.Wrap(fault.StorageFailed, err, "path", path)
}

// noAnswer tells a person who cancelled from an instance that is silent.
func noAnswer(err error) error {
	if errors.Is(err, context.Canceled) {
		return fault.From(err)
	}
	return fault.Wrap(fault.Busy, err)
}
