package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"behalf/app"
)

// changed is what the wishes made of a place.
func changed(p *program) (place app.WindowPlace, times int) {
	var s app.Settings
	for _, wish := range p.wishes {
		if change, is := wish.(app.ChangeSettings); is {
			change.Change(&s)
			times++
		}
	}
	return s.Window, times
}

func TestTheSizeIsRemembered(t *testing.T) {
	w, p := openWindow(t, ready())
	w.visible = true
	w.win.Resize(fyne.NewSize(500, 700))
	w.settled(func() {})
	got, _ := changed(p)
	if got != (app.WindowPlace{Width: 500, Height: 700}) {
		t.Errorf("remembers %+v", got)
	}
	w.settled(func() {})
	if _, times := changed(p); times != 1 {
		t.Errorf("the same place was saved %d times", times)
	}

	s := ready()
	s.Settings.Window = got
	again := newWindow(test.NewTempApp(t), &program{state: s}, Options{}, about{})
	t.Cleanup(again.win.Close)
	if size := again.win.Canvas().Size(); size != fyne.NewSize(500, 700) {
		t.Errorf("comes back as %v", size)
	}
}

// What was never on the screen has no place, and a place that is not known now
// may still be right.
func TestWhatIsNotKnownOfThePlaceStays(t *testing.T) {
	s := ready()
	s.Settings.Window = app.WindowPlace{X: 30, Y: 40, Placed: true, Width: 500, Height: 700}
	w, p := openWindow(t, s)
	w.visible = false
	w.win.Resize(fyne.NewSize(600, 700))
	w.settled(func() {})
	if _, times := changed(p); times != 0 {
		t.Error("a hidden window was asked where it is")
	}
	w.visible = true
	w.settled(func() {})
	if got, _ := changed(p); got != (app.WindowPlace{X: 30, Y: 40, Placed: true, Width: 600, Height: 700}) {
		t.Errorf("remembers %+v", got)
	}
}

func TestAWindowIsNeverLargerThanAnyScreen(t *testing.T) {
	for _, place := range []app.WindowPlace{{}, {Width: 500, Height: -1}, {Width: 1 << 30, Height: 700}} {
		s := ready()
		s.Settings.Window = place
		w := newWindow(test.NewTempApp(t), &program{state: s}, Options{}, about{})
		t.Cleanup(w.win.Close)
		if size := w.win.Canvas().Size(); size != fyne.NewSize(windowWidth, windowHeight) {
			t.Errorf("%+v: %v", place, size)
		}
	}
}
