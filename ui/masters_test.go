package ui

import (
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
)

// anew writes the masters instead of comparing with them: make masters.
var anew = flag.Bool("masters", false, "write the masters of the screens anew")

// masterOf is where the master of a scene lies, below testdata.
func masterOf(s scene, ending string) string {
	return filepath.Join("masters", strings.ReplaceAll(s.name, " ", "_")+ending)
}

// Each scene is kept as markup, so that a change to a screen shows in a review
// as a change of lines. Time, language, colours and size are pinned.
func TestMasters(t *testing.T) {
	w, p := openWindow(t, with(func(s *app.State) { s.Settings.Appearance = "light" }))
	known := map[string]bool{}
	for _, s := range scenes() {
		s.state.Settings.Appearance = "light"
		stage(w, p, s)
		w.win.Resize(fyne.NewSize(windowWidth, windowHeight))
		settle(w)
		master := masterOf(s, ".xml")
		known[filepath.Base(master)] = true
		if *anew {
			write(t, master, []byte(test.RenderToMarkup(w.win.Canvas())))
			continue
		}
		test.AssertRendersToMarkup(t, master, w.win.Canvas())
	}
	files, err := filepath.Glob("testdata/masters/*.xml")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no masters", err)
	}
	for _, file := range files {
		if !known[filepath.Base(file)] {
			t.Errorf("%s belongs to no scene", file)
		}
	}
}

// pictured are the few scenes that are kept as pictures, too: what markup can't
// show is how it looks.
func pictured() map[string]string {
	return map[string]string{
		"read": "light", "clipboard offer": "dark", "run waiting for you": "light", "two runs and one that ended": "dark", "fresh": "light",
	}
}

func TestMasterPictures(t *testing.T) {
	for _, s := range scenes() {
		look := pictured()[s.name]
		if look == "" {
			continue
		}
		s.state.Settings.Appearance = look
		w, _ := openScene(t, s)
		w.win.Canvas().Unfocus() // a cursor blinks by the clock
		settle(w)
		master := masterOf(s, ".png")
		if *anew {
			var file strings.Builder
			if err := png.Encode(&file, w.win.Canvas().Capture()); err != nil {
				t.Fatal(err)
			}
			write(t, master, []byte(file.String()))
			continue
		}
		test.AssertRendersToImage(t, master, w.win.Canvas())
	}
}

// write puts a master where the next test finds it.
func write(t *testing.T, master string, data []byte) {
	t.Helper()
	if err := os.MkdirAll("testdata/masters", 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("testdata", master), data, 0o600); err != nil {
		t.Fatal(err)
	}
}
