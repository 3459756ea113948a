package app

import (
	"net/url"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/semver"

	"behalf/app/fault"
)

// Release is what its signed file says of the newest version.
type Release struct {
	Version  string    // by SemVer, without a v
	Released time.Time // the day
	Until    time.Time // from then on the file says nothing any more
	Page     string    // where to read of it and to get it
	Systems  []string  // that it is there for, as linux/amd64
	Signer   string    // the key that has signed it
}

// SeenRelease is the newest release that was seen, kept from one start to the
// next: whoever hands out older files can't make it forgotten.
type SeenRelease struct {
	Signer   string
	Version  string
	Released time.Time
	Page     string
	At       time.Time // when it was looked for last, and found
	Told     bool      // the person knows of it
}

// Updates is what is known of newer versions.
type Updates struct {
	Source  ReleaseSource
	Looking bool         // for somebody who has asked
	Seen    SeenRelease  // zero: none
	Newer   bool         // it is newer than this Behalf
	Fault   *fault.Fault // of the latest look that somebody has asked for
}

// Looks says whether this build can look for newer versions itself.
func (u Updates) Looks() bool { return u.Source.Able && !u.Source.Brings() }

// News says whether there is a newer version that the person does not know of.
func (u Updates) News() bool { return u.Newer && !u.Seen.Told }

// recallUpdates takes over what was seen before this start. What another key
// has signed is no measure for this one's releases, and a page that is not of
// our own any more is not offered.
func (c *Core) recallUpdates(seen SeenRelease) {
	u := &c.state.Updates
	u.Source = c.cfg.Releases.Source()
	u.Source.Company = c.cfg.Vendor.Company // the public releases are without what it has set up
	if !u.Looks() || seen.Signer != u.Source.Signer || !onSite(seen.Page, u.Source.Home) {
		return
	}
	u.Seen, u.Newer = seen, c.isNewer(seen.Version)
}

func (c *Core) isNewer(version string) bool { return compareVersions(version, c.cfg.Version) > 0 }

// compareVersions puts pre-releases before what they lead to. A version that
// is none comes before all others.
func compareVersions(a, b string) int { return semver.Compare("v"+a, "v"+b) }

// believe says whether a release that was signed may be told of: a signature
// does not say that the file is the latest one.
func (c *Core) believe(r Release) error {
	source, seen := c.state.Updates.Source, c.state.Updates.Seen
	newer := c.isNewer(r.Version)
	switch {
	case !semver.IsValid("v" + r.Version), !onSite(r.Page, source.Home):
		return fault.New(fault.UpdateBadFile)
	case !c.cfg.Now().Before(r.Until):
		return fault.New(fault.UpdateExpired, "day", r.Until.Format(time.DateOnly))
	case seen.Signer == r.Signer && (compareVersions(r.Version, seen.Version) < 0 || r.Released.Before(seen.Released)):
		return fault.New(fault.UpdateReplayed, "version", r.Version, "seen", seen.Version)
	case compareVersions(r.Version, c.cfg.Version) < 0:
		return fault.New(fault.UpdateOlder, "version", r.Version, "own", c.cfg.Version)
	case newer && !slices.Contains(r.Systems, runtime.GOOS+"/"+runtime.GOARCH):
		return fault.New(fault.UpdateOtherSystem, "version", r.Version)
	}
	return nil
}

// onSite says whether a page may be opened: over TLS, at the program's own
// homepage or a part of it, and nothing that only looks like that.
func onSite(page, home string) bool {
	p, err := url.Parse(page)
	h, bad := url.Parse(home)
	if err != nil || bad != nil || h.Hostname() == "" || p.Scheme != "https" || p.User != nil || p.Port() != h.Port() {
		return false
	}
	host, site := strings.ToLower(p.Hostname()), strings.ToLower(h.Hostname())
	return host == site || strings.HasSuffix(host, "."+site)
}
