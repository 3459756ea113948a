package boot

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Files go to the system's opener as an address, which no program takes for an
// option or for two words.
func TestFilesGoToTheSystemsOpener(t *testing.T) {
	dir := t.TempDir()
	heard := filepath.Join(dir, "heard")
	if err := syscall.Mkfifo(heard, 0o600); err != nil {
		t.Fatal(err)
	}
	opener := "#!/bin/sh\nprintf '%s|' \"$#\" \"$@\" >'" + heard + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(opener), 0o700); err != nil { //nolint:gosec // it must be executable
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	answer := make(chan error, 1)
	go func() { answer <- openFile("file:///runs/a%20b.md") }()
	said, err := os.ReadFile(heard)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(string(said)); got != "1|file:///runs/a%20b.md|" {
		t.Errorf("it was asked for %q", got)
	}
	if err := <-answer; err != nil {
		t.Error(err)
	}
}
