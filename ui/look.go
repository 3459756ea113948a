package ui

import (
	"cmp"
	"runtime"
	"slices"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/ui/lang"
)

// lookPart is the language and the appearance, and how Behalf starts.
type lookPart struct {
	cards                          []fyne.CanvasObject
	ask                            func()
	language, appearance, trayIcon *options[string]
	start                          *startPart
}

func appearances() []string { return []string{"", "light", "dark"} }

func appearanceWords(a string) string { return lang.L("appearance." + cmp.Or(a, "system")) }

// languages are those to choose from, the system's first.
func languages() []string { return slices.Insert(lang.Languages(), 0, "") }

// languageWords is a language's own name for itself: who needs it can't read
// another.
func languageWords(name string) string {
	if name == "" {
		return lang.L("language.system")
	}
	return lang.Name(name)
}

func trayIconWords(bar string) string { return lang.L("trayicon." + cmp.Or(bar, "automatic")) }

func newLookPart(w *window) *lookPart {
	p := &lookPart{start: newStartPart(w), ask: func() { w.do(app.LookAtLogin{}) }}
	p.language = newOptions(lang.L("settings.language"), languages(), languageWords, func(name string) {
		w.set(func(s *app.Settings) { s.Language = name })
	})
	p.appearance = newOptions(lang.L("settings.appearance"), appearances(), appearanceWords, func(a string) {
		w.set(func(s *app.Settings) { s.Appearance = a })
	})
	p.trayIcon = newOptions(lang.L("settings.trayicon"), appearances(), trayIconWords, func(bar string) {
		w.set(func(s *app.Settings) { s.TrayIcon = bar })
	})
	rows := column(space3,
		field(lang.L("settings.language"), "", p.language.picker), rule(),
		field(lang.L("settings.appearance"), "", p.appearance.picker))
	if runtime.GOOS != "darwin" { // there the system colours it
		rows.Add(rule())
		rows.Add(field(lang.L("settings.trayicon"), lang.L("settings.trayicon.text"), p.trayIcon.picker))
	}
	p.cards = []fyne.CanvasObject{card(rows), p.start.root}
	return p
}

func (p *lookPart) show(s app.State) {
	p.language.show(s.Settings.Language)
	p.appearance.show(s.Settings.Appearance)
	p.trayIcon.show(s.Settings.TrayIcon)
	p.start.show(s)
}
