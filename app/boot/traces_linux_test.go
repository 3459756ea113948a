package boot_test

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/godbus/dbus/v5"

	"behalf/auth/sandbox"
)

// keyringItems counts what lies in the person's keyring.
func (d *desktop) keyringItems() int {
	d.tb.Helper()
	var items []dbus.ObjectPath
	value, err := d.bus().Object("org.freedesktop.secrets", "/org/freedesktop/secrets/collection/login").
		GetProperty("org.freedesktop.Secret.Collection.Items")
	if err == nil {
		err = value.Store(&items)
	}
	if err != nil {
		d.tb.Fatal(err)
	}
	return len(items)
}

// signedIn is a session whose person is connected, as the command line does it.
func signedIn(t *testing.T) (*desktop, *sandbox.Server) {
	t.Helper()
	d := newDesktop(t)
	zoom, err := sandbox.Start(sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = zoom.Close() })
	d.set("BEHALF_HOME", filepath.Join(d.home, "behalf"))
	d.set("BEHALF_ZOOM_URL", zoom.URL())
	d.set("BEHALF_ZOOM_API_URL", zoom.URL())
	d.must("setup", "--client-id", sandbox.DefaultClientID)
	d.connect(zoom)
	return d, zoom
}

// must runs a verb that has to succeed.
func (d *desktop) must(args ...string) string {
	d.tb.Helper()
	out, errs, exit := d.run(program, args...)
	if exit != 0 {
		d.tb.Fatalf("behalf %s: %d\n%s%s", strings.Join(args, " "), exit, out, errs)
	}
	return out
}

// After a disconnect neither disk nor keyring holds a token; after an erase
// nothing of Behalf is left at all.
func TestF31NothingIsLeft(t *testing.T) {
	d, zoom := signedIn(t)
	before := d.keyringItems()
	if before == 0 {
		t.Fatal("the keyring is empty already: nothing would be proved")
	}
	d.must("token", "obf", "81234567890")
	d.must("disconnect")
	if n := d.keyringItems(); n != 0 {
		t.Errorf("%d entries in the keyring after the disconnect", n)
	}
	d.connect(zoom)
	d.must("erase", "--yes")
	if n := d.keyringItems(); n != 0 {
		t.Errorf("%d entries in the keyring after the erase", n)
	}
	if _, err := os.Stat(filepath.Join(d.home, "behalf")); !os.IsNotExist(err) {
		t.Errorf("the folder is left: %v", err)
	}
	for _, found := range searchFiles(d.home, zoom.Secrets()) {
		t.Errorf("a secret is in %s", found)
	}
}

// A sign-in that is under way when everything is erased ends with it, and brings
// no tokens afterwards.
func TestF31EraseDuringASignIn(t *testing.T) {
	d, zoom := signedIn(t)
	cmd := d.command(context.Background(), program, "connect", "--no-browser")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	d.start(cmd)
	link := ""
	for s := bufio.NewScanner(out); link == "" && s.Scan(); {
		if strings.Contains(s.Text(), "/oauth/authorize") {
			link = strings.TrimSpace(s.Text())
		}
	}
	d.must("erase", "--yes")
	_ = zoom.Allow(t.Context(), link) // nobody listens any more
	_, _ = io.Copy(io.Discard, out)
	if err := cmd.Wait(); err == nil {
		t.Error("the sign-in went through")
	}
	if n := d.keyringItems(); n != 0 {
		t.Errorf("%d entries in the keyring", n)
	}
	for _, g := range zoom.State().Grants {
		t.Errorf("Zoom still holds the grant of %s", g.UserID)
	}
	if _, err := os.Stat(filepath.Join(d.home, "behalf")); !os.IsNotExist(err) {
		t.Errorf("the folder is left: %v", err)
	}
}

// F32: the folder, on a stick, is worth nothing on another machine: what signs
// in stays in the keychain of the first one.
func TestF32TheFolderAloneSignsNobodyIn(t *testing.T) {
	d, zoom := signedIn(t)
	stick := filepath.Join(d.home, "stick")
	if err := os.CopyFS(stick, os.DirFS(filepath.Join(d.home, "behalf"))); err != nil {
		t.Fatal(err)
	}
	for _, found := range searchFiles(stick, zoom.Secrets()) {
		t.Errorf("a secret is in %s", found)
	}
	d.env = append(d.env, "BEHALF_HOME="+stick) // the last one counts
	out, _, exit := d.run(program, "status", "--json")
	if exit != 0 || !strings.Contains(out, `"state":"sign_in_needed"`) || !strings.Contains(out, "BHF-312") {
		t.Errorf("%d: %s", exit, out)
	}
	if _, errs, exit := d.run(program, "token", "obf", "81234567890"); exit != 3 {
		t.Errorf("%d: %s", exit, errs)
	}
}

// Whatever the session's umask, and in a folder open to all: what Behalf makes
// is its person's alone.
func TestF30EverythingOfOursIsPrivate(t *testing.T) {
	d, _ := signedIn(t)
	open := filepath.Join(d.home, "open")
	if err := os.Mkdir(open, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(open, 0o777); err != nil { //nolint:gosec // the point of the test
		t.Fatal(err)
	}
	d.env = append(d.env, "BEHALF_HOME="+filepath.Join(open, "behalf"))
	for _, verb := range []string{
		"setup --client-id " + sandbox.DefaultClientID, "assistants add --preset rehearsal", "status", "token obf 81234567890", "send 81234567890",
	} {
		d.run("sh", "-c", "umask 000; exec "+program+" "+verb) // some fail, for want of an account; all leave files
	}
	made := 0
	err := filepath.WalkDir(filepath.Join(open, "behalf"), func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		made++
		info, err := e.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %v", path, info.Mode())
		}
		return err
	})
	if err != nil || made < 4 {
		t.Errorf("%d files and folders, %v", made, err)
	}
}
