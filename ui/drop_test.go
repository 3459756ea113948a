package ui

import (
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"behalf/app"
	"behalf/app/meeting"
)

func TestF43DroppedLinks(t *testing.T) {
	for path, want := range map[string]string{
		"/home/ada/https:/us02web.zoom.us/j/1?pwd=a": "https://us02web.zoom.us/j/1?pwd=a",
		"https://zoom.us/j/1":                        "https://zoom.us/j/1",
		"/home/ada/invitation.ics":                   "",
	} {
		if got := droppedLink(path); got != want {
			t.Errorf("droppedLink(%q) = %q, want %q", path, got, want)
		}
	}
}

// dropFile drops a file with that content.
func dropFile(t testing.TB, w *window, name, content string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if content != "" {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)})
}

func TestDroppedInvitationIsFilledIn(t *testing.T) {
	w, p := openWindow(t, ready())
	c := w.home().composer
	dropFile(t, w, "invitation.ics", "BEGIN:VEVENT\nLOCATION:"+pasted+"\nDESCRIPTION:Passcode: 0042\nEND:VEVENT\n")
	if c.meeting.ID != "81234567890" || c.meeting.PasscodePlain != "0042" || len(p.wishes) != 0 {
		t.Errorf("read %v", c.meeting)
	}
	if c.field.Text != pasted+"\nPasscode: 0042" {
		t.Errorf("the field shows %q", c.field.Text)
	}
}

// A link that was dragged to the desktop is a file there, of a kind of each system.
func TestDroppedShortcutsAreLinks(t *testing.T) {
	for name, content := range map[string]string{
		"meeting.url":     "[InternetShortcut]\r\nURL=" + pasted + "\r\nIDList=\r\n",
		"meeting.webloc":  `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>URL</key><string>` + pasted + `</string></dict></plist>`,
		"meeting.desktop": "[Desktop Entry]\nType=Link\nName=Zoom\nURL=" + pasted + "\n",
	} {
		w, _ := openWindow(t, ready())
		dropFile(t, w, name, content)
		if c := w.home().composer; c.meeting.ID != "81234567890" || c.meeting.PasscodeParam != "ZZTESTPWD" {
			t.Errorf("%s: read %v, refused %v", name, c.meeting, c.refused)
		}
	}
}

func TestDroppedFileThatIsNoInvitation(t *testing.T) {
	w, _ := openWindow(t, ready())
	c := w.home().composer
	c.fill(pasted)
	for name, c := range map[string]struct{ content, want string }{
		"absent.ics":   {"", "absent.ics can't be read as an invitation."},
		"shopping.txt": {"Milk, eggs, bread", "No meeting was found in this text."},
		"teams.ics":    {"BEGIN:VEVENT\nURL:https://teams.microsoft.com/l/meetup-join/x\nEND:VEVENT", "This is a Microsoft Teams meeting, and Behalf sends assistants to Zoom meetings only."},
	} {
		dropFile(t, w, name, c.content)
		if !says(w, c.want) {
			t.Errorf("%s: it does not say %q", name, c.want)
		}
	}
	if c.field.Text != pasted || c.meeting.ID == "" {
		t.Errorf("what was there is gone: %q, %v", c.field.Text, c.meeting)
	}
	dropFile(t, w, "good.txt", pasted)
	if says(w, "No meeting was found in this text.") {
		t.Error("the refusal stays although the text was read")
	}
}

func TestF43DroppedFilesReadAsPasted(t *testing.T) {
	file, err := os.Open("../app/meeting/testdata/links.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }() // only read
	w, _ := openWindow(t, ready())
	c := w.home().composer
	for lines := json.NewDecoder(file); lines.More(); {
		var e struct{ In string }
		if err := lines.Decode(&e); err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(e.In) == "" {
			continue // an empty field is no mistake
		}
		r, f := app.Read(e.In)
		for name, bring := range map[string]func(){"pasted": func() { c.fill(e.In) }, "dropped": func() { dropFile(t, w, "a.txt", e.In) }} {
			c.field.SetText("")
			bring()
			want := r.Meeting
			if f != nil {
				want = meeting.Meeting{}
			}
			shown := cmp.Or(c.refused, c.fault)
			if c.meeting != want || (shown == nil) != (f == nil) || f != nil && shown.Kind != f.Kind {
				t.Errorf("%s: %.80q: %v %v, not %v %v", name, e.In, c.meeting, shown, want, f)
			}
		}
	}
}

// The toolkit's field takes seconds for a long text.
func TestLongTextsAreShownShort(t *testing.T) {
	w, _ := openWindow(t, ready())
	c := w.home().composer
	long := strings.Repeat("Dial by your location: +1 555 010 0123 US\n", 1000) + pasted
	w.app.Clipboard().SetContent(long)
	for name, paste := range map[string]func(){
		"filled in":              func() { c.fill(long) },
		"pasted into the field":  func() { c.field.TypedShortcut(&fyne.ShortcutPaste{Clipboard: w.app.Clipboard()}) },
		"pasted into the window": w.paste,
	} {
		c.field.SetText("")
		paste()
		if c.field.Text != pasted || c.meeting.ID != "81234567890" {
			t.Errorf("%s: the field shows %d bytes, %v", name, len(c.field.Text), c.meeting)
		}
	}
	c.fill(strings.Repeat("a", meeting.MaxText+1))
	if c.field.Text != pasted || !says(w, "That is too much text to be an invitation.") {
		t.Errorf("too much: the field shows %d bytes", len(c.field.Text))
	}
}
