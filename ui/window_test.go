package ui

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// program stands in for the core: it has a state and remembers wishes.
type program struct {
	state  app.State  // Recent is all of the history
	wishes []app.Wish // of the person
	looks  int        // at the start at login, which the window takes by itself
	asked  []app.PastQuery
	broken error // the history can't be read
}

func (p *program) Do(w app.Wish) {
	if _, look := w.(app.LookAtLogin); look {
		p.looks++
		return
	}
	p.wishes = append(p.wishes, w)
}
func (p *program) State() app.State                       { return p.state }
func (p *program) Watch(context.Context) <-chan app.State { return nil }

// Past finds runs as storage does.
func (p *program) Past(_ context.Context, q app.PastQuery) (past app.Past, err error) {
	p.asked = append(p.asked, q)
	if p.broken != nil {
		return app.Past{}, p.broken
	}
	for _, r := range p.state.Recent {
		names := r.MeetingID + "\n" + strings.ToLower(r.Assistant+"\n"+r.BotName)
		other := (q.RunID != "" && r.ID != q.RunID) || !strings.Contains(names, strings.ToLower(q.Words)) ||
			(q.Outcome != app.AnyOutcome && r.Last().WentWell() != (q.Outcome == app.WentWell))
		switch {
		case other:
			continue
		case !q.From.IsZero() && r.StartedAt.After(q.From):
			past.First++
		default:
			past.Runs = append(past.Runs, r)
		}
		past.Total++
	}
	past.First += q.Skip
	past.Runs = past.Runs[min(q.Skip, len(past.Runs)):]
	if q.Limit > 0 {
		past.Runs = past.Runs[:min(q.Limit, len(past.Runs))]
	}
	return past, nil
}

// last is the latest wish, of the type that a test expects.
func last[W app.Wish](t *testing.T, p *program) W {
	t.Helper()
	if len(p.wishes) == 0 {
		t.Fatal("no wish was handed in")
	}
	w, ok := p.wishes[len(p.wishes)-1].(W)
	if !ok {
		t.Fatalf("handed in %#v", p.wishes[len(p.wishes)-1])
	}
	return w
}

// noon is when all tests take place: a Saturday.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.Local)

// ready is a state in which everything is set up.
func ready() app.State {
	return app.State{
		Version: "1.2.3", Ready: true,
		Keychain: app.Keychain{Kind: "secret-service", Name: "GNOME Keyring", State: app.KeychainOK},
		Settings: app.Settings{
			ZoomApp:  app.ZoomApp{ClientID: "client", Kind: app.PublicClient, RedirectURI: app.DefaultRedirect, Cloud: app.CloudZoom},
			Patience: app.DefaultPatience,
		},
		Accounts: []app.Account{{
			ID: "a1", Name: "Ada Lovelace", Email: "ada@example.com", Default: true, State: app.Connected,
			Scopes: []string{app.ScopeToken, app.ScopeUser}, LastProvedAt: noon.Add(-2 * time.Minute),
		}},
		Assistants: []app.Assistant{{Name: "Notes", Kind: app.ProcessAssistant, Program: "/opt/notes"}},
		Updates:    app.Updates{Source: app.ReleaseSource{Able: true, Host: "behalf.app", Home: "https://behalf.app"}},
	}
}

// run is a run that took its steps a second after each other.
func run(id string, events ...app.Event) app.Run {
	r := app.Run{
		ID: id, MeetingID: "81234567890", Host: "us02web.zoom.us", Assistant: "Notes", BotName: "Notes for Ada",
		AccountID: "a1", Account: "Ada Lovelace", StartedAt: noon.Add(-42 * time.Second),
	}
	for i, e := range events {
		e.At = r.StartedAt.Add(time.Duration(i+1) * time.Second)
		e.Attempt = max(e.Attempt, 1)
		if e.Phase == app.InMeeting {
			r.JoinedAt = e.At
		}
		if e.Phase.Over() {
			r.EndedAt = e.At
		}
		r.Events = append(r.Events, e)
	}
	return r
}

// openWindow makes a window on the test driver, which runs everything on the
// goroutine of the test.
func openWindow(t testing.TB, s app.State) (*window, *program) {
	t.Helper()
	if err := lang.Use("en"); err != nil {
		t.Fatal(err)
	}
	return openWindowIn(t, s)
}

// openWindowIn is openWindow in the language that is in use.
func openWindowIn(t testing.TB, s app.State) (*window, *program) {
	t.Helper()
	p := &program{state: s}
	read := func(path string) (string, error) {
		content, err := os.ReadFile(path)
		if err != nil {
			return "", fault.Wrap(fault.BadFile, err, "name", filepath.Base(path))
		}
		return string(content), nil
	}
	w := newWindow(test.NewTempApp(t), p, Options{ReadFile: read}, about{ID: "app.behalf.test", Name: "Behalf", Version: "1.2.3", Website: "https://behalf.app"})
	t.Cleanup(w.win.Close)
	w.beside = func(slow, after func()) {
		slow()
		after()
	}
	w.later = func(time.Duration, func()) {}
	w.now = func() time.Time { return noon }
	w.open("")
	return w, p
}

// onScreen lists what of a type is visible.
func onScreen[T fyne.CanvasObject](w *window) []T {
	var found []T
	roots := []fyne.CanvasObject{w.win.Content()}
	if top := w.win.Canvas().Overlays().Top(); top != nil {
		roots = append(roots, top)
	}
	for _, root := range roots {
		walk(root, func(o fyne.CanvasObject) {
			if t, ok := o.(T); ok {
				found = append(found, t)
			}
		})
	}
	return found
}

// walk visits what is visible of a tree.
func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	visit(o)
	var children []fyne.CanvasObject
	switch o := o.(type) {
	case fyne.Widget:
		children = test.WidgetRenderer(o).Objects()
	case *fyne.Container:
		children = o.Objects
	}
	for _, child := range children {
		walk(child, visit)
	}
}

func findButton(w *window, label string) *button {
	for _, b := range onScreen[*button](w) {
		if b.label == label {
			return b
		}
	}
	return nil
}

// press taps a visible button by its words.
func press(t *testing.T, w *window, label string) {
	t.Helper()
	b := findButton(w, label)
	if b == nil {
		t.Fatalf("there is no button %q", label)
	}
	test.Tap(b)
}

func says(w *window, words string) bool {
	return slices.ContainsFunc(onScreen[*text](w), func(t *text) bool { return t.words == words })
}

func TestNavigationBuildsScreensWhenWanted(t *testing.T) {
	w, _ := openWindow(t, ready())
	if w.screens[atHistory] != nil || w.screens[atSettings] != nil {
		t.Error("screens were built before anybody looked")
	}
	for p := range places {
		test.Tap(w.nav[p])
		if w.at != p || !w.nav[p].chosen || w.screens[p] == nil {
			t.Errorf("place %d is not shown", p)
		}
	}
}

func TestHiddenWindowHasNoContent(t *testing.T) {
	p := &program{state: ready()}
	w := newWindow(test.NewTempApp(t), p, Options{}, about{Name: "Behalf"})
	t.Cleanup(w.win.Close)
	s := ready()
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.Minting})}
	w.render(s)
	w.tick(noon)
	w.entered()
	w.submit()
	if w.frame != nil {
		t.Error("the content was built though nobody has opened the window")
	}
}

func TestBannerSaysWhatIsNotReal(t *testing.T) {
	s := ready()
	w, _ := openWindow(t, s)
	if w.banner.Visible() {
		t.Error("a banner over the real Zoom")
	}
	s.TestServer = true
	w.render(s)
	for p := range places {
		w.visit(p)
		if !says(w, "Test server · not the real Zoom") {
			t.Errorf("place %d does not say that this is a test server", p)
		}
	}
	s.Rehearsal = true
	w.render(s)
	if !says(w, "Rehearsal · nothing reaches Zoom") || says(w, "Test server · not the real Zoom") {
		t.Error("a rehearsal must say so, and only that")
	}
}

func TestNoticeIsExplainedAndDismissed(t *testing.T) {
	s := ready()
	w, p := openWindow(t, s)
	s.Notice = &app.Notice{Seq: 1, Fault: fault.New(fault.KeychainLocked)}
	w.render(s)
	f := s.Notice.Fault
	if !says(w, f.Title) || !says(w, f.Advice) || !says(w, f.Code) {
		t.Error("the notice is not explained")
	}
	press(t, w, "Dismiss")
	last[app.DismissNotice](t, p)
	s.Notice = nil
	w.render(s)
	if says(w, f.Title) {
		t.Error("the notice is still there")
	}
}

func TestAppearanceFollowsTheSettings(t *testing.T) {
	s := ready()
	w, _ := openWindow(t, s)
	s.Settings.Appearance = "dark"
	w.render(s)
	if got := w.app.Settings().Theme().Color(colorGround, 1); got != darkPalette().ground {
		t.Errorf("the ground is %v", got)
	}
}

func TestQuitAsksOnlyWithRunsUnderWay(t *testing.T) {
	s := ready()
	w, _ := openWindow(t, s)
	quits := 0
	w.quit = func() { quits++ }
	w.closing()
	if quits != 1 {
		t.Fatal("it does not quit")
	}
	s.Runs = []app.Run{run("r1", app.Event{Phase: app.InMeeting})}
	w.render(s)
	w.closing()
	if quits != 1 || !says(w, "An assistant is under way") {
		t.Fatal("it quits without asking")
	}
	press(t, w, "Cancel")
	w.closing()
	press(t, w, "Stop 1 assistant and quit")
	if quits != 2 {
		t.Error("it does not quit after the answer")
	}
}

// counted is a screen that counts how often it is asked to draw.
type counted struct{ shows, ticks int }

func (*counted) root() fyne.CanvasObject { return rule() }
func (c *counted) show(app.State)        { c.shows++ }
func (c *counted) tick(time.Time)        { c.ticks++ }

// In the tray nothing is drawn, however much happens; what is opened then is up
// to date.
func TestAHiddenWindowDrawsNothing(t *testing.T) {
	w, _ := openWindow(t, ready())
	screen := &counted{}
	w.screens[atHistory] = screen
	w.visit(atHistory)
	w.hide()
	before := *screen
	s := ready()
	for range 3 {
		s.Notice = nil
		w.render(s)
		w.tick(noon)
	}
	if *screen != before {
		t.Errorf("it was drawn: %+v after %+v", *screen, before)
	}
	w.open("")
	if screen.shows != before.shows+1 {
		t.Errorf("opened, it was drawn %d times", screen.shows-before.shows)
	}
	w.tick(noon)
	if screen.ticks != before.ticks+1 {
		t.Error("its seconds stand still")
	}
}
