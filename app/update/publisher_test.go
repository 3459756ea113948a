package update

import (
	"bytes"
	"crypto/rand"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"aead.dev/minisign"

	"behalf/app/fault"
)

// publisher is a server with a key, and what it hands out by path.
type publisher struct {
	*httptest.Server
	key    minisign.PrivateKey
	public minisign.PublicKey
	paths  map[string]http.HandlerFunc
	asked  atomic.Int64
}

func newPublisher(t *testing.T) *publisher {
	t.Helper()
	p := &publisher{paths: map[string]http.HandlerFunc{}}
	p.public, p.key = newKey(t)
	p.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.asked.Add(1)
		if answer := p.paths[r.URL.Path]; answer != nil {
			answer(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	p.Config.ErrorLog = log.New(io.Discard, "", 0) // of handshakes that are meant to fail
	p.StartTLS()
	t.Cleanup(p.Close)
	return p
}

func newKey(t *testing.T) (minisign.PublicKey, minisign.PrivateKey) {
	t.Helper()
	public, private, err := minisign.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return public, private
}

// publish hands a file out with a good signature, as Debian's minisign makes it.
func (p *publisher) publish(file string) {
	p.serve("/release.json", file)
	p.serve("/release.json.minisig", hashed(p.key, file))
}

func (p *publisher) serve(path, body string) {
	p.paths[path] = func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }
}

func hashed(key minisign.PrivateKey, file string) string {
	r := minisign.NewReader(strings.NewReader(file))
	_, _ = new(bytes.Buffer).ReadFrom(r) // of a string: can't fail
	return string(r.Sign(key))
}

func (p *publisher) feed(t *testing.T) *Feed {
	t.Helper()
	return p.feedAt(t, p.URL+"/release.json")
}

func (p *publisher) feedAt(t *testing.T, address string) *Feed {
	t.Helper()
	return New(Place{Address: address, Key: p.public.String(), Home: "https://behalf.app"}, filepath.Join(t.TempDir(), "behalf"), p.Client().Transport)
}

func wants(t *testing.T, f *Feed, kind fault.Kind) {
	t.Helper()
	if r, err := f.Latest(t.Context()); !fault.Is(err, kind) || r.Version != "" {
		t.Errorf("%+v, %v (%v); want %s", r, err, cause(err), kind)
	}
}

func cause(err error) error {
	if f := fault.From(err); f != nil {
		return f.Unwrap()
	}
	return nil
}
