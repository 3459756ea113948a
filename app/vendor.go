package app

import (
	"context"

	"behalf/app/fault"
)

// Vendor is what a company that ships Behalf to its people has set up for them
// at build time (docs/vendor.md). Nothing of it is a lock, and the Zoom app is
// never stored: a newer build may come with another one.
type Vendor struct {
	Company   string
	ZoomApp   ZoomApp // counts as long as the person has none of its cloud
	Assistant *Preset // added at the very first start; nil: none on this system
}

// VendorPreset is the name of the preset that the company's assistant is.
const VendorPreset = "company"

// FromVendor says whether the Zoom app to sign in with is the company's.
func (s State) FromVendor() bool {
	return s.Vendor.ZoomApp.ClientID != "" && s.Settings.ZoomApp == s.Vendor.ZoomApp
}

// offered is the settings with a vendor's Zoom app where there is none.
func (s Settings) offered(v ZoomApp) Settings {
	if s.ZoomApp.ClientID == "" && s.OtherCloud.ClientID != "" && (v.ClientID == "" || v.Cloud == s.OtherCloud.Cloud) {
		s.ZoomApp, s.OtherCloud = s.OtherCloud, ZoomApp{} // what a build came with is gone: the person's own is left
	}
	switch {
	case v.ClientID == "":
	case s.ZoomApp.ClientID == "":
		s.ZoomApp = v
	case s.ZoomApp.Cloud != v.Cloud && s.OtherCloud.ClientID == "":
		s.OtherCloud = v
	}
	return s
}

// own is the settings without a vendor's Zoom app, as they are stored.
func (s Settings) own(v ZoomApp) Settings {
	if v.ClientID == "" {
		return s
	}
	if s.ZoomApp == v {
		s.ZoomApp = ZoomApp{Cloud: v.Cloud}.filled()
	}
	if s.OtherCloud == v {
		s.OtherCloud = ZoomApp{}
	}
	return s
}

// unpack adds the vendor's assistant at the very first start, before anything was
// ever stored. The settings are stored with it: that there are some means from
// then on that it was added, and whoever removes it has removed it.
func unpack(ctx context.Context, cfg Config, saved *Saved) error {
	if !saved.First || cfg.Vendor.Assistant == nil {
		return nil
	}
	if len(saved.Accounts) == 0 && len(saved.Assistants) == 0 {
		a := there(cfg.Bots, AddPreset{Preset: *cfg.Vendor.Assistant}.Candidates())
		if err := cfg.Store.SaveAssistant(ctx, a); err != nil {
			return err
		}
		saved.Assistants = []Assistant{a}
	}
	return cfg.Store.SaveSettings(ctx, saved.Settings)
}

// there is the first whose program is there. If none is, it may still come: the
// company's packages need not arrive in order.
func there(bots Bots, candidates []Assistant) Assistant {
	for _, a := range candidates {
		if !fault.Is(bots.Check(a), fault.ProgramMissing) {
			return a
		}
	}
	return candidates[0]
}
