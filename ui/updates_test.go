package ui

import (
	"slices"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// atUpdates is a window on the About page, after a newer version was found.
func atUpdates(t *testing.T, change func(*app.Updates)) (*window, *program) {
	t.Helper()
	return openScene(t, scene{at: atSettings, state: updates(change), then: func(w *window) { w.toSettingsPage(atAbout) }})
}

func TestAboutLooksForANewerVersionAndCallsItOff(t *testing.T) {
	w, p := atUpdates(t, func(u *app.Updates) { *u = app.Updates{Source: u.Source} })
	if !says(w, "Nobody has looked for a newer version yet.") || findButton(w, "See what is new") != nil {
		t.Error("something is known already")
	}
	check := findButton(w, "Check for updates")
	w.win.Canvas().Focus(check)
	check.press()
	last[app.CheckForUpdates](t, p)
	w.render(updates(func(u *app.Updates) { u.Looking = true }))
	if !says(w, "Looking for a newer version …") || w.win.Canvas().Focused() != check || findButton(w, "Check for updates") != nil {
		t.Error("it does not say that it looks, or the keyboard lost its place")
	}
	press(t, w, "Cancel")
	last[app.CancelUpdateCheck](t, p)
}

func TestAboutOpensThePageOfTheNewerVersion(t *testing.T) {
	w, p := atUpdates(t, func(*app.Updates) {})
	var opened []string
	w.o.OpenURL = func(u string) error { opened = append(opened, u); return nil }
	if !says(w, "Version 1.10.0 is there, released on 12 Oct 2026.") || !says(w, "Last looked: 3 minutes ago") {
		t.Error("the newer version is not told")
	}
	see := findButton(w, "See what is new")
	w.win.Canvas().Focus(see)
	see.press()
	last[app.DismissUpdate](t, p)
	if !slices.Equal(opened, []string{"https://behalf.app/releases/1.10.0"}) {
		t.Errorf("opened %q", opened)
	}
	w.render(updates(func(u *app.Updates) { u.Newer = false }))
	if !says(w, "This is the newest version.") || findButton(w, "See what is new") != nil || w.win.Canvas().Focused() != nil {
		t.Error("the page of this version is still offered, or has the keyboard")
	}
}

// Where no browser opens, the news stays, and its address can be had.
func TestANewerVersionIsKnownOnceItsPageWasOpened(t *testing.T) {
	const page = "https://behalf.app/releases/1.10.0"
	w, p := atUpdates(t, func(*app.Updates) {})
	w.o.OpenURL = func(string) error { return fault.New(fault.Unexpected) }
	press(t, w, "See what is new")
	if len(p.wishes) != 0 {
		t.Errorf("it counts as seen: %#v", p.wishes)
	}
	if !says(w, page) {
		t.Error("the address is not shown")
	}
	press(t, w, "Copy the link")
	if got := w.app.Clipboard().Content(); got != page {
		t.Errorf("copied %q", got)
	}
	w.render(updates(func(u *app.Updates) { u.Newer = false }))
	if says(w, page) || findButton(w, "Copied") != nil {
		t.Error("the address of this version is still offered")
	}
}

func TestAboutExplainsAFailedLook(t *testing.T) {
	for _, kind := range []fault.Kind{fault.UpdateForged, fault.UpdateUnreachable, fault.UpdateExpired} {
		f := fault.New(kind)
		w, p := atUpdates(t, func(u *app.Updates) { u.Fault = f })
		if !says(w, f.Title) || !says(w, f.Advice) || !says(w, f.Code) || says(w, "This is the newest version.") || findButton(w, "See what is new") != nil {
			t.Errorf("%s is not explained, or a version is praised", kind)
		}
		if findButton(w, "Try again") != nil {
			t.Errorf("%s: two buttons do the same", kind)
		}
		press(t, w, "Check for updates")
		last[app.CheckForUpdates](t, p)
	}
	w, _ := atUpdates(t, func(u *app.Updates) { u.Fault = fault.New(fault.UpdateFormat) })
	var opened []string
	w.o.OpenURL = func(u string) error { opened = append(opened, u); return nil }
	press(t, w, "Get the new version")
	if !slices.Equal(opened, []string{"https://behalf.app"}) {
		t.Errorf("opened %q", opened)
	}
}

func TestAboutSaysWhoBringsNewerVersions(t *testing.T) {
	const weekly = "Look for a new version once a week"
	switches := func(w *window) (found bool) {
		return slices.ContainsFunc(onScreen[*toggle](w), func(s *toggle) bool { return s.label == weekly })
	}
	w, p := atUpdates(t, func(*app.Updates) {})
	if !switches(w) {
		t.Fatal("there is no switch")
	}
	for _, s := range onScreen[*toggle](w) {
		s.pressed()
	}
	change := last[app.ChangeSettings](t, p)
	var s app.Settings
	if change.Change(&s); !s.LookWeekly {
		t.Error("the switch switches nothing")
	}
	w, _ = atUpdates(t, func(u *app.Updates) { u.Source.PackageManager = "dnf" })
	if !says(w, "Behalf came as a package: dnf brings newer versions.") || switches(w) ||
		findButton(w, "Check for updates") != nil || findButton(w, "Open the homepage") != nil {
		t.Error("a package looks itself")
	}
	w, _ = atUpdates(t, func(u *app.Updates) { u.Source.Company, u.Source.Able = "Acme", false })
	if !says(w, "Your Behalf is from Acme, which also brings newer versions.") || switches(w) ||
		findButton(w, "Check for updates") != nil || findButton(w, "Open the homepage") != nil {
		t.Error("a company's build looks itself, or leads to the public ones")
	}
	w, _ = atUpdates(t, func(u *app.Updates) { u.Source.Able, u.Fault = false, fault.New(fault.UpdateNoKey) })
	var opened []string
	w.o.OpenURL = func(u string) error { opened = append(opened, u); return nil }
	if !says(w, "This build can't look for newer versions.") || switches(w) || findButton(w, "Check for updates") != nil {
		t.Error("a build without a key looks")
	}
	press(t, w, "Open the homepage")
	if !slices.Equal(opened, []string{"https://behalf.app"}) {
		t.Errorf("opened %q", opened)
	}
}

func TestTheNewsLineIsQuietAndGoes(t *testing.T) {
	const words = "Version 1.10.0 is there."
	news := updates(func(u *app.Updates) { u.Seen.Told = false })
	w, p := openWindow(t, news)
	for at := range places {
		w.visit(at)
		if !says(w, words) {
			t.Errorf("it is not said on screen %d", at)
		}
	}
	press(t, w, "Dismiss")
	last[app.DismissUpdate](t, p)
	w.render(updates(func(*app.Updates) {}))
	if says(w, words) {
		t.Error("it is still said")
	}
	w.render(news)
	var opened []string
	w.o.OpenURL = func(u string) error { opened = append(opened, u); return nil }
	see := findButton(w, "See it")
	w.win.Canvas().Focus(see)
	see.press()
	last[app.DismissUpdate](t, p)
	w.render(updates(func(*app.Updates) {}))
	if len(opened) != 1 || w.win.Canvas().Focused() != nil {
		t.Errorf("opened %q; a button that is gone has the keyboard: %v", opened, w.win.Canvas().Focused())
	}
	first := news
	first.Accounts, first.Assistants, first.Settings.ZoomApp = nil, nil, app.ZoomApp{}
	w, _ = openWindow(t, first)
	if says(w, words) {
		t.Error("it is said at the first start")
	}
}

// A release has a day and no hour: west of Greenwich it must not be the day
// before.
func TestADayIsTheSameEverywhere(t *testing.T) {
	was := time.Local
	defer func() { time.Local = was }()
	for _, hours := range []int{-11, 0, 13} {
		time.Local = time.FixedZone("there", hours*3600)
		if got := dateWords(time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)); got != "20 Nov 2026" {
			t.Errorf("%d hours from Greenwich: %s", hours, got)
		}
	}
}
