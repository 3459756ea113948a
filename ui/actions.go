package ui

import (
	"fyne.io/fyne/v2/lang"

	"behalf/app"
	"behalf/app/fault"
)

// remedy is the next step of a fault as a button; do is nil if there is none.
type remedy struct {
	label string
	do    func()
}

// remedy turns a fault's action into a button. run is the one the fault
// belongs to; without one the fault answers the latest wish.
func (w *window) remedy(f *fault.Fault, run *app.Run) remedy {
	switch f.Action {
	case fault.ActPaste, fault.ActChoose:
		return remedy{lang.L("action." + string(f.Action)), w.toPaste}
	case fault.ActConnect:
		return remedy{lang.L("action.connect"), func() { w.connect(f) }}
	case fault.ActSettings, fault.ActAssistants:
		return remedy{lang.L("action." + string(f.Action)), func() { w.toSettings(f.Action) }}
	case fault.ActRetry, fault.ActUnlock:
		return remedy{lang.L("action." + string(f.Action)), func() { w.retry(run) }}
	case fault.ActKeep:
		return remedy{lang.L("action.keep_in_memory"), func() { w.keepInMemory(run) }}
	case fault.ActOpenZoom:
		return remedy{lang.L("action.open_zoom"), func() { w.openZoom(run) }}
	case fault.ActShowRun:
		return remedy{lang.L("action.show_run"), w.showRuns}
	case fault.ActDetails:
		return remedy{lang.L("action.details"), func() { w.showDetails(run) }}
	case fault.ActUpdate:
		if w.about.Website != "" {
			return remedy{lang.L("action.update"), func() { w.browse(w.about.Website) }}
		}
	}
	return remedy{}
}

func (w *window) toPaste() {
	w.visit(atHome)
	w.win.Canvas().Focus(w.home().composer.field)
}

// connect signs in again the account that a fault belongs to, or a new one.
func (w *window) connect(f *fault.Fault) {
	wish := app.Connect{}
	for _, a := range w.state.Accounts {
		if a.Fault == f {
			wish.Account = a.ID
		}
	}
	w.do(wish)
	w.visit(atConnection)
}

// keepInMemory does without a keychain, and then what could not be done.
func (w *window) keepInMemory(run *app.Run) {
	w.program.Do(app.KeepInMemory{})
	w.retry(run)
}

func (w *window) toSettings(part fault.Action) {
	w.visit(atSettings)
	w.screen(atSettings).(*settings).reveal(part)
}

// retry does the same once more. Unlocking is one too: whoever asks the
// keychain for something makes it ask the person.
func (w *window) retry(run *app.Run) {
	w.do(app.DismissNotice{})
	switch {
	case run != nil:
		w.do(app.Dismiss{RunID: run.ID})
		w.do(again(*run))
	case w.last != nil:
		w.do(w.last)
	default:
		w.do(app.Look{})
	}
}

func (w *window) openZoom(run *app.Run) {
	if run == nil {
		w.browse("https://zoom.us")
		return
	}
	w.browse(zoomLink(run.Host, run.MeetingID))
}

func (w *window) showRuns() {
	w.do(app.DismissNotice{})
	w.visit(atHome)
	w.home().reveal()
}

func (w *window) showDetails(run *app.Run) {
	w.visit(atHistory)
	if run != nil {
		w.screen(atHistory).(*history).expand(run.ID)
	}
}
