package app

import (
	"context"
	"errors"
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
func (u Updates) Looks() bool { return u.Source.Able && u.Source.PackageManager == "" }

// News says whether there is a newer version that the person does not know of.
func (u Updates) News() bool { return u.Newer && !u.Seen.Told }

// recallUpdates takes over what was seen before this start. What another key
// has signed is no measure for this one's releases, and a page that is not of
// our own any more is not offered.
func (c *Core) recallUpdates(seen SeenRelease) {
	u := &c.state.Updates
	u.Source = c.cfg.Releases.Source()
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

// look is one for a newer version, under way.
type look struct {
	cancel context.CancelFunc
	asked  []func(error) // of those who wait for it; none: Behalf looks by itself
}

func (CheckForUpdates) apply(c *Core, done func(error)) {
	u := &c.state.Updates
	switch {
	case u.Source.PackageManager != "": // which knows better
		done(nil)
		return
	case !u.Source.Able:
		u.Fault = fault.New(fault.UpdateNoKey, "page", u.Source.Home)
		done(nil)
		return
	case c.look == nil:
		c.beginLook()
	}
	c.look.asked = append(c.look.asked, done)
	u.Looking, u.Fault = true, nil
}

func (CancelUpdateCheck) apply(c *Core, done func(error)) {
	c.giveUpLook()
	done(nil)
}

// giveUpLook lets go of the look under way: whoever asks now gets a new one.
func (c *Core) giveUpLook() {
	if c.look != nil {
		c.look.cancel()
		c.look, c.state.Updates.Looking = nil, false
	}
}

func (c *Core) beginLook() {
	l := &look{}
	c.look = l
	var ctx context.Context
	ctx, l.cancel = context.WithCancel(c.ctx)
	var found Release
	c.async(func(context.Context) (err error) {
		found, err = c.cfg.Releases.Latest(ctx)
		return err
	}, func(err error) {
		l.cancel()
		if c.look == l {
			c.look, c.state.Updates.Looking = nil, false
		}
		c.endLook(l, found, err)
		for _, done := range l.asked {
			done(nil)
		}
	})
}

// endLook shows a failure only to somebody who has asked.
func (c *Core) endLook(l *look, found Release, err error) {
	if err == nil {
		err = c.believe(found)
	}
	switch {
	case errors.Is(err, context.Canceled):
	case err != nil:
		f := fault.From(err)
		c.cfg.Log.Warn("no newer version could be looked for", "code", f.Code, "kind", f.Kind, "cause", f.Unwrap())
		if len(l.asked) > 0 {
			c.state.Updates.Fault = f
		}
	default:
		c.remember(found, len(l.asked) > 0)
	}
}

// remember tells of a release, and does so also if it can't be written down.
func (c *Core) remember(r Release, asked bool) {
	u := &c.state.Updates
	u.Seen = SeenRelease{
		Signer: r.Signer, Version: r.Version, Released: r.Released, Page: r.Page, At: c.cfg.Now(),
		Told: asked || (u.Seen.Told && u.Seen.Version == r.Version),
	}
	u.Newer, u.Fault = c.isNewer(r.Version), nil
	c.saveSeen(asked)
}

func (DismissUpdate) apply(c *Core, done func(error)) {
	if c.state.Updates.News() {
		c.state.Updates.Seen.Told = true
		c.saveSeen(true)
	}
	done(nil)
}

// saveSeen writes down what was seen. That it could not be is said to somebody
// who has asked: then an older file could pass after the next start.
func (c *Core) saveSeen(asked bool) {
	seen := c.state.Updates.Seen
	c.save(func(ctx context.Context) error { return c.cfg.Store.SaveSeenRelease(ctx, seen) }, func(err error) {
		if err == nil {
			return
		}
		c.cfg.Log.Error("the newest release seen can't be written down", "err", err)
		if asked {
			c.notice(err, nil)
		}
	})
}

// When Behalf looks by itself, if it may: not right after a start, when a
// person wants something else, and not soon again if it went wrong.
const (
	lookEvery   = 7 * 24 * time.Hour
	lookAgain   = 6 * time.Hour
	lookNotNear = 2 * time.Minute // to the start
)

// lookByItself is a part of lookAfter.
func (c *Core) lookByItself(now time.Time) {
	u, k := c.state.Updates, &c.keeper
	switch {
	case !c.state.Settings.LookWeekly, !u.Looks(), c.look != nil, len(c.state.Active()) > 0:
	case now.Sub(k.began).Abs() < lookNotNear, now.Sub(k.looked).Abs() < lookAgain, now.Sub(u.Seen.At).Abs() < lookEvery:
	default:
		k.looked = now
		c.beginLook()
	}
}

// yieldLook gives a look up that nobody has asked for: a send has the network
// for itself.
func (c *Core) yieldLook() {
	if c.look != nil && len(c.look.asked) == 0 {
		c.giveUpLook()
		c.keeper.looked = time.Time{} // it is done afterwards
	}
}
