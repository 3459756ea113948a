package ui

import (
	"slices"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"behalf/app"
	"behalf/ui/lang"
)

// place is a screen of the navigation.
type place int

const (
	atHome place = iota
	atHistory
	atConnection
	atSettings
	places
	atWelcome = places // stands in for home until the first start is over
)

// screen is one of the four, or what stands in their place. show runs when it
// is looked at and the state has changed, tick once a second while something is
// under way.
type screen interface {
	root() fyne.CanvasObject
	show(app.State)
	tick(now time.Time)
}

// window is the one window: banner, who you are, a screen, the navigation.
type window struct {
	app     fyne.App
	win     fyne.Window
	program Program
	o       Options
	about   about
	now     func() time.Time
	quit    func() // ends the program without asking

	own   app.State // of the person's own program
	state app.State // that is shown: the same, but in a rehearsal

	connects bool // a sign-in was started here, and its page not opened yet

	at         place
	settingsAt settingsPlace
	screens    [atWelcome + 1]screen
	played     *rehearsal // under way; nil: none
	passed     bool       // the first start, for now
	front      bool       // in front of the others
	copied     bool       // the meeting on the clipboard was asked for
	holds      int        // while there are any, nothing can be sent
	visible    bool       // on the screen, or an icon of it
	place      app.WindowPlace
	herald     herald
	trayed     bool // there is a tray icon
	hosted     bool // somebody showed it at the start

	nav    [places]*navItem
	bar    fyne.CanvasObject // of the above
	header *header
	banner *banner
	notice *noticeBox
	wait   *keychainWait
	news   *newsLine
	frame  *fyne.Container // holds the screen

	beside func(slow, after func())    // background, or its stand-in in tests
	later  func(time.Duration, func()) // afterwards, or its stand-in in tests
	work   sync.WaitGroup              // see background
	over   chan struct{}               // closed when nothing may touch the screen any more
}

const (
	windowWidth  float32 = 440
	windowHeight float32 = 640
)

func newWindow(a fyne.App, p Program, o Options, about about) *window {
	w := &window{app: a, program: p, o: o, about: about, now: time.Now, quit: a.Driver().Quit, own: p.State(), over: make(chan struct{})}
	w.state = w.own
	w.beside, w.later = w.background, w.afterwards
	learnPresets(w.state.Presets)
	a.SetIcon(windowIcon())
	a.Settings().SetTheme(newLook(w.state.Settings.Appearance))
	w.win = a.NewWindow(about.Name)
	w.win.SetPadded(false)
	w.place = w.state.Settings.Window
	w.restore(w.place)
	w.win.SetCloseIntercept(w.closing)
	w.win.SetOnDropped(w.dropped)
	w.listen()
	a.Lifecycle().SetOnEnteredForeground(w.entered)
	a.Lifecycle().SetOnExitedForeground(func() {
		w.front = false
		w.settled(func() {})
	})
	return w
}

// furnish puts the content in. It waits until the window is up, and in the
// tray until somebody opens it: loading fonts is what takes time and memory.
func (w *window) furnish() {
	if w.frame != nil {
		return
	}
	w.banner, w.header, w.notice, w.wait, w.news = newBanner(), newHeader(), newNoticeBox(w), newKeychainWait(w), newNewsLine(w)
	w.nav = [places]*navItem{
		newNavItem("send", lang.L("nav.send"), func() { w.visit(atHome) }),
		newNavItem("history", lang.L("nav.history"), func() { w.visit(atHistory) }),
		newNavItem("connection", lang.L("nav.connection"), func() { w.visit(atConnection) }),
		newNavItem("settings", lang.L("nav.settings"), w.settingsPressed),
	}
	w.bar = navBar(w.nav[:]...)
	w.frame = container.NewStack()
	top := container.New(layout.NewCustomPaddedVBoxLayout(0), w.banner, w.header, w.wait, w.notice, w.news)
	w.win.SetContent(container.New(&frameLayout{}, top, w.frame, w.bar))
	w.visit(w.at)
}

// frameLayout puts the top and the navigation at the edges without any gap.
type frameLayout struct{}

func (*frameLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	top, bottom := o[0].MinSize().Height, float32(0)
	if o[2].Visible() {
		bottom = o[2].MinSize().Height
	}
	o[0].Resize(fyne.NewSize(size.Width, top))
	o[1].Move(fyne.NewPos(0, top))
	o[1].Resize(fyne.NewSize(size.Width, max(0, size.Height-top-bottom)))
	o[2].Move(fyne.NewPos(0, size.Height-bottom))
	o[2].Resize(fyne.NewSize(size.Width, bottom))
}

func (*frameLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var width, height float32
	for _, c := range o {
		width, height = max(width, c.MinSize().Width), height+c.MinSize().Height
	}
	return fyne.NewSize(max(width, 320), height+120)
}

// render brings a state to the screen. It is the only way one gets there; in a
// rehearsal it waits behind that for its end.
func (w *window) render(s app.State) {
	before := w.own
	w.own = s
	if s.Settings.Appearance != before.Settings.Appearance {
		w.app.Settings().SetTheme(newLook(s.Settings.Appearance))
	}
	if s.Settings.Language != before.Settings.Language {
		w.speak(s.Settings.Language)
	}
	w.follow(before.SignIn)
	if !w.played.on() {
		w.state = s
		if w.frame != nil && w.visible { // what is hidden is brought up to date when it is opened
			w.show()
		}
	}
	if w.trayed {
		w.o.Tray.Show(s)
	}
	if news := w.herald.news(before, s); !w.front {
		w.tell(news)
	}
}

// show brings the state it has to what is visible. What stands in place of the
// screens has the window for itself.
func (w *window) show() {
	page := w.page()
	alone := page != w.screens[w.at]
	w.banner.show(w.state)
	w.header.show(w.state, alone)
	w.notice.show(w.state.Notice)
	w.wait.show(w.state.Keychain)
	w.news.show(w.state.Updates, alone)
	page.show(w.state)
	show(w.bar, !alone)
	if root := page.root(); len(w.frame.Objects) == 0 || w.frame.Objects[0] != root {
		w.frame.Objects = []fyne.CanvasObject{root}
		w.win.Canvas().Content().Refresh() // with the navigation or without
		if page, first := page.(interface{ arrive() }); first {
			page.arrive()
		}
	}
}

// page is what fills the window now.
func (w *window) page() screen {
	switch {
	case w.played != nil:
		return w.played
	case w.at == atHome && w.welcomes():
		return w.screen(atWelcome)
	}
	return w.screen(w.at)
}

func (w *window) tick(now time.Time) {
	if w.frame != nil && w.visible {
		w.page().tick(now)
	}
}

// screen builds a screen when it is first wanted.
func (w *window) screen(p place) screen {
	if w.screens[p] == nil {
		switch p {
		case atHistory:
			w.screens[p] = newHistory(w)
		case atConnection:
			w.screens[p] = newConnection(w)
		case atSettings:
			w.screens[p] = newSettings(w)
		case atWelcome:
			w.screens[p] = newWelcome(w)
		default:
			w.screens[p] = newHome(w)
		}
	}
	return w.screens[p]
}

// visit goes to a screen, out of a rehearsal too.
func (w *window) visit(p place) {
	if p != w.at {
		w.leaveFields()
	}
	w.at = p
	w.endRehearsal()
	if w.frame == nil {
		w.furnish() // comes back here
		return
	}
	for i, item := range w.nav {
		item.choose(place(i) == p)
	}
	w.show()
}

// toMeetings goes to where one is read, past the first start.
func (w *window) toMeetings() {
	w.passed = true
	w.visit(atHome)
}

// home is the first screen, which is always there once the window is.
func (w *window) home() *home { return w.screen(atHome).(*home) }

// paste is Ctrl+V while no field has the keyboard.
func (w *window) paste() {
	text := w.app.Clipboard().Content()
	if v, is := w.page().(*welcome); is && v.paste(text) {
		return
	}
	w.open(text)
}

// submit is what the shortcut for sending does.
func (w *window) submit() {
	if w.frame != nil && w.page() == w.screens[atHome] {
		w.home().composer.submit()
	}
}

// do hands in wishes that belong together: all of them or, if one would send while
// nothing may be sent, none. It says whether it did. A rehearsal sends nobody.
func (w *window) do(wishes ...app.Wish) bool {
	program := w.program
	switch {
	case w.played.on():
		program = w.played.program
	case w.held() && slices.ContainsFunc(wishes, sends):
		return false
	}
	for _, wish := range wishes {
		if _, is := wish.(app.Connect); is {
			w.connects = true
		}
		program.Do(wish)
	}
	return true
}

// open brings the window to the front, with a text in the paste field.
func (w *window) open(text string) {
	w.furnish()
	if !w.visible {
		w.visible = true
		w.inDock(true)
		w.show()
	}
	if text != "" {
		w.toMeetings()
		w.home().composer.fill(text)
	}
	w.win.Show()
	w.win.RequestFocus()
	if page, first := w.page().(interface{ arrive() }); first && w.win.Canvas().Focused() == nil {
		page.arrive()
	}
}

// entered runs whenever the window comes to the front.
func (w *window) entered() {
	w.front = true
	w.takeCopied()
	w.do(app.LookAtLogin{}) // it may have been switched in the system meanwhile
	if w.frame == nil || w.page() != w.screens[atHome] {
		return
	}
	if w.home().composer.outside() { // it may have come to the front for that, late
		w.hold()
	}
	w.home().composer.offerClipboard(w.app.Clipboard().Content())
}

// leadTo gives the keyboard to something new, but not from under somebody who
// types.
func (w *window) leadTo(next fyne.Focusable) {
	c := w.win.Canvas()
	if typing, is := c.Focused().(*entry); !is || typing.Text == "" {
		c.Focus(next)
	}
}
