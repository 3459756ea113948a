package app_test

import (
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// checked asks for the newest version and gives what is known then.
func (w *world) checked(t *testing.T) app.Updates {
	t.Helper()
	w.ask(t, app.CheckForUpdates{})
	u := w.State().Updates
	if u.Looking {
		t.Error("it still looks")
	}
	return u
}

func TestANewerVersionIsTold(t *testing.T) {
	w := newWorld(t, settled())
	u := w.checked(t)
	if !u.Newer || u.Fault != nil || u.Seen.Version != "1.2.0" || u.Seen.Page != "https://behalf.app/1.2.0" || u.Seen.At.IsZero() {
		t.Errorf("%+v", u)
	}
	if u.News() {
		t.Error("who has asked is told twice")
	}
	w.Close(t.Context())
	if w.store.seen() != u.Seen {
		t.Errorf("%+v was written down", w.store.seen())
	}
}

func TestVersionsAreCompared(t *testing.T) {
	for _, c := range []struct {
		version string
		kind    fault.Kind
		newer   bool
	}{
		{"1.0.0", "", false}, // this one
		{"1.0.0+rebuilt", "", false},
		{"1.0.1", "", true},
		{"1.10.0", "", true},
		{"1.1.0-beta.1", "", true},
		{"0.9.9", fault.UpdateOlder, false},
		{"1.0.0-rc.1", fault.UpdateOlder, false},
		{"1.0.0-dev.20261122113000", fault.UpdateOlder, false},
		{"v1.2.0", fault.UpdateBadFile, false},
		{"newest", fault.UpdateBadFile, false},
		{"", fault.UpdateBadFile, false},
	} {
		w := newWorld(t, settled())
		w.news.release.Version = c.version
		u := w.checked(t)
		w.Close(t.Context())
		if u.Newer != c.newer || (c.kind == "") != (u.Fault == nil) || (u.Fault != nil && u.Fault.Kind != c.kind) {
			t.Errorf("%q: newer %v, %v; want %q", c.version, u.Newer, u.Fault, c.kind)
		}
		if c.kind != "" && w.store.seen() != (app.SeenRelease{}) {
			t.Errorf("%q is remembered", c.version)
		}
	}
}

func TestF63WhatIsSignedIsNotAlwaysBelieved(t *testing.T) {
	now := time.Now()
	for name, c := range map[string]struct {
		change func(*app.Release)
		want   fault.Kind
	}{
		"older version":      {func(r *app.Release) { r.Version = "0.5.0" }, fault.UpdateOlder},
		"wrong platform":     {func(r *app.Release) { r.Systems = []string{"plan9/mips"} }, fault.UpdateOtherSystem},
		"no platform":        {func(r *app.Release) { r.Systems = nil }, fault.UpdateOtherSystem},
		"run out":            {func(r *app.Release) { r.Until = now.Add(-time.Minute) }, fault.UpdateExpired},
		"no end":             {func(r *app.Release) { r.Until = time.Time{} }, fault.UpdateExpired},
		"page in the clear":  {func(r *app.Release) { r.Page = "http://behalf.app/1.2.0" }, fault.UpdateBadFile},
		"page elsewhere":     {func(r *app.Release) { r.Page = "https://example.com/1.2.0" }, fault.UpdateBadFile},
		"page of this disk":  {func(r *app.Release) { r.Page = "file:///etc/passwd" }, fault.UpdateBadFile},
		"page with a person": {func(r *app.Release) { r.Page = "https://behalf.app@example.com/" }, fault.UpdateBadFile},
		"page of a user":     {func(r *app.Release) { r.Page = "https://x@behalf.app/" }, fault.UpdateBadFile},
		"page on a port":     {func(r *app.Release) { r.Page = "https://behalf.app:8443/" }, fault.UpdateBadFile},
		"page like ours":     {func(r *app.Release) { r.Page = "https://notbehalf.app/" }, fault.UpdateBadFile},
		"page within theirs": {func(r *app.Release) { r.Page = "https://behalf.app.example.com/" }, fault.UpdateBadFile},
		"no page":            {func(r *app.Release) { r.Page = "" }, fault.UpdateBadFile},
		"a part of the site": {func(r *app.Release) { r.Page = "https://Get.Behalf.app/x?y#z" }, ""},
	} {
		w := newWorld(t, settled())
		c.change(&w.news.release)
		u := w.checked(t)
		w.Close(t.Context())
		if c.want == "" && u.Fault != nil || c.want != "" && (u.Fault == nil || u.Fault.Kind != c.want || u.Newer || w.store.seen().Version != "") {
			t.Errorf("%s: %+v, want %q", name, u, c.want)
		}
	}
}

// Whoever can hand out old files can't make a newer one forgotten, not even
// over a restart.
func TestF63OlderFileAfterANewerOne(t *testing.T) {
	seen := settled()
	seen.SeenRelease = app.SeenRelease{Signer: "RWQ", Version: "1.3.0", Released: day(2001, 1, 1), Page: "https://behalf.app/1.3", At: day(2001, 1, 2)}
	for name, c := range map[string]struct {
		version  string
		released time.Time
		signer   string
		want     fault.Kind
	}{
		"the same":                       {"1.3.0", day(2001, 1, 1), "RWQ", ""},
		"a newer one":                    {"1.4.0", day(2001, 1, 1), "RWQ", ""},
		"an older version":               {"1.2.0", day(2002, 1, 1), "RWQ", fault.UpdateReplayed},
		"an older day":                   {"1.4.0", day(2000, 12, 31), "RWQ", fault.UpdateReplayed},
		"an older one, with another key": {"1.2.0", day(2000, 1, 1), "RWX", ""},
	} {
		w := newWorld(t, seen)
		if u := w.State().Updates; !u.Newer || !u.News() {
			t.Errorf("what was seen is forgotten: %+v", u)
		}
		w.news.release.Version, w.news.release.Released, w.news.release.Signer = c.version, c.released, c.signer
		u := w.checked(t)
		if c.want == "" && (u.Fault != nil || u.Seen.Version != c.version) || c.want != "" && (u.Fault == nil || u.Fault.Kind != c.want || u.Seen.Version != "1.3.0") {
			t.Errorf("%s: %+v, want %q", name, u, c.want)
		}
		w.Close(t.Context())
	}
}

func TestWhatWasSeenIsNoMoreThanThat(t *testing.T) {
	for name, c := range map[string]struct {
		seen   app.SeenRelease
		source app.ReleaseSource
		newer  bool
	}{
		"newer":             {app.SeenRelease{Signer: "RWQ", Version: "1.2.0", Page: "https://behalf.app/"}, app.ReleaseSource{Able: true, Signer: "RWQ", Home: "https://behalf.app"}, true},
		"installed since":   {app.SeenRelease{Signer: "RWQ", Version: "1.0.0", Page: "https://behalf.app/"}, app.ReleaseSource{Able: true, Signer: "RWQ", Home: "https://behalf.app"}, false},
		"of another key":    {app.SeenRelease{Signer: "RWX", Version: "1.2.0", Page: "https://behalf.app/"}, app.ReleaseSource{Able: true, Signer: "RWQ", Home: "https://behalf.app"}, false},
		"with another page": {app.SeenRelease{Signer: "RWQ", Version: "1.2.0", Page: "https://example.com/"}, app.ReleaseSource{Able: true, Signer: "RWQ", Home: "https://behalf.app"}, false},
		"now a package":     {app.SeenRelease{Signer: "RWQ", Version: "1.2.0", Page: "https://behalf.app/"}, app.ReleaseSource{Able: true, Signer: "RWQ", Home: "https://behalf.app", PackageManager: "apt"}, false},
		"now without a key": {app.SeenRelease{Signer: "", Version: "1.2.0", Page: "https://behalf.app/"}, app.ReleaseSource{Home: "https://behalf.app"}, false},
	} {
		saved := settled()
		saved.SeenRelease = c.seen
		w := newWorldFrom(t, saved, c.source)
		if got := w.State().Updates; got.Newer != c.newer || got.News() != c.newer {
			t.Errorf("%s: %+v", name, got)
		}
		w.Close(t.Context())
	}
}
