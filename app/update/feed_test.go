package update

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"aead.dev/minisign"
	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"behalf/app"
	"behalf/app/fault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const good = `{"format":1,"version":"1.2.0","released":"2026-11-20","expires":"2027-05-20",
	"page":"https://behalf.app/releases/1.2.0","systems":["linux/amd64"],"of a later version":{"x":[1]}}`

func TestAReleaseIsRead(t *testing.T) {
	p := newPublisher(t)
	p.publish(good)
	got, err := p.feed(t).Latest(t.Context())
	want := app.Release{
		Version: "1.2.0", Released: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Until: time.Date(2027, 5, 21, 0, 0, 0, 0, time.UTC),
		Page: "https://behalf.app/releases/1.2.0", Systems: []string{"linux/amd64"}, Signer: p.public.String(),
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, cause(err), diff)
	}
	p.serve("/release.json.minisig", string(minisign.Sign(p.key, []byte(good)))) // the older kind of signature
	if got, err = p.feed(t).Latest(t.Context()); err != nil || !cmp.Equal(want, got) {
		t.Error(got, err)
	}
}

// Whoever reads the log of a server learns that a Behalf has asked.
func TestNothingIsSaidOfWhoAsks(t *testing.T) {
	p := newPublisher(t)
	var asked []http.Header
	var query string
	p.publish(good)
	for path, answer := range p.paths {
		p.paths[path] = func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "who", Value: "you"})
			asked, query = append(asked, r.Header), query+r.URL.RawQuery
			answer(w, r)
		}
	}
	f := p.feed(t)
	for range 2 {
		if _, err := f.Latest(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	want := http.Header{"User-Agent": {"Behalf"}, "Accept-Encoding": {"identity"}}
	for _, header := range asked {
		if diff := cmp.Diff(want, header); diff != "" {
			t.Error(diff)
		}
	}
	if len(asked) != 4 || query != "" {
		t.Errorf("%d requests, query %q", len(asked), query)
	}
}

func TestF63NoKeyAsksNobody(t *testing.T) {
	p := newPublisher(t)
	p.publish(good)
	for _, key := range []string{"", "RWQ", "untrusted comment: x\n", p.public.String() + "AAAA"} {
		f := p.feed(t)
		f = New(Place{Address: f.place.Address, Key: key, Home: f.place.Home}, "", f.client.Transport)
		if f.Source().Able {
			t.Errorf("%q is taken for a key", key)
		}
		wants(t, f, fault.UpdateNoKey)
	}
	if p.asked.Load() != 0 {
		t.Error("it was asked all the same")
	}
}

func TestF63BadSignature(t *testing.T) {
	p := newPublisher(t)
	p.publish(good)
	p.serve("/release.json", strings.Replace(good, "1.2.0", "1.2.1", 1))
	wants(t, p.feed(t), fault.UpdateForged)

	p.publish(good)
	signed := hashed(p.key, good)
	p.serve("/release.json.minisig", strings.Replace(signed, "timestamp:", "timestamp:1", 1)) // only its comment
	wants(t, p.feed(t), fault.UpdateForged)

	for _, none := range []string{"", "<html>Welcome to our network</html>", signed[:len(signed)/2]} {
		p.serve("/release.json.minisig", none)
		wants(t, p.feed(t), fault.UpdateBadFile)
	}
}

func TestF63WrongKey(t *testing.T) {
	p := newPublisher(t)
	_, another := newKey(t)
	p.serve("/release.json", good)
	p.serve("/release.json.minisig", hashed(another, good))
	wants(t, p.feed(t), fault.UpdateForged)
}

func TestF63Http(t *testing.T) {
	p := newPublisher(t)
	p.publish(good)
	for _, address := range []string{strings.Replace(p.URL, "https", "http", 1) + "/release.json", "file:///etc/passwd", "//behalf.app/release.json", "release.json", ""} {
		wants(t, p.feedAt(t, address), fault.UpdateInsecure)
	}
	if p.asked.Load() != 0 {
		t.Error("it was asked all the same")
	}
}

func TestF63RedirectToHttp(t *testing.T) {
	var asked atomic.Bool
	plain := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Store(true) }))
	defer plain.Close()
	p := newPublisher(t)
	for _, path := range []string{"/release.json", "/release.json.minisig"} {
		p.publish(good)
		p.paths[path] = http.RedirectHandler(plain.URL, http.StatusFound).ServeHTTP
		wants(t, p.feed(t), fault.UpdateInsecure)
	}
	if asked.Load() {
		t.Error("it went there")
	}
}

func TestF63Redirects(t *testing.T) {
	p := newPublisher(t)
	p.publish(good)
	p.paths["/1"] = func(w http.ResponseWriter, r *http.Request) {
		if r.Referer() != "" {
			t.Error("it is told where we came from")
		}
		http.Redirect(w, r, "/2", http.StatusFound)
	}
	p.paths["/2"] = http.RedirectHandler("/3", http.StatusMovedPermanently).ServeHTTP
	p.paths["/3"] = http.RedirectHandler("/release.json", http.StatusFound).ServeHTTP
	p.paths["/0"] = http.RedirectHandler("/1", http.StatusFound).ServeHTTP
	p.paths["/0.minisig"], p.paths["/1.minisig"] = p.paths["/release.json.minisig"], p.paths["/release.json.minisig"]
	if _, err := p.feedAt(t, p.URL+"/1").Latest(t.Context()); err != nil {
		t.Error("three are allowed:", err, cause(err))
	}
	wants(t, p.feedAt(t, p.URL+"/0"), fault.UpdateUnreachable)
}

func TestF63CutDownload(t *testing.T) {
	p := newPublisher(t)
	cut := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "2000")
		_, _ = w.Write([]byte(good[:100]))
	}
	for _, path := range []string{"/release.json", "/release.json.minisig"} {
		p.publish(good)
		p.paths[path] = cut
		wants(t, p.feed(t), fault.UpdateUnreachable)
	}
	p.publish(good)
	p.serve("/release.json", good[:100]) // cut by who hands it out
	wants(t, p.feed(t), fault.UpdateForged)
}

func TestF63HugeFile(t *testing.T) {
	p := newPublisher(t)
	p.publish(good + strings.Repeat(" ", 64<<10-len(good)))
	if _, err := p.feed(t).Latest(t.Context()); err != nil {
		t.Error("as large as allowed:", err)
	}
	p.publish(good + strings.Repeat(" ", 64<<10-len(good)+1))
	wants(t, p.feed(t), fault.UpdateBadFile)

	sent, over := 0, make(chan struct{})
	p.paths["/release.json"] = func(w http.ResponseWriter, _ *http.Request) {
		defer close(over)
		for junk := bytes.Repeat([]byte(" "), 64<<10); ; {
			n, err := w.Write(junk)
			if sent += n; err != nil {
				return
			}
		}
	}
	wants(t, p.feed(t), fault.UpdateBadFile) // and ends
	<-over
	if sent > 64<<20 {
		t.Errorf("%d bytes were taken", sent)
	}
}

// Nothing is unpacked, so there is nothing to blow up.
func TestF63GzipBomb(t *testing.T) {
	var bomb bytes.Buffer
	zip := gzip.NewWriter(&bomb)
	_, err := zip.Write(bytes.Repeat([]byte(" "), 4<<20))
	if err := errors.Join(err, zip.Close()); err != nil {
		t.Fatal(err)
	}
	p := newPublisher(t)
	p.publish(good)
	p.paths["/release.json"] = func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb.Bytes())
	}
	f := p.feed(t)
	if body, err := f.fetch(t.Context(), f.place.Address); err != nil || len(body) != bomb.Len() {
		t.Errorf("%d bytes, %v", len(body), err)
	}
	wants(t, f, fault.UpdateForged)
}

func TestF63NotARelease(t *testing.T) {
	p := newPublisher(t)
	for file, kind := range map[string]fault.Kind{
		"":                    fault.UpdateBadFile,
		"<html></html>":       fault.UpdateBadFile,
		"[]":                  fault.UpdateBadFile,
		"{}":                  fault.UpdateBadFile,
		good + "{}":           fault.UpdateBadFile,
		`{"version":"1.2.0"}`: fault.UpdateBadFile,
		`{"format":2}`:        fault.UpdateFormat,
		`{"format":"1"}`:      fault.UpdateFormat,
		strings.Replace(good, `"1.2.0"`, `12`, 1):                   fault.UpdateBadFile,
		strings.Replace(good, `"released":"2026-11-20",`, ``, 1):    fault.UpdateBadFile,
		strings.Replace(good, `"expires":"2027-05-20",`, ``, 1):     fault.UpdateBadFile,
		strings.Replace(good, "2027-05-20", "2027-05-20T00:00Z", 1): fault.UpdateBadFile,
	} {
		p.publish(file)
		r, err := p.feed(t).Latest(t.Context())
		if !fault.Is(err, kind) || r.Version != "" {
			t.Errorf("%.40q: %+v, %v; want %s", file, r, err, kind)
		}
	}
}

func TestF63NobodyAnswers(t *testing.T) {
	p := newPublisher(t)
	for _, status := range []int{204, 404, 500, 503, 304} {
		p.paths["/release.json"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }
		wants(t, p.feed(t), fault.UpdateUnreachable)
	}
	stranger := p.feed(t)
	stranger.client.Transport = &http.Transport{} // that does not trust it
	wants(t, stranger, fault.UpdateInsecure)
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	wants(t, p.feedAt(t, strings.Replace(plain.URL, "http", "https", 1)), fault.UpdateInsecure)
	f := p.feed(t)
	p.Close()
	wants(t, f, fault.UpdateUnreachable)
}

// hangs is a server that takes the request and never answers.
type hangs struct{}

func (hangs) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func TestF63ServerHangs(t *testing.T) {
	public, _ := newKey(t)
	synctest.Test(t, func(t *testing.T) {
		f := New(Place{Address: "https://behalf.app/release.json", Key: public.String()}, "", hangs{})
		began := time.Now()
		_, err := f.Latest(t.Context())
		if took := time.Since(began); !fault.Is(err, fault.UpdateUnreachable) || took != limit {
			t.Errorf("%v after %v", err, took)
		}
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		if _, err := f.Latest(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("called off: %v", err)
		}
	})
}

// The texts of the network's errors may quote a proxy with its password.
func TestCausesAreFitForTheLog(t *testing.T) {
	public, _ := newKey(t)
	t.Setenv("HTTPS_PROXY", "http://user:ZZTEST@[::1")
	for _, over := range []http.RoundTripper{
		&http.Transport{Proxy: http.ProxyFromEnvironment},
		failing{errors.New("proxyconnect http://user:ZZTEST@proxy")},
	} {
		_, err := New(Place{Address: "https://behalf.invalid/ZZTEST", Key: public.String()}, "", over).Latest(t.Context())
		if why := cause(err); why == nil || strings.Contains(why.Error(), "ZZTEST") {
			t.Errorf("%v", why)
		}
	}
}

type failing struct{ err error }

func (f failing) RoundTrip(*http.Request) (*http.Response, error) { return nil, f.err }

func TestAPackageIsKnownByItsFile(t *testing.T) {
	for content, want := range map[string]string{
		"apt\n": "apt", "dnf": "dnf", "flatpak\n": "flatpak", "": "", "two words": "", "<b>": "", strings.Repeat("a", 40): "", "APT": "",
	} {
		prefix := t.TempDir()
		note := filepath.Join(prefix, "share", "behalf", "package-manager")
		if err := errors.Join(os.MkdirAll(filepath.Dir(note), 0o700), os.WriteFile(note, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
		got := New(Place{}, filepath.Join(prefix, "bin", "behalf"), nil).Source().PackageManager
		if got != want {
			t.Errorf("%q: %q, want %q", content, got, want)
		}
	}
	if got := packagedBy(filepath.Join(t.TempDir(), "behalf")); got != "" {
		t.Errorf("without the file: %q", got)
	}
}
