// Package ui is the window of Behalf and the only home of Fyne (its tray lives
// in ui/tray). It shows app.State and turns what a person does into app.Wish;
// it decides nothing itself and keeps nothing but what is typed.
//
// One goroutine (pump.go) takes the snapshots of the core and brings each to
// the screen with one fyne.Do. Everything else runs on the UI goroutine, and no
// callback waits: what could take time goes through window.background.
//
// One screen a file: home, history, connection, settings, which leads to a page
// for each part. A screen is built when it is first looked at and then kept; show
// gives it a state, tick the time. Two things stand in their place: the first
// start (welcome.go) and a rehearsal (rehearsal.go), which have the window for
// themselves. The small widgets it is made of have a file each; their colours and
// sizes come from theme.go, their words from assets/translations by key, and the
// pure parts that choose those words sit in words.go, steps.go and reading.go.
package ui

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"behalf/app"
	"behalf/ui/lang"
)

// Program is what the window needs of the program; *app.Core is one.
type Program interface {
	Do(app.Wish)
	Watch(ctx context.Context) <-chan app.State
	State() app.State
	Past(ctx context.Context, q app.PastQuery) (app.Past, error)
}

// Tray is the icon beside the clock; *tray.Tray is one. boot hands it over, so
// that neither package knows the other.
type Tray interface {
	// Probe says whether there can be an icon at all, and whether somebody
	// shows it now. It may take a moment: not on the UI goroutine.
	Probe() (possible, shown bool)
	// Install puts the icon up; a click on it opens the window.
	Install(a fyne.App, do func(app.Wish), open func(text string), settings, quit func())
	// Show brings a state to icon and menu.
	Show(app.State)
}

// Export writes the whole history into a file of its own, where the person
// finds it, and shows it there.
type Export interface {
	Write(ctx context.Context, f ExportFormat) (path string, err error)
	Show(ctx context.Context, path string) error
}

// ExportFormat is how a history is written.
type ExportFormat string

// The formats, by the endings of their files.
const (
	ExportCSV  ExportFormat = "csv"  // a table
	ExportJSON ExportFormat = "json" // all of it, as behalf history --json has it
)

// Options are the parts of a window that differ from start to start.
type Options struct {
	Metadata []byte             // FyneApp.toml
	Hidden   bool               // start in the tray, if there is one and no summons
	Link     string             // text of our own to fill in
	Summons  Summons            // what the start came with
	OpenURL  func(string) error // opens the browser; nil: links can only be copied
	ReadFile func(path string) (string, error)
	Export   Export
	Tray     Tray             // nil: none
	Dock     func(shown bool) // shows the program in the Dock of a Mac; nil: there is none
	System   func() string    // the operating system and its version; nil: unknown

	// Rehearse starts a rehearsal that lives until ctx ends; nil: none.
	Rehearse func(ctx context.Context) (*Rehearsal, error)
	// Erase removes everything that is kept, here and at Zoom; the files go when
	// the program ends. It says for which accounts Zoom could not be told, and
	// whether anything was erased at all. nil: there is nothing to erase.
	Erase func(ctx context.Context) (unrevoked []app.Account, erased bool, err error)

	Started func() // called once, when the window (or the tray) is up
}

// Run shows the window and blocks, on the main goroutine, until the person
// quits or ctx ends. Each summons from show brings the window to the front; the
// sender keeps the latest for it. The runs are still under way when it returns:
// stopping them is the caller's part.
func Run(ctx context.Context, p Program, o Options, show <-chan Summons) error {
	about, err := useMetadata(o.Metadata)
	if err != nil {
		return err
	}
	if err := lang.Use(p.State().Settings.Language); err != nil {
		return err
	}
	a := fyneapp.NewWithID(about.ID)
	w := newWindow(a, p, o, about)

	// App.Quit would do more than end the loop: it fails where the desktop has
	// no file watches left to give.
	end := a.Driver().Quit
	defer context.AfterFunc(ctx, func() { fyne.Do(end) })()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var pumping sync.WaitGroup
	w.quit = func() {
		cancel()
		pumping.Wait()
		end()
	}
	hidden := o.hides()
	a.Lifecycle().SetOnStarted(func() {
		pumping.Go(func() { w.pump(ctx, p.Watch(ctx), show, w.render) })
		if hidden {
			w.startHidden()
			return
		}
		w.open(o.Link)
		if !o.Summons.Empty() {
			w.summon(o.Summons)
		}
		w.started()
	})
	var answer <-chan trayAnswer
	if o.Tray != nil {
		answer = w.probeTray()
	}
	if !hidden {
		w.visible = true
		w.win.Show()
	}
	if o.Tray != nil {
		w.placeTray(answer)
	}
	a.Run()

	cancel()
	pumping.Wait()
	w.finish()
	return nil
}

// finish waits for what is still under way, but not for a desktop service
// that never answers.
func (w *window) finish() {
	if w.played != nil {
		w.played.end()
	}
	close(w.over)
	done := make(chan struct{})
	go func() {
		w.work.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(finishLimit):
	}
}

// finishLimit is how long quitting waits for notifications and file reads.
const finishLimit = 500 * time.Millisecond
