package ui

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"behalf/app"
	"behalf/ui/lang"
)

// pictures makes the tests take the pictures of docs/pictures instead, from the
// real window on a real display: `make pictures`.
var (
	pictures   = flag.String("pictures", "", "folder for pictures of every screen")
	picturesOf = flag.String("pictures-of", "", "take only those whose names have this in them")
)

func TestMain(m *testing.M) {
	flag.Parse()
	if err := lang.Use("en"); err != nil {
		panic(err)
	}
	if *pictures != "" {
		os.Exit(takePictures(*pictures))
	}
	os.Exit(m.Run())
}

// takePictures needs the main goroutine.
func takePictures(dir string) int {
	a := fyneapp.NewWithID("app.behalf.pictures")
	var err error
	a.Lifecycle().SetOnStarted(func() {
		go func() {
			err = takeAll(a, dir)
			fyne.Do(a.Driver().Quit)
		}()
	})
	keep := a.NewWindow("") // the program would end with its last window
	keep.Resize(fyne.NewSize(10, 10))
	keep.Show()
	a.Run()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// variant is a way in which every screen is shown.
type variant struct {
	name, appearance, language string
}

// variants go by the size of everything, which a process has for its whole life.
func variants() []variant {
	if os.Getenv("FYNE_SCALE") == "2" {
		return []variant{{"large", "light", "en"}}
	}
	all := []variant{{"light", "light", "en"}, {"dark", "dark", "en"}}
	for _, language := range []string{"de", "ja"} {
		if slices.Contains(lang.Languages(), language) {
			all = append(all, variant{language, "light", language})
		}
	}
	return all
}

func takeAll(a fyne.App, dir string) error {
	for _, s := range photographed() {
		for _, v := range variants() {
			s.state.Settings.Appearance, s.state.Settings.Language = v.appearance, v.language
			path := filepath.Join(dir, strings.ReplaceAll(s.name, " ", "-")+"-"+v.name+".png")
			if !strings.Contains(path, *picturesOf) {
				continue
			}
			if err := take(a, s, path); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	return nil
}

// take builds the window as a start does, brings it into its pose, and waits
// until what is painted no longer changes.
func take(a fyne.App, s scene, path string) error {
	var w *window
	var err error
	title := filepath.Base(path)
	onScreenDo(func() {
		a.Clipboard().SetContent("")
		err = lang.Use(s.state.Settings.Language)
		w = newWindow(a, &program{state: s.state}, whole(), about{ID: "app.behalf.Behalf", Name: "Behalf", Version: "1.0.0", Website: "https://behalf.app"})
		w.now = func() time.Time { return noon }
		w.beside = func(slow, after func()) { slow(); after() }
		w.front = true
		w.win.SetTitle(title)
		w.win.Resize(fyne.NewSize(windowWidth, windowHeight))
		w.open("")
		w.visit(s.at)
		if s.then != nil {
			s.then(w)
		}
	})
	defer onScreenDo(func() { w.win.Close() })
	if err != nil {
		return err
	}
	picture, err := settled(title)
	if err == nil && s.state.Checkup != nil {
		onScreenDo(func() {
			c := w.screen(atConnection).(*connection)
			c.content.ScrollToOffset(c.checkup.root.Position())
		})
		picture, err = settled(title)
	}
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, picture, 0o644)
}

// whole are the options of a program that can do everything.
func whole() Options {
	return Options{
		Export: &fakeExport{}, Rehearse: playing(&program{state: app.State{Rehearsal: true}}),
		Erase:  func(context.Context) ([]app.Account, bool, error) { return nil, true, nil },
		System: func() string { return "Debian GNU/Linux 12 (bookworm), kernel 6.1.0, x11, XFCE" },
	}
}

// settled is the window's picture, taken off the display, once several in a
// row are alike: images are drawn when they are first seen, and lines wrap when
// they know their width.
func settled(title string) (picture []byte, err error) {
	const alike = 3
	frame := time.NewTicker(50 * time.Millisecond)
	defer frame.Stop()
	for same := 0; same < alike; {
		<-frame.C
		before := picture
		if picture, err = exec.Command("import", "-window", title, "png:-").Output(); err != nil {
			return nil, err
		}
		if same++; !bytes.Equal(before, picture) {
			same = 0
		}
	}
	return picture, nil
}

// onScreenDo is for the goroutine that takes the pictures only.
func onScreenDo(f func()) {
	done := make(chan struct{})
	fyne.Do(func() {
		f()
		close(done)
	})
	<-done
}

// photographed are the scenes that pictures are taken of, each under its name.
func photographed() []scene {
	names := []string{
		"fresh", "fresh from a company", "fresh with a zoom app", "fresh signing in", "fresh without assistant",
		"empty with recent", "read", "refused", "two meetings", "clipboard offer", "other ways to send",
		"run waiting for you", "run in the meeting", "two runs and one that ended", "gave up", "quit asked", "rehearsal",
		"history full", "history empty", "history run",
		"connection", "permission missing", "signing in", "check under way", "check failed", "three accounts",
		"settings", "zoom app", "several assistants", "assistant being changed", "waiting", "notifications",
		"language and appearance", "data", "keyboard", "about", "about a newer one", "a newer version is there", "licences", "diagnostics",
	}
	var chosen []scene
	for _, name := range names {
		all := scenes()
		i := slices.IndexFunc(all, func(s scene) bool { return s.name == name })
		if i < 0 {
			panic("no scene is called " + name)
		}
		chosen = append(chosen, all[i])
	}
	return chosen
}
