package ui

import "behalf/app"

// setup is a step of the way to the first send.
type setup int

const (
	setupApp setup = iota
	setupAccount
	setupAssistant
	setupRehearsal // everything is there
	setups
)

// nextSetup is the first step that is missing.
func nextSetup(s app.State) setup {
	switch {
	case len(s.Accounts) == 0 && s.Settings.ZoomApp.ClientID == "":
		return setupApp
	case len(s.Accounts) == 0:
		return setupAccount
	case len(s.Assistants) == 0:
		return setupAssistant
	}
	return setupRehearsal
}

// welcomes says whether the first start is what home shows: while something is
// missing and then, if it was gone through here, until its rehearsal. Who leaves
// it, comes with a link or has seen a run is past it.
func (w *window) welcomes() bool {
	s := w.own
	if w.passed || s.Settings.Welcomed || len(s.Runs) > 0 {
		return false
	}
	v, is := w.screens[atWelcome].(*welcome)
	return nextSetup(s) != setupRehearsal || (is && v.used)
}

// toWelcome goes back to the first start.
func (w *window) toWelcome() {
	w.passed = false
	w.do(app.ChangeSettings{Change: func(s *app.Settings) { s.Welcomed = false }})
	w.visit(atHome)
}

// rehearsed ticks the rehearsal: one has come to its end, or was stopped.
func (w *window) rehearsed() {
	if v, is := w.screens[atWelcome].(*welcome); is {
		v.played = true
	}
}
