package instance

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"behalf/app/fault"
)

// Between Shut and Close a process still ends what it has begun: nobody else is
// the first meanwhile.
func TestTheLockStaysUntilTheEnd(t *testing.T) {
	dir := folder(t)
	primary := claim(t, dir)
	primary.Serve(echo)
	must(t, primary.Shut())
	_, _, err := Claim(hurry(t), dir)
	wantFault(t, err, fault.StillEnding)
	wantFault(t, Ended(hurry(t), dir), fault.NotEnded)
	must(t, primary.Close())
	must(t, Ended(t.Context(), dir))
	must(t, claim(t, dir).Close())
}

// One that is ending is waited for as long as is wanted, and told from one that
// hangs.
func TestWaitingForOneThatIsEnding(t *testing.T) {
	dir := folder(t)
	primary := claim(t, dir)
	must(t, primary.Shut())
	_, _, err := ClaimAfter(t.Context(), dir, 0)
	wantFault(t, err, fault.StillEnding)

	next := make(chan *Primary)
	go func() {
		p, _, err := ClaimAfter(t.Context(), dir, time.Hour)
		if err != nil {
			t.Error(err)
		}
		next <- p
	}()
	must(t, primary.Close())
	must(t, (<-next).Close())
}

// Whoever waits for the end of one that erases is the only first one afterwards,
// and finds what it makes.
func TestEraseTakesNothingFromTheNext(t *testing.T) {
	for range 20 {
		dir := filepath.Join(folder(t), "instance")
		primary := claim(t, dir)
		must(t, primary.Shut())
		next := make(chan *Primary)
		go func() {
			p, _, err := ClaimAfter(t.Context(), dir, time.Hour)
			if err != nil {
				t.Error(err)
			}
			next <- p
		}()
		must(t, primary.Erase())
		p := <-next
		if p == nil {
			t.Fatal("the next one is not the first")
		}
		p.Serve(echo)
		if _, peer, err := Claim(t.Context(), dir); err != nil || peer == nil {
			t.Errorf("it can't be found: %v", err)
		}
		must(t, p.Erase())
		if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("left behind: %v", err)
		}
		if left, err := os.ReadDir(filepath.Dir(dir)); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
}

func TestEndedWhereNobodyEverWas(t *testing.T) {
	dir := filepath.Join(folder(t), "erased")
	must(t, Ended(t.Context(), dir))
	if _, err := os.Stat(dir); err == nil {
		t.Error("a folder was made to find out")
	}
}
