package ui

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"behalf/app"
	"behalf/app/fault"
)

// erasing opens the data page of a window that erases as told.
func erasing(t *testing.T, unrevoked []app.Account, err error) (w *window, erased, quits *int) {
	t.Helper()
	w, _ = openWindow(t, ready())
	erased, quits = new(int), new(int)
	w.o.Erase = func(context.Context) ([]app.Account, bool, error) {
		*erased++
		return unrevoked, true, err
	}
	w.quit = func() { *quits++ }
	settingsOf(w, atData)
	press(t, w, "Erase everything")
	return w, erased, quits
}

func TestErasingAsksAndQuits(t *testing.T) {
	w, erased, quits := erasing(t, nil, nil)
	press(t, w, "Cancel")
	if *erased != 0 || *quits != 0 || w.win.Canvas().Overlays().Top() != nil {
		t.Fatal("it erases without being told to, or the question stays")
	}
	press(t, w, "Erase everything")
	press(t, w, "Erase everything and quit")
	if *erased != 1 || *quits != 1 {
		t.Errorf("erased %d times, quit %d times", *erased, *quits)
	}
}

func TestErasingSaysWhatIsLeftBeforeItQuits(t *testing.T) {
	ada := ready().Accounts[0]
	w, _, quits := erasing(t, []app.Account{ada}, fault.New(fault.KeychainLocked))
	var opened string
	w.o.OpenURL = func(address string) error { opened = address; return nil }
	press(t, w, "Erase everything and quit")
	f := fault.New(fault.KeychainLocked)
	for _, words := range []string{
		"Zoom could not be told about Ada Lovelace. Remove Behalf there yourself: https://marketplace.zoom.us/user/installed",
		f.Title, f.Advice, f.Code,
	} {
		if !says(w, words) {
			t.Errorf("%q is not said", words)
		}
	}
	if *quits != 0 || says(w, "Erasing …") || findButton(w, "Erase everything and quit") != nil {
		t.Error("it quits before that was read, or still looks at work")
	}
	press(t, w, "Open that page")
	press(t, w, "Quit")
	if *quits != 1 || opened != app.CloudZoom.InstalledApps() {
		t.Errorf("quit %d times, opened %q", *quits, opened)
	}
}

func TestErasingDoesNotQuitOverOneThingThatIsLeft(t *testing.T) {
	for _, left := range []struct {
		unrevoked []app.Account
		err       error
	}{{unrevoked: ready().Accounts}, {err: fault.New(fault.KeychainLocked)}} {
		w, _, quits := erasing(t, left.unrevoked, left.err)
		press(t, w, "Erase everything and quit")
		if *quits != 0 || !says(w, "Erased, but for this") {
			t.Errorf("with %+v it quits", left)
		}
		if page := findButton(w, "Open that page"); (page != nil) != (left.err == nil) {
			t.Error("a page is offered where there is none, or not where there is one")
		}
	}
}

func TestErasingShowsThatItIsUnderWay(t *testing.T) {
	w, erased, quits := erasing(t, nil, nil)
	var come func()
	w.beside = func(slow, after func()) {
		come = func() {
			slow()
			after()
		}
	}
	press(t, w, "Erase everything and quit")
	if *erased != 0 || !says(w, "Erasing …") || findButton(w, "Cancel") != nil {
		t.Error("it does not say what it does, or can be begun twice")
	}
	come()
	if *erased != 1 || *quits != 1 {
		t.Error("it does not come to its end")
	}
}

// Neither button is there any more, for the keyboard neither.
func TestErasingCanNotBeLeftOnceBegun(t *testing.T) {
	w, _, _ := erasing(t, nil, nil)
	begun := 0
	w.beside = func(_, _ func()) { begun++ }
	c := w.win.Canvas()
	accept, cancel := findButton(w, "Erase everything and quit"), findButton(w, "Cancel")
	c.Focus(accept)
	accept.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if c.Focused() != nil {
		t.Error("something that can't be seen has the keyboard")
	}
	for _, b := range []*button{accept, cancel} {
		b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
	if !says(w, "Erasing …") || begun != 1 {
		t.Error("escape leaves it while it goes on")
	}
}

func TestErasingThatFailsBeforeItBeginsSaysSo(t *testing.T) {
	w, _, quits := erasing(t, nil, nil)
	f := fault.New(fault.Unexpected)
	w.o.Erase = func(context.Context) ([]app.Account, bool, error) { return nil, false, f }
	press(t, w, "Erase everything and quit")
	if !says(w, "Nothing was erased") || !says(w, f.Title) || !says(w, f.Code) || says(w, "Erased, but for this") {
		t.Error("it does not say that all is as it was")
	}
	if w.win.Canvas().Focused() != fyne.Focusable(findButton(w, "Cancel")) {
		t.Fatal("the keyboard is not at the way back")
	}
	w.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if w.win.Canvas().Overlays().Top() != nil || *quits != 0 {
		t.Error("there is no way back")
	}
}

func TestARehearsalHasNothingToErase(t *testing.T) {
	w, _ := openWindow(t, ready())
	settingsOf(w, atData)
	if findButton(w, "Erase everything") != nil {
		t.Error("it offers to")
	}
}
