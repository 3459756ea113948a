package ui

import (
	"runtime/debug"
	"strconv"

	"fyne.io/fyne/v2"

	"behalf/ui/lang"
)

const markSide float32 = 44

// aboutPage is what Behalf is, and the way to what is to be known of it.
func (s *settings) aboutPage() *settingsPage {
	head := line(newSpoken(s.w.about.Name, picture(mark(), markSide)), column(0, lead(s.w.about.Name), quiet(s.w.version())), gap())
	facts := []fyne.CanvasObject{head, rule(), fact(lang.L("about.licence"), "MIT")}
	if commit := commit(debug.ReadBuildInfo()); commit != "" {
		facts = append(facts, rule(), fact(lang.L("about.commit"), commit))
	}
	if by := vendorWords(s.w.state.Vendor); by != "" {
		facts = append(facts, rule(), quiet(by).in(colorText))
	}
	s.updates = newUpdatesPart(s.w)
	return &settingsPage{
		title: lang.L("settings.about"),
		show:  s.updates.show,
		rows: []fyne.CanvasObject{
			card(append(facts, rule(), quiet(lang.L("about.promise")))...),
			s.updates.root,
			leads(s.lead(atLicences, lang.L("licences.title")), s.lead(atDiagnostics, lang.L("diagnostics.title"))),
		},
	}
}

// version is the version, and the number of the build if it has one.
func (w *window) version() string {
	version := w.about.Version
	if v := w.state.Version; v != "" {
		version = v
	}
	if build := w.app.Metadata().Build; build > 1 {
		version += " (" + strconv.Itoa(build) + ")"
	}
	return version
}

// shortCommit is how much of a commit's hash tells it from all others.
const shortCommit = 12

// commit is what the program was built from, where that is known; + says that
// something had been changed since.
func commit(info *debug.BuildInfo, known bool) string {
	if !known {
		return ""
	}
	hash, changed := "", ""
	for _, setting := range info.Settings {
		switch {
		case setting.Key == "vcs.revision":
			hash = setting.Value[:min(len(setting.Value), shortCommit)]
		case setting.Key == "vcs.modified" && setting.Value == "true":
			changed = "+"
		}
	}
	if hash == "" {
		return ""
	}
	return hash + changed
}
