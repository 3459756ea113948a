// Package update asks for the newest version of Behalf: it fetches the release
// file and its signature, proves who has signed it, and reads it. It fills the
// port app.Releases.
//
//	update.go     what it is made of, and how this build gets newer versions
//	fetch.go      one file, over TLS and within limits
//	file.go       what the file says, once it is proved
//
// Address and key were compiled in; no setting, no environment and no server
// can change them. Whether what is signed may be believed, or is an old file
// that somebody hands out again, is the core's to decide (app/updates.go).
// Nothing is downloaded but that file, and nothing is ever installed.
package update

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"aead.dev/minisign"

	"behalf/app"
	"behalf/app/fault"
)

// Place is where releases are announced, as it was compiled in.
type Place struct {
	Address string // of the release file; its signature lies beside it
	Key     string // minisign's public key; empty: this build can't prove anything
	Home    string // the program's homepage
}

// Feed tells of the newest release.
type Feed struct {
	place          Place
	key            minisign.PublicKey
	able           bool
	packageManager string
	client         *http.Client
}

var _ app.Releases = (*Feed)(nil)

// New makes a feed that asks over a transport. program is where the program
// that runs lies. A key that is none is like having none.
func New(p Place, program string, over http.RoundTripper) *Feed {
	f := &Feed{place: p, packageManager: packagedBy(program)}
	f.able = f.key.UnmarshalText([]byte(p.Key)) == nil
	f.client = &http.Client{Transport: over, CheckRedirect: careful}
	return f
}

// Source says how this build gets newer versions.
func (f *Feed) Source() app.ReleaseSource {
	var host string
	if u, err := url.Parse(f.place.Address); err == nil {
		host = u.Host
	}
	return app.ReleaseSource{PackageManager: f.packageManager, Able: f.able, Signer: f.place.Key, Host: host, Home: f.place.Home}
}

// Latest fetches the release file and its signature, within the limit.
func (f *Feed) Latest(ctx context.Context) (app.Release, error) {
	if !f.able {
		return app.Release{}, fault.New(fault.UpdateNoKey, "page", f.place.Home)
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	file, err := f.fetch(ctx, f.place.Address)
	if err != nil {
		return app.Release{}, err
	}
	signature, err := f.fetch(ctx, f.place.Address+".minisig")
	if err != nil {
		return app.Release{}, err
	}
	if err := f.prove(file, signature); err != nil {
		return app.Release{}, err
	}
	r, err := read(file)
	r.Signer = f.place.Key
	return r, err
}

// packagedBy is the package manager that looks after a program, which a package
// writes down beside it, in one word.
func packagedBy(program string) string {
	const longest = 20
	file, err := os.Open(filepath.Join(filepath.Dir(program), "..", "share", "behalf", "package-manager"))
	if err != nil { // there is none: no package
		return ""
	}
	defer func() { _ = file.Close() }() // it was only read
	data, err := io.ReadAll(io.LimitReader(file, longest+1))
	word := strings.TrimSpace(string(data))
	if err != nil || len(data) > longest || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return ""
	}
	return word
}
