package ui

import (
	"context"
	"testing"

	"fyne.io/fyne/v2/test"

	"behalf/app"
	"behalf/app/fault"
)

// fakeExport remembers what is asked of it and answers as a test says.
type fakeExport struct {
	formats []ExportFormat
	shown   []string
	err     error
	during  func()
}

func (f *fakeExport) Write(_ context.Context, format ExportFormat) (string, error) {
	f.formats = append(f.formats, format)
	if f.during != nil {
		f.during()
	}
	return "/home/ada/Downloads/behalf-history." + string(format), f.err
}

func (f *fakeExport) Show(_ context.Context, path string) error {
	f.shown = append(f.shown, path)
	return f.err
}

// openExport is a window with a past, and what writes it.
func openExport(t *testing.T, s app.State) (*window, *fakeExport) {
	t.Helper()
	s.Recent = longPast(9)
	w, _ := openWindow(t, s)
	files := &fakeExport{}
	w.o.Export = files
	w.visit(atHistory)
	return w, files
}

func TestTheHistoryIsExportedAndShown(t *testing.T) {
	for i, want := range []ExportFormat{ExportCSV, ExportJSON} {
		w, files := openExport(t, ready())
		box := w.screen(atHistory).(*history).export
		box.menu().Items[i].Action()
		if len(files.formats) != 1 || files.formats[0] != want || !says(w, "Saved in Downloads: behalf-history."+string(want)) {
			t.Errorf("%d: wrote %q", i, files.formats)
		}
		press(t, w, "Show in folder")
		if len(files.shown) != 1 || files.shown[0] != "/home/ada/Downloads/behalf-history."+string(want) {
			t.Errorf("showed %q", files.shown)
		}
		press(t, w, "Dismiss")
		if box.root.Visible() {
			t.Error("the answer stays")
		}
		wantTop(t, w, 0)
	}
}

func TestAnExportIsOfferedWhereThereIsOne(t *testing.T) {
	w, _ := openExport(t, ready())
	press(t, w, "Export")
	if w.win.Canvas().Overlays().Top() == nil {
		t.Error("there is no choice of formats")
	}
	s := ready()
	s.Rehearsal = true
	if w, _ := openExport(t, s); findButton(w, "Export") != nil {
		t.Error("a rehearsal has nothing to take along")
	}
	w, _ = openHistory(t, longPast(3)...)
	if findButton(w, "Export") != nil {
		t.Error("nobody could write it")
	}
}

func TestAnExportThatFailsIsExplained(t *testing.T) {
	w, files := openExport(t, ready())
	files.err = fault.New(fault.ExportFailed, "path", "/home/ada/Downloads")
	box := w.screen(atHistory).(*history).export
	box.write(ExportCSV)
	f := fault.From(files.err)
	if !says(w, f.Title) || !says(w, f.Advice+" ("+f.Code+")") || box.open.Disabled() {
		t.Error("the failure is not explained")
	}
	files.err = nil
	press(t, w, "Try again")
	if len(files.formats) != 2 || !says(w, "Saved in Downloads: behalf-history.csv") || says(w, f.Title) {
		t.Error("it is not tried again")
	}
	files.err = fault.New(fault.FileNotOpened, "name", "Downloads", "path", "/home/ada/Downloads")
	press(t, w, "Show in folder")
	if !says(w, fault.From(files.err).Title) {
		t.Error("a folder that can't be shown says nothing")
	}
}

// While it is written, it says so and can be called off.
func TestAnExportCanBeCancelled(t *testing.T) {
	w, files := openExport(t, ready())
	box := w.screen(atHistory).(*history).export
	files.err = fault.New(fault.Stopped)
	files.during = func() {
		if !says(w, "Writing your history into a file …") || !box.open.Disabled() || findButton(w, "Dismiss") != nil {
			t.Error("it does not say that it is at work")
		}
		test.Tap(findButton(w, "Cancel"))
	}
	box.write(ExportJSON)
	if box.root.Visible() || box.open.Disabled() {
		t.Error("what was cancelled is explained")
	}
}
