package app_test

import (
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func acme() app.Vendor {
	return app.Vendor{
		Company:   "Acme",
		ZoomApp:   app.ZoomApp{ClientID: "acme-id", Kind: app.PublicClient, RedirectURI: app.DefaultRedirect, Cloud: app.CloudZoom},
		Assistant: &app.Preset{Name: app.VendorPreset, Title: "Minutes", Kind: app.ProcessAssistant, Programs: []string{"/a", "/b"}},
	}
}

// again is the next start of the same person's Behalf, perhaps of another build.
func (w *world) again(t *testing.T, vendor app.Vendor) app.State {
	t.Helper()
	w.Close(t.Context())
	w.start(t, vendor)
	return w.State()
}

// newVendorWorld is somebody who starts a company's build for the first time.
func newVendorWorld(t *testing.T, saved app.Saved) *world {
	t.Helper()
	w := newWorld(t, saved)
	w.again(t, acme())
	t.Cleanup(func() { w.Close(t.Context()) })
	return w
}

func TestTheVendorsZoomAppCountsAndIsNeverStored(t *testing.T) {
	w := newVendorWorld(t, app.Saved{First: true})
	if s := w.State(); s.Settings.ZoomApp != acme().ZoomApp || !s.FromVendor() {
		t.Errorf("signs in with %+v", s.Settings.ZoomApp)
	}
	w.ask(t, app.ChangeSettings{Change: func(s *app.Settings) { s.Welcomed = true }})
	if id := w.store.saved.Settings.ZoomApp.ClientID; id != "" {
		t.Errorf("%q is stored", id)
	}
	newer := acme()
	newer.ZoomApp.ClientID = "newer-id"
	if s := w.again(t, newer); s.Settings.ZoomApp != newer.ZoomApp || !s.Settings.Welcomed {
		t.Errorf("a newer build signs in with %+v", s.Settings.ZoomApp)
	}
	if s := w.again(t, app.Vendor{}); s.Settings.ZoomApp.ClientID != "" || s.FromVendor() {
		t.Errorf("a build of nobody's signs in with %+v", s.Settings.ZoomApp)
	}
}

func TestAZoomAppOfOnesOwnCountsMore(t *testing.T) {
	w := newVendorWorld(t, app.Saved{First: true})
	w.ask(t, app.SetZoomApp{App: app.ZoomApp{ClientID: "mine"}})
	if s := w.again(t, acme()); s.Settings.ZoomApp.ClientID != "mine" || s.FromVendor() {
		t.Errorf("signs in with %+v", s.Settings.ZoomApp)
	}
	w.ask(t, app.SetZoomApp{App: acme().ZoomApp}) // back to the company's
	if !w.State().FromVendor() || w.store.saved.Settings.ZoomApp.ClientID != "" {
		t.Errorf("signs in with %+v, stored is %+v", w.State().Settings.ZoomApp, w.store.saved.Settings.ZoomApp)
	}
}

// Each cloud has its own, so one for ZoomGov leaves the company's to the accounts
// of the other one.
func TestTheVendorsZoomAppBesidesAnotherClouds(t *testing.T) {
	w := newVendorWorld(t, app.Saved{First: true})
	w.ask(t, app.SetZoomApp{App: app.ZoomApp{ClientID: "gov-id", Cloud: app.CloudGov}})
	if saved := w.store.saved.Settings; saved.ZoomApp.ClientID != "gov-id" || saved.OtherCloud.ClientID != "" {
		t.Errorf("stored is %+v", saved)
	}
	s := w.again(t, acme()).Settings
	if s.App(app.CloudZoom) != acme().ZoomApp || s.App(app.CloudGov).ClientID != "gov-id" || s.ZoomApp.Cloud != app.CloudGov {
		t.Errorf("apps %+v", s)
	}
	w.ask(t, app.SetZoomApp{App: acme().ZoomApp})
	s = w.again(t, acme()).Settings
	if s.ZoomApp != acme().ZoomApp || s.OtherCloud.ClientID != "gov-id" {
		t.Errorf("apps %+v", s)
	}
	if s := w.again(t, app.Vendor{}).Settings; s.ZoomApp.ClientID != "gov-id" {
		t.Errorf("without the company's, the person's own is not used: %+v", s)
	}
	moved := acme()
	moved.ZoomApp.Cloud = app.CloudGov
	if s := w.again(t, moved).Settings; s.ZoomApp.ClientID != "gov-id" {
		t.Errorf("the company has moved to a cloud of which the person has an own app: %+v", s)
	}
}

func TestTheVendorsAssistantIsAddedOnce(t *testing.T) {
	w := newVendorWorld(t, app.Saved{First: true})
	a, err := w.State().PickAssistant("")
	if err != nil || a.Name != "Minutes" || a.Program != "/a" || len(w.store.saved.Assistants) != 1 {
		t.Errorf("%+v, %v; stored is %+v", a, err, w.store.saved.Assistants)
	}
	if s := w.again(t, acme()); len(s.Assistants) != 1 {
		t.Errorf("added again: %+v", s.Assistants)
	}
	w.ask(t, app.RemoveAssistant{Name: "Minutes"})
	w.store.saved.Assistants = nil // what the double does not do
	if s := w.again(t, acme()); len(s.Assistants) != 0 {
		t.Errorf("it comes back: %+v", s.Assistants)
	}
	w.ask(t, app.AddPreset{Preset: *acme().Assistant}) // by whoever wants it
}

func TestTheVendorsAssistantIsForTheFirstStartOnly(t *testing.T) {
	for name, saved := range map[string]app.Saved{
		"settings": {}, "an account": {First: true, Accounts: settled().Accounts}, "an assistant": {First: true, Assistants: settled().Assistants},
	} {
		w := newVendorWorld(t, saved)
		if _, added := w.State().Assistant("Minutes"); added {
			t.Errorf("%s stored, and it is added", name)
		}
		if w.store.saved.First {
			t.Errorf("%s stored, and it is still the first start", name)
		}
	}
}

// Packages need not arrive in order: the bot may come after its assistant.
func TestTheVendorsAssistantMayComeLater(t *testing.T) {
	for want, missing := range map[string][]string{"/a": {"/a", "/b"}, "/b": {"/a"}} {
		w := newWorld(t, app.Saved{First: true})
		w.bots.check = func(a app.Assistant) error {
			for _, program := range missing {
				if a.Program == program {
					return fault.New(fault.ProgramMissing, "program", program)
				}
			}
			return nil
		}
		s := w.again(t, acme())
		if len(s.Assistants) != 1 || s.Assistants[0].Program != want {
			t.Errorf("without %v: %+v", missing, s.Assistants)
		}
		w.Close(t.Context())
	}
}

func TestAFullDiskAtTheFirstStart(t *testing.T) {
	w := newWorld(t, app.Saved{First: true})
	w.Close(t.Context())
	w.store.fail(fault.New(fault.DiskFull))
	if _, err := app.Start(t.Context(), app.Config{Vendor: acme(), Store: w.store, Bots: w.bots, Files: w.files}); !fault.Is(err, fault.DiskFull) {
		t.Errorf("started with %v", err)
	}
}
