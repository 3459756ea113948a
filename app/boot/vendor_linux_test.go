package boot_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"behalf/auth/sandbox"
	"behalf/storage"
)

// acme is what a company sets up: with its bot beside the program, as in its
// package.
const acme = `company = "Acme"

[zoom_app]
client_id = "` + sandbox.DefaultClientID + `"

[assistant]
name = "Minutes"
program = "${BEHALF_DIR}/minutes-bot"
`

// buildFor makes the real program of a company, by the way that its packages are
// built.
func buildFor(t *testing.T, vendor string) string {
	t.Helper()
	dir := t.TempDir()
	file, overlay, built := filepath.Join(dir, "acme.toml"), filepath.Join(dir, "overlay.json"), filepath.Join(dir, "behalf")
	if err := os.WriteFile(file, []byte(vendor), 0o600); err != nil {
		t.Fatal(err)
	}
	check := exec.CommandContext(t.Context(), filepath.Join("..", "..", "packaging", "vendor.sh"), file)
	check.Stderr = os.Stderr
	replaces, err := check.Output()
	if err == nil {
		err = os.WriteFile(overlay, replaces, 0o600)
	}
	if err == nil {
		err = os.Link(example, filepath.Join(dir, "minutes-bot"))
	}
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-overlay", overlay, "-o", built, "behalf").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return built
}

// What can't be right is refused before anything is compiled.
func TestABadVendorFileIsNotBuilt(t *testing.T) {
	dir := t.TempDir()
	bad, built := filepath.Join(dir, "bad.toml"), filepath.Join(dir, "behalf")
	if err := os.WriteFile(bad, []byte("company = \"Acme\"\n[zoom_app]\nclient_secret = \"x\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, says := range map[string]string{bad: "BHF-766", filepath.Join(dir, "missing.toml"): "no vendor file"} {
		cmd := exec.CommandContext(t.Context(), filepath.Join("..", "..", "packaging", "build.sh"), "linux", built)
		cmd.Env = append(cmd.Environ(), "VENDOR="+file, "DIST="+dir)
		out, err := cmd.CombinedOutput()
		if err == nil || !strings.Contains(string(out), says) {
			t.Errorf("%s: %v\n%s", file, err, out)
		}
	}
	if _, err := os.Stat(built); err == nil {
		t.Error("it was built all the same")
	}
}

// TestTheFirstStartOfACompanyForReal is the same for somebody whose company has
// set everything up: four presses and a link, from an empty home to an assistant
// in the meeting. Afterwards nothing of it is a lock.
func TestTheFirstStartOfACompanyForReal(t *testing.T) {
	w := newBareWalk(t)
	w.behalf = buildFor(t, acme)
	w.set("FYNE_THEME", "light")
	web := w.installBrowser()
	w.openWindow()

	w.pressPrimary("Connect to Zoom")
	web.press(web.awaitPage("/oauth/authorize"), "button[value=allow]")
	w.awaitStatus("connected", func(s status) bool { return s.account() == "connected" })
	w.focus() // the browser lies above it
	w.eventually("the way on, which is wide", func() (bool, string) {
		picture := w.look()
		at := primary(picture)
		return at.Dx() > picture.Bounds().Dx()/2, at.String()
	})
	w.pressPrimary("Go to the start page")
	w.sendInWindow("in_meeting")
	if sessions := w.zoom.Sessions(); len(sessions) != 1 || sessions[0].BroughtBy != sandbox.DefaultName {
		t.Errorf("the stand-in says %+v", sessions)
	}
	if text := w.verb(0, "status"); !strings.Contains(text, "from Acme") || !strings.Contains(text, "Minutes") {
		t.Errorf("status: %s", text)
	}
	w.verb(0, "check")
	w.verb(0, "stop", "--all")
	w.closeWindow()
	w.mustEnd()

	w.mustSignInWith(sandbox.DefaultClientID, "")
	w.verb(0, "setup", "--client-id", "mine")
	w.mustSignInWith("mine", "mine")
	w.verb(0, "setup", "--built-in")
	w.mustSignInWith(sandbox.DefaultClientID, "")
	w.verb(0, "assistants", "remove", "Minutes")
	if text := w.verb(0, "status", "--json"); !strings.Contains(text, `"assistants":[]`) {
		t.Errorf("an assistant that was removed is there: %s", text)
	}
	w.verb(0, "assistants", "add", "--preset", "company")
}

// mustSignInWith looks at the Zoom app that counts, and at what of it is stored.
func (w *walk) mustSignInWith(clientID, stored string) {
	w.tb.Helper()
	var s struct {
		ZoomApp struct {
			ClientID string `json:"client_id"`
		} `json:"zoom_app"`
	}
	if err := json.Unmarshal([]byte(w.verb(0, "status", "--json")), &s); err != nil || s.ZoomApp.ClientID != clientID {
		w.tb.Errorf("%v: signs in with %q, not with %q", err, s.ZoomApp.ClientID, clientID)
	}
	db, err := storage.Open(w.tb.Context(), filepath.Join(w.get("BEHALF_HOME"), "behalf.db"))
	if err != nil {
		w.tb.Fatal(err)
	}
	defer func() { _ = db.Close() }() // only read
	if saved, err := db.LoadBrief(w.tb.Context()); err != nil || saved.Settings.ZoomApp.ClientID != stored {
		w.tb.Errorf("%v: %q is stored, not %q", err, saved.Settings.ZoomApp.ClientID, stored)
	}
}
