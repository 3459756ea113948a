package instance

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// folder is one for a test. Its files are deleted one by one: wine can't delete
// a whole tree as Go asks it to.
func folder(t testing.TB) string {
	t.Helper()
	around, err := os.MkdirTemp("", "behalf-instance-")
	must(t, err)
	dir := filepath.Join(around, "data")
	must(t, os.Mkdir(dir, 0o700))
	t.Cleanup(func() {
		var all []string
		must(t, filepath.WalkDir(around, func(path string, _ fs.DirEntry, err error) error {
			all = append(all, path)
			return err
		}))
		for _, path := range slices.Backward(all) {
			must(t, os.Remove(path))
		}
	})
	return dir
}
