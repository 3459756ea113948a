package app_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

func TestBuildsThatDoNotLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		saved := settled()
		saved.Settings.LookWeekly = true
		packaged := newWorldFrom(t, saved, app.ReleaseSource{Able: true, PackageManager: "apt"})
		defer packaged.Close(t.Context())
		packaged.tickFor(10)
		if u := packaged.checked(t); u.Fault != nil || u.Newer || packaged.news.asked() != 0 {
			t.Errorf("a package: %+v", u)
		}
		company := newWorldOf(t, saved, app.ReleaseSource{Able: true}, app.Vendor{Company: "Acme"})
		defer company.Close(t.Context())
		company.tickFor(10)
		if u := company.checked(t); u.Source.Company != "Acme" || u.Source.PackageManager != "" || u.Fault != nil || company.news.asked() != 0 {
			t.Errorf("a company's: %+v", u)
		}
		keyless := newWorldFrom(t, saved, app.ReleaseSource{Home: "https://behalf.app"})
		defer keyless.Close(t.Context())
		keyless.tickFor(10)
		if u := keyless.checked(t); u.Fault == nil || u.Fault.Kind != fault.UpdateNoKey || u.Fault.Advice != "Look at https://behalf.app." || keyless.news.asked() != 0 {
			t.Errorf("without a key: %+v", u)
		}
	})
}

func TestALookCanBeCalledOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, settled())
		defer w.Close(t.Context())
		hold := make(chan struct{})
		w.news.hold = hold
		w.Do(app.CheckForUpdates{})
		waiting := make(chan error, 1)
		go func() { waiting <- w.Ask(t.Context(), app.CheckForUpdates{}) }()
		synctest.Wait()
		if !w.State().Updates.Looking {
			t.Error("it does not say that it looks")
		}
		w.ask(t, app.CancelUpdateCheck{})
		if err := <-waiting; !errors.Is(err, context.Canceled) {
			t.Errorf("whoever waits is told %v", err)
		}
		synctest.Wait()
		if s := w.State(); s.Updates.Looking || s.Updates.Fault != nil || s.Notice != nil {
			t.Errorf("%+v, %+v", s.Updates, s.Notice)
		}
		w.Do(app.CheckForUpdates{})
		w.Do(app.CancelUpdateCheck{})
		w.Do(app.CheckForUpdates{}) // before the former one has ended
		synctest.Wait()
		if !w.State().Updates.Looking {
			t.Error("the end of one look is taken for that of another")
		}
		close(hold)
		if u := w.checked(t); !u.Newer {
			t.Errorf("it can't be asked again: %+v", u)
		}
	})
}

func TestTwoWhoAskAreAnsweredByOneLook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, settled())
		defer w.Close(t.Context())
		hold := make(chan struct{})
		w.news.hold = hold
		answers := make(chan error)
		for range 2 {
			go func() { answers <- w.Ask(t.Context(), app.CheckForUpdates{}) }()
		}
		synctest.Wait()
		close(hold)
		for range 2 {
			if err := <-answers; err != nil {
				t.Error(err)
			}
		}
		if w.news.asked() != 1 {
			t.Errorf("%d looks", w.news.asked())
		}
	})
}

// weekly is a world whose person wants to hear of newer versions.
func weekly(t *testing.T) *world {
	t.Helper()
	saved := settled()
	saved.Settings.LookWeekly = true
	return newWorld(t, saved)
}

func TestItLooksByItselfOnceAWeekIfItMay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, settled())
		defer w.Close(t.Context())
		w.tickFor(10)
		if w.news.asked() != 0 {
			t.Fatal("it looks unasked")
		}
	})
	synctest.Test(t, func(t *testing.T) {
		w := weekly(t)
		defer w.Close(t.Context())
		w.tickFor(1)
		if w.news.asked() != 0 {
			t.Error("it looks right after the start")
		}
		w.tickFor(1)
		if u := w.State().Updates; w.news.asked() != 1 || !u.News() {
			t.Errorf("%d looks, %+v", w.news.asked(), u)
		}
		<-time.After(6*24*time.Hour + 23*time.Hour)
		w.tickFor(1)
		if w.news.asked() != 1 {
			t.Error("it looks again within the week")
		}
		<-time.After(time.Hour)
		w.tickFor(1)
		if w.news.asked() != 2 {
			t.Error("it does not look after a week")
		}
	})
}

// A failure is nobody's business then, and is not repeated every minute.
func TestWhatFailsByItselfIsSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := weekly(t)
		defer w.Close(t.Context())
		w.news.with(func() { w.news.err = fault.New(fault.UpdateUnreachable) })
		w.tickFor(300)
		if s := w.State(); w.news.asked() != 1 || s.Updates.Fault != nil || s.Notice != nil {
			t.Errorf("%d looks, %+v, %+v", w.news.asked(), s.Updates, s.Notice)
		}
		w.news.with(func() { w.news.err = nil })
		w.tickFor(62)
		if !w.State().Updates.News() {
			t.Error("it does not try again the same day")
		}
	})
}

func TestOneIsToldOncePerVersion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := weekly(t)
		defer w.Close(t.Context())
		again := func() app.Updates {
			<-time.After(7 * 24 * time.Hour)
			w.tickFor(1)
			return w.State().Updates
		}
		for range 2 {
			if !again().News() {
				t.Error("what was not dismissed is forgotten")
			}
		}
		w.ask(t, app.DismissUpdate{})
		if u := again(); u.News() || !u.Newer || !w.store.seen().Told {
			t.Errorf("told again: %+v", u)
		}
		w.news.with(func() { w.news.release.Version = "1.3.0" })
		if !again().News() {
			t.Error("the next version is not told")
		}
	})
}

func TestF63RunningBot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := weekly(t)
		defer w.Close(t.Context())
		w.ask(t, app.Send{RunID: "r1", Meeting: web})
		w.tickFor(10)
		if w.news.asked() != 0 {
			t.Error("it looks during a send")
		}
		run := <-w.bots.jobs
		run.report(app.Event{Phase: app.Ended, Reason: app.ReasonLeft})
		close(run.over)
		synctest.Wait()
		hold := make(chan struct{})
		w.news.with(func() { w.news.hold = hold })
		w.tickFor(1)
		if w.news.asked() != 1 {
			t.Fatal("it does not look afterwards")
		}
		w.ask(t, app.Send{RunID: "r2", Meeting: web}) // while it looks
		close(hold)
		synctest.Wait()
		if u := w.State().Updates; u.Newer || u.Fault != nil {
			t.Errorf("the look goes on during a send: %+v", u)
		}
	})
}

// What can't be written down is told all the same, and that it can't be, to
// whoever has asked.
func TestF63DiskFull(t *testing.T) {
	w := newWorld(t, settled())
	w.store.fail(fault.New(fault.DiskFull))
	if u := w.checked(t); !u.Newer || u.Fault != nil {
		t.Errorf("%+v", u)
	}
	w.until(t, func(s app.State) bool { return s.Notice != nil && s.Notice.Fault.Kind == fault.DiskFull })
	w.news.with(func() { w.news.release.Version = "1.1.0" })
	if u := w.checked(t); u.Fault == nil || u.Fault.Kind != fault.UpdateReplayed {
		t.Errorf("an older file passes while the disk is full: %+v", u)
	}
	w.Close(t.Context())
	synctest.Test(t, func(t *testing.T) {
		w := weekly(t)
		defer w.Close(t.Context())
		w.store.fail(fault.New(fault.DiskFull))
		w.tickFor(2)
		if s := w.State(); !s.Updates.News() || s.Notice != nil {
			t.Errorf("by itself: %+v, %+v", s.Updates, s.Notice)
		}
	})
}
