package instance

import (
	"os"
	"path/filepath"
	"testing"

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
	wantFault(t, err, fault.Busy)
	wantFault(t, Ended(hurry(t), dir), fault.NotEnded)
	must(t, primary.Close())
	must(t, Ended(t.Context(), dir))
	must(t, claim(t, dir).Close())
}

func TestEndedWhereNobodyEverWas(t *testing.T) {
	dir := filepath.Join(folder(t), "erased")
	must(t, Ended(t.Context(), dir))
	if _, err := os.Stat(dir); err == nil {
		t.Error("a folder was made to find out")
	}
}
