package ui

import (
	"context"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

// erasing opens the data page of a window that erases as told.
func erasing(t *testing.T, unrevoked []app.Account, err error) (w *window, erased, quits *int) {
	t.Helper()
	w, _ = openWindow(t, ready())
	erased, quits = new(int), new(int)
	w.o.Erase = func(context.Context) ([]app.Account, error) {
		*erased++
		return unrevoked, err
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
	w, erased, _ := erasing(t, nil, nil)
	var after func()
	w.beside = func(_, then func()) { after = then }
	press(t, w, "Erase everything and quit")
	if *erased != 0 || !says(w, "Erasing …") || findButton(w, "Cancel") != nil {
		t.Error("it does not say what it does, or can be begun twice")
	}
	after()
}

func TestARehearsalHasNothingToErase(t *testing.T) {
	w, _ := openWindow(t, ready())
	settingsOf(w, atData)
	if findButton(w, "Erase everything") != nil {
		t.Error("it offers to")
	}
}
