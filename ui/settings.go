package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// settingsPlace is a page of the settings.
type settingsPlace int

const (
	atOverview settingsPlace = iota
	atZoomApp
	atAssistants
	atWaiting
	atNotifications
	atLook
	atData
	atKeyboard
	atAbout
	atLicences
	atLicence
	atDiagnostics
	settingsPlaces
)

// settingsPage is what can be chosen about one thing.
type settingsPage struct {
	title string
	up    settingsPlace // where the way back leads
	rows  []fyne.CanvasObject
	show  func(app.State) // nil: nothing on it changes
	ask   func()          // when it is opened; nil: there is nothing to find out

	scroll *container.Scroll
}

// settings are an overview that says how everything is set and leads to a page
// for each part: on one long page nobody would find anything in a small window.
// A page is built when it is first looked at.
type settings struct {
	w      *window
	holder *fyne.Container // of the page that is shown
	pages  [settingsPlaces]*settingsPage
	rows   [settingsPlaces]*leadRow // that lead to them

	zoomApp       *zoomAppForm
	vendor        *vendorNote
	assistants    *assistantsPart
	waiting       *waitingPart
	notifications *notificationsPart
	look          *lookPart
	data          *dataPart
	updates       *updatesPart
	diagnostics   *diagnosticsPart
	licence       string // the one that is read
}

func newSettings(w *window) *settings {
	s := &settings{w: w, holder: container.NewStack()}
	at := w.settingsAt // of the settings in another language
	if at == atLicence {
		at = atLicences
	}
	s.open(at)
	return s
}

func (s *settings) root() fyne.CanvasObject { return s.holder }

func (s *settings) show(state app.State) {
	if p := s.page(s.w.settingsAt); p.show != nil {
		p.show(state)
		p.scroll.Refresh()
	}
}

func (s *settings) tick(time.Time) {}

// reveal opens the page that a fault speaks of.
func (s *settings) reveal(part fault.Action) {
	switch part {
	case fault.ActSettings:
		s.open(atZoomApp)
	case fault.ActAssistants:
		s.open(atAssistants)
	}
}

// open goes to a page, at its top.
func (s *settings) open(at settingsPlace) {
	s.w.settingsAt = at
	s.show(s.w.state)
	p := s.page(at)
	if p.ask != nil {
		p.ask()
	}
	p.scroll.ScrollToTop()
	s.w.win.Canvas().Unfocus() // what had the keyboard is not there any more
	s.holder.Objects = []fyne.CanvasObject{p.scroll}
	s.holder.Refresh()
}

// back goes to the page above, where the keyboard finds its place again.
func (s *settings) back() {
	from := s.w.settingsAt
	up := s.page(s.page(from).up)
	offset := up.scroll.Offset
	s.open(s.page(from).up)
	up.scroll.ScrollToOffset(offset)
	if row := s.rows[from]; row != nil {
		s.w.win.Canvas().Focus(row)
	}
}

func (s *settings) page(at settingsPlace) *settingsPage {
	if s.pages[at] == nil {
		p := s.build(at)
		head := column(space1, title(p.title))
		if at != atOverview {
			head = column(0, newWayBack(s.page(p.up).title, s.back), title(p.title))
		}
		p.scroll = page(append([]fyne.CanvasObject{head}, p.rows...)...)
		s.pages[at] = p
	}
	return s.pages[at]
}

func (s *settings) build(at settingsPlace) *settingsPage {
	switch at {
	case atZoomApp:
		s.zoomApp, s.vendor = newZoomAppForm(s.w), newVendorNote(s.w)
		return &settingsPage{title: lang.L("settings.zoomapp"), rows: []fyne.CanvasObject{s.vendor.root, s.zoomApp.root}, show: func(state app.State) {
			s.vendor.show(state)
			s.zoomApp.show(state.Settings)
		}}
	case atAssistants:
		s.assistants = newAssistantsPart(s.w)
		return &settingsPage{title: lang.L("settings.assistants"), rows: only(s.assistants.root), show: s.assistants.show}
	case atWaiting:
		s.waiting = newWaitingPart(s.w)
		return &settingsPage{title: lang.L("settings.waiting"), rows: only(s.waiting.root), show: s.waiting.show}
	case atNotifications:
		s.notifications = newNotificationsPart(s.w)
		return &settingsPage{title: lang.L("settings.notifications"), rows: only(s.notifications.root), show: s.notifications.show}
	case atLook:
		s.look = newLookPart(s.w)
		return &settingsPage{title: lang.L("settings.look"), rows: s.look.cards, show: s.look.show, ask: s.look.ask}
	case atData:
		s.data = newDataPart(s.w)
		return &settingsPage{title: lang.L("settings.data"), rows: s.data.cards, show: s.data.show}
	case atKeyboard:
		return &settingsPage{title: lang.L("settings.keyboard"), rows: only(shortcutList())}
	case atAbout:
		return s.aboutPage()
	case atLicences:
		return s.licencesPage()
	case atLicence:
		return s.licencePage()
	case atDiagnostics:
		s.diagnostics = newDiagnosticsPart(s.w)
		return &settingsPage{title: lang.L("diagnostics.title"), up: atAbout, rows: s.diagnostics.rows, show: s.diagnostics.show, ask: s.diagnostics.ask}
	}
	return s.overviewPage()
}

func only(o fyne.CanvasObject) []fyne.CanvasObject { return []fyne.CanvasObject{o} }

// lead is a row that leads to a page.
func (s *settings) lead(to settingsPlace, label string) *leadRow {
	s.rows[to] = newLeadRow(label, func() { s.open(to) })
	s.rows[to].escape = func() {
		if s.w.settingsAt != atOverview {
			s.back()
		}
	}
	return s.rows[to]
}

func (s *settings) overviewPage() *settingsPage {
	return &settingsPage{
		title: lang.L("nav.settings"),
		rows: []fyne.CanvasObject{
			leads(s.lead(atZoomApp, lang.L("settings.zoomapp")), s.lead(atAssistants, lang.L("settings.assistants")), s.lead(atWaiting, lang.L("settings.waiting"))),
			leads(s.lead(atNotifications, lang.L("settings.notifications")), s.lead(atLook, lang.L("settings.look")), s.lead(atData, lang.L("settings.data"))),
			leads(s.lead(atKeyboard, lang.L("settings.keyboard")), s.lead(atAbout, lang.L("settings.about"))),
		},
		show: s.summarize,
	}
}

// summarize says on the overview how everything is set.
func (s *settings) summarize(state app.State) {
	is := state.Settings
	s.rows[atZoomApp].set(capitalised(zoomAppWords(state)))
	s.rows[atAssistants].set(assistantsSummary(state))
	s.rows[atWaiting].set(patienceWords(is.Patience) + " · " + paceWords(is.Pace))
	s.rows[atNotifications].set(muteSummary(is.Mute))
	s.rows[atLook].set(lang.Name(lang.Current()) + " · " + appearanceWords(is.Appearance))
	s.rows[atData].set(lang.L("data.summary", fields{"keep": keepWords(is.Keep)}))
	s.rows[atKeyboard].set(lang.L("settings.keyboard.summary"))
	s.rows[atAbout].set(lang.L("about.summary", fields{"version": s.w.version()}))
}

// toSettingsPage opens a page of the settings.
func (w *window) toSettingsPage(at settingsPlace) {
	w.settingsAt = at
	w.visit(atSettings)
	w.screen(atSettings).(*settings).open(at)
}

// settingsPressed is a press on Settings in the navigation: once more means back
// to the overview.
func (w *window) settingsPressed() {
	if w.at == atSettings {
		w.screen(atSettings).(*settings).open(atOverview)
		return
	}
	w.visit(atSettings)
}

// field is something to enter under its name, with an explanation if needed.
func field(name, explanation string, entry fyne.CanvasObject) fyne.CanvasObject {
	rows := column(space1, strong(name))
	if explanation != "" {
		rows.Add(quiet(explanation))
	}
	rows.Add(entry)
	return rows
}
