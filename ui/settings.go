package ui

import (
	"cmp"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// settings are what can be chosen: the Zoom app, the assistants, how Behalf
// behaves, what it keeps; and what it is.
type settings struct {
	content    *container.Scroll
	zoomApp    *zoomAppForm
	assistants *assistantsPart
	behaviour  *behaviourPart
	data       *dataPart
	headings   map[fault.Action]*text
}

func newSettings(w *window) *settings {
	s := &settings{zoomApp: newZoomAppForm(w), assistants: newAssistantsPart(w), behaviour: newBehaviourPart(w), data: newDataPart(w)}
	s.headings = map[fault.Action]*text{
		fault.ActSettings: section("settings.zoomapp"), fault.ActAssistants: section("settings.assistants"),
	}
	s.content = page(
		title(lang.L("nav.settings")).line(),
		s.headings[fault.ActSettings], s.zoomApp.root,
		s.headings[fault.ActAssistants], s.assistants.root,
		section("settings.behaviour"), s.behaviour.root,
		section("settings.data"), s.data.root,
		section("settings.about"), aboutCard(w),
	)
	return s
}

func (s *settings) root() fyne.CanvasObject { return s.content }

func (s *settings) show(state app.State) {
	s.zoomApp.show(state.Settings)
	s.assistants.show(state)
	s.behaviour.show(state.Settings)
	s.data.show(state)
	s.content.Refresh()
}

func (s *settings) tick(time.Time) {}

// reveal scrolls to the part that a fault speaks of.
func (s *settings) reveal(part fault.Action) {
	if heading := s.headings[part]; heading != nil {
		s.content.ScrollToOffset(fyne.NewPos(0, heading.Position().Y))
	}
}

// behaviourPart is how long to wait and how often to try, and the appearance.
type behaviourPart struct {
	root       fyne.CanvasObject
	patience   *picker
	pace       *picker
	meaning    *text // of the pace
	appearance *picker
}

// patienceMinutes are the waits to choose from.
func patienceMinutes() []int { return []int{5, 10, 20, 30, 60} }

func patienceWords(d time.Duration) string { return lang.N("settings.minutes", int(d/time.Minute)) }

func paces() []app.Pace { return []app.Pace{app.PaceUsual, app.PaceQuick, app.PaceGentle} }

func paceWords(p app.Pace) string { return lang.L("pace." + paceName(p)) }

func paceName(p app.Pace) string { return cmp.Or(string(p), "usual") }

func appearances() []string { return []string{"", "light", "dark"} }

func appearanceWords(a string) string {
	if a == "" {
		a = "system"
	}
	return lang.L("appearance." + a)
}

func newBehaviourPart(w *window) *behaviourPart {
	b := &behaviourPart{}
	b.patience = newPicker(lang.L("settings.patience"), func(chosen string) {
		for _, minutes := range patienceMinutes() {
			d := time.Duration(minutes) * time.Minute
			if patienceWords(d) == chosen {
				w.do(app.ChangeSettings{Change: func(s *app.Settings) { s.Patience = d }})
			}
		}
	})
	b.pace = newPicker(lang.L("settings.pace"), func(chosen string) {
		for _, p := range paces() {
			if paceWords(p) == chosen {
				w.do(app.ChangeSettings{Change: func(s *app.Settings) { s.Pace = p }})
			}
		}
	})
	b.meaning = quiet("")
	b.appearance = newPicker(lang.L("settings.appearance"), func(chosen string) {
		for _, a := range appearances() {
			if appearanceWords(a) == chosen {
				w.do(app.ChangeSettings{Change: func(s *app.Settings) { s.Appearance = a }})
			}
		}
	})
	b.root = card(
		field(lang.L("settings.patience"), lang.L("settings.patience.text"), b.patience), rule(),
		column(space1, field(lang.L("settings.pace"), lang.L("settings.pace.text"), b.pace), b.meaning), rule(),
		field(lang.L("settings.appearance"), "", b.appearance))
	return b
}

func (b *behaviourPart) show(s app.Settings) {
	var waits []string
	for _, minutes := range patienceMinutes() {
		waits = append(waits, patienceWords(time.Duration(minutes)*time.Minute))
	}
	b.patience.set(waits, patienceWords(s.Patience))
	var tries []string
	for _, p := range paces() {
		tries = append(tries, paceWords(p))
	}
	b.pace.set(tries, paceWords(s.Pace))
	b.meaning.set(lang.L("pace." + paceName(s.Pace) + ".text"))
	var looks []string
	for _, a := range appearances() {
		looks = append(looks, appearanceWords(a))
	}
	b.appearance.set(looks, appearanceWords(s.Appearance))
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

func aboutCard(w *window) fyne.CanvasObject {
	version := w.about.Version
	if v := w.state.Version; v != "" {
		version = v
	}
	if build := w.app.Metadata().Build; build > 1 {
		version += " (" + strconv.Itoa(build) + ")"
	}
	return card(
		fact(lang.L("about.version"), version), rule(),
		fact(lang.L("about.licence"), "MIT"), rule(),
		quiet(lang.L("about.privacy")))
}
