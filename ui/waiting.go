package ui

import (
	"cmp"
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// waitingPart is how long an assistant waits for its person, and how often it
// tries meanwhile.
type waitingPart struct {
	root     fyne.CanvasObject
	patience *options[time.Duration]
	pace     *options[app.Pace]
	meaning  *text // of the pace
}

// patiences are the waits to choose from.
func patiences() []time.Duration {
	return []time.Duration{5 * time.Minute, 10 * time.Minute, 20 * time.Minute, 30 * time.Minute, time.Hour}
}

func patienceWords(d time.Duration) string { return lang.N("settings.minutes", int(d/time.Minute)) }

func paces() []app.Pace { return []app.Pace{app.PaceUsual, app.PaceQuick, app.PaceGentle} }

func paceWords(p app.Pace) string { return lang.L("pace." + paceName(p)) }

func paceName(p app.Pace) string { return cmp.Or(string(p), "usual") }

func newWaitingPart(w *window) *waitingPart {
	p := &waitingPart{meaning: quiet("")}
	p.patience = newOptions(lang.L("settings.patience"), patiences(), patienceWords, func(d time.Duration) {
		w.set(func(s *app.Settings) { s.Patience = d })
	})
	p.pace = newOptions(lang.L("settings.pace"), paces(), paceWords, func(pace app.Pace) {
		w.set(func(s *app.Settings) { s.Pace = pace })
	})
	p.root = card(
		field(lang.L("settings.patience"), lang.L("settings.patience.text"), p.patience.picker), rule(),
		column(space1, field(lang.L("settings.pace"), lang.L("settings.pace.text"), p.pace.picker), p.meaning))
	return p
}

func (p *waitingPart) show(s app.State) {
	p.patience.show(s.Settings.Patience)
	p.pace.show(s.Settings.Pace)
	p.meaning.set(lang.L("pace." + paceName(s.Settings.Pace) + ".text"))
}

// set changes a setting.
func (w *window) set(change func(*app.Settings)) { w.do(app.ChangeSettings{Change: change}) }
