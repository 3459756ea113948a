package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"behalf/app/fault"
)

// lockPace is how often a taken lock is tried again.
const lockPace = 20 * time.Millisecond

// lock makes sure that nobody else, in this process or another, replaces the
// account's tokens. The system frees the lock of a process that dies. The
// files stay behind, empty: to remove one that another process is about to
// take would let both in.
func (a *Auth) lock(ctx context.Context, accountID string) (unlock func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, lockLimit)
	defer cancel()
	if err := os.MkdirAll(a.cfg.LockDir, 0o700); err != nil {
		return nil, fault.Wrap(fault.StorageFailed, err, "path", a.cfg.LockDir)
	}
	l := flock.New(filepath.Join(a.cfg.LockDir, "tokens-"+short(accountID)+".lock"))
	_, err = l.TryLockContext(ctx, lockPace)
	switch {
	case err == nil:
		return func() { _ = l.Close() }, nil // closing an open file of ours frees it
	case errors.Is(err, context.DeadlineExceeded):
		return nil, fault.Wrap(fault.Busy, err)
	case errors.Is(err, context.Canceled):
		return nil, err
	default:
		return nil, fault.Wrap(fault.StorageFailed, err, "path", a.cfg.LockDir)
	}
}

// short makes a name of a few letters and digits out of anything.
func short(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:6])
}
