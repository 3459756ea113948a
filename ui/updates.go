package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/fault"
	"behalf/ui/lang"
)

// updatesPart says on the About page whether there is a newer version, and lets
// the person look for one. It installs nothing: the page that it opens does not
// either.
type updatesPart struct {
	w           *window
	root        *panel
	said, aside *text
	fault       *faultBox
	address     *text // of the page, for whoever has no browser here
	page, check *button
	copy        *button
	ways        *fyne.Container // these buttons
	line        fyne.CanvasObject
	weekly      *toggle
}

func newUpdatesPart(w *window) *updatesPart {
	p := &updatesPart{
		w: w, said: body(""), address: quiet(""), aside: quiet(""), fault: newFaultBox(w, nil), line: rule(),
		page: newButton(plain, "", nil), check: newButton(plain, "", nil),
	}
	p.weekly = newToggle(lang.L("updates.weekly"), lang.L("updates.weekly.text", fields{"place": w.state.Updates.Source.Host}), func(on bool) {
		w.set(func(s *app.Settings) { s.LookWeekly = on })
	})
	p.copy = newCopyButton(w, link, lang.L("signin.copy"), func() string { return p.address.words })
	p.ways = flowing(p.page, p.check, p.copy)
	p.root = card(column(space1, strong(lang.L("updates.heading")), p.said, p.address, p.aside), p.fault, p.ways, p.line, p.weekly)
	return p
}

func (p *updatesPart) show(s app.State) {
	u := s.Updates
	looks := u.Looks()
	said, aside := p.words(u)
	p.said.set(said)
	p.aside.set(aside)
	p.showFault(u)
	p.showWays(u)
	p.weekly.set(s.Settings.LookWeekly)
	show(p.line, looks)
	show(p.weekly, looks)
}

// words say what is known, and when that was learned.
func (p *updatesPart) words(u app.Updates) (said, aside string) {
	if !u.Seen.At.IsZero() {
		aside = lang.L("updates.looked", fields{"ago": ago(u.Seen.At, p.w.now())})
	}
	switch {
	case u.Source.PackageManager != "":
		return lang.L("updates.packaged", fields{"manager": u.Source.PackageManager}), ""
	case u.Source.Company != "":
		return lang.L("updates.company", fields{"company": u.Source.Company}), ""
	case !u.Source.Able:
		return lang.L("updates.unable"), ""
	case u.Looking:
		return lang.L("updates.looking"), ""
	case u.Fault != nil:
		return "", aside
	case u.Newer:
		return lang.L("updates.newer", fields{"version": u.Seen.Version, "day": dateWords(u.Seen.Released)}), aside
	case u.Seen.At.IsZero():
		return lang.L("updates.never"), ""
	}
	return lang.L("updates.newest"), aside
}

// dateWords is a day that has no hour, which is the same everywhere.
func dateWords(day time.Time) string {
	y, m, d := day.Date()
	return lang.Date(time.Date(y, m, d, 12, 0, 0, 0, time.Local))
}

// showFault leaves what the build itself can't do to the words, and trying again
// to the button that is there anyway.
func (p *updatesPart) showFault(u app.Updates) {
	f := u.Fault
	switch {
	case u.Looking || !u.Looks():
		f = nil
	case f != nil && f.Action == fault.ActRetry:
		f = withoutButton(f)
	}
	p.fault.show(f, subject{})
}

// showWays keeps one button for looking and calling it off, so that the keyboard
// stays there.
func (p *updatesPart) showWays(u app.Updates) {
	see := u.Looks() && u.Newer && !u.Looking && u.Fault == nil
	home := !u.Source.Able && !u.Source.Brings() && p.w.about.Website != ""
	if home {
		p.page.set(lang.L("updates.homepage"), func() { p.w.browse(p.w.about.Website) })
	} else {
		p.page.set(lang.L("updates.see"), p.w.seeUpdate)
	}
	if u.Looking {
		p.check.set(lang.L("ask.cancel"), func() { p.w.do(app.CancelUpdateCheck{}) })
	} else {
		p.check.set(lang.L("updates.check"), func() { p.w.do(app.CheckForUpdates{}) })
	}
	show(p.page, see || home)
	show(p.check, u.Looks())
	p.address.set(either(see, u.Seen.Page, ""))
	show(p.copy, see)
	show(p.ways, p.page.Visible() || p.check.Visible())
	for _, b := range []*button{p.page, p.copy} {
		if !b.Visible() {
			p.w.letGo(b)
		}
	}
}

// seeUpdate opens the page of the newer version: then the person knows of it.
// The core has made sure where it leads.
func (w *window) seeUpdate() {
	w.browseThen(w.state.Updates.Seen.Page, func() { w.do(app.DismissUpdate{}) })
}
