package boot_test

import (
	"crypto/rand"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"aead.dev/minisign"
)

// releases are a server that announces versions, signed with a key of its own.
type releases struct {
	*httptest.Server
	t      *testing.T
	key    minisign.PrivateKey
	public minisign.PublicKey
	mu     sync.Mutex
	file   string
}

func newReleases(t *testing.T) *releases {
	t.Helper()
	r := &releases{t: t}
	var err error
	if r.public, r.key, err = minisign.GenerateKey(rand.Reader); err != nil {
		t.Fatal(err)
	}
	r.Server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		r.mu.Lock()
		defer r.mu.Unlock()
		switch q.URL.Path {
		case "/release.json":
			_, _ = io.WriteString(w, r.file)
		case "/release.json.minisig":
			_, _ = w.Write(minisign.Sign(r.key, []byte(r.file)))
		default:
			http.NotFound(w, q)
		}
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *releases) announce(version string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.file = fmt.Sprintf(`{"format":1,"version":%q,"released":"2026-11-20","expires":"2126-11-20","page":"%s/releases/%s","systems":["linux/amd64","linux/arm64"]}`,
		version, r.URL, version)
}

// build makes the program anew with their address and key compiled in, and
// nothing else changed.
func (r *releases) build() string {
	r.t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		r.t.Fatal(err)
	}
	dir, original := r.t.TempDir(), filepath.Join(root, "FyneApp.toml")
	metadata := fmt.Sprintf("Website = %q\n[Details]\nID = \"app.behalf.Behalf\"\nName = \"Behalf\"\nVersion = \"1.0.0\"\n[Updates]\nAddress = \"%s/release.json\"\nKey = %q\n", r.URL, r.URL, r.public)
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{original: filepath.Join(dir, "FyneApp.toml")}})
	if err := errors.Join(err,
		os.WriteFile(filepath.Join(dir, "FyneApp.toml"), []byte(metadata), 0o600),
		os.WriteFile(filepath.Join(dir, "overlay.json"), overlay, 0o600),
	); err != nil {
		r.t.Fatal(err)
	}
	built := filepath.Join(dir, "bin", "behalf")
	cmd := exec.CommandContext(r.t.Context(), "go", "build", "-overlay", filepath.Join(dir, "overlay.json"), "-o", built, "behalf")
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("go build: %v\n%s", err, out)
	}
	return built
}

// asker runs a program as a person who trusts the server's certificate.
func (r *releases) asker() func(program string, args ...string) (out string, exit int) {
	r.t.Helper()
	home := r.t.TempDir()
	trusted := filepath.Join(home, "trusted.pem")
	if err := os.WriteFile(trusted, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: r.Certificate().Raw}), 0o600); err != nil {
		r.t.Fatal(err)
	}
	return func(program string, args ...string) (string, int) {
		cmd := exec.CommandContext(r.t.Context(), program, args...)
		cmd.Env = []string{"HOME=" + home, "BEHALF_HOME=" + filepath.Join(home, "data"), "PATH=" + os.Getenv("PATH"), "SSL_CERT_FILE=" + trusted}
		out, err := cmd.CombinedOutput()
		return string(out), exitCode(err)
	}
}

func TestF63TheProgramAsksForNewerVersions(t *testing.T) {
	r := newReleases(t)
	ask, newest := r.asker(), r.build()
	expect := func(out string, exit, wantExit int, words ...string) {
		t.Helper()
		for _, want := range words {
			if !strings.Contains(out, want) || exit != wantExit {
				t.Errorf("exit %d, want %d; %q in\n%s", exit, wantExit, want, out)
			}
		}
	}
	check := func(wantExit int, words ...string) {
		t.Helper()
		out, exit := ask(newest, "version", "--check", "--json")
		expect(out, exit, wantExit, words...)
	}
	r.announce("1.0.0")
	check(0, `{"version":"1.0.0","newer":false,"latest":"1.0.0","released":"2026-11-20","page":"`+r.URL+`/releases/1.0.0","package_manager":null}`)
	out, exit := ask(newest, "version", "--check")
	expect(out, exit, 0, "behalf 1.0.0\nThis is the newest version.\n")
	r.announce("1.2.0")
	check(0, `"newer":true,"latest":"1.2.0"`)
	out, exit = ask(newest, "version", "--check")
	expect(out, exit, 0, "behalf 1.0.0\nVersion 1.2.0 is there: "+r.URL+"/releases/1.2.0\n")
	r.announce("1.1.0") // newer than the program, but another process has seen a later one
	check(1, `"code":"BHF-787"`, "version 1.1.0 after 1.2.0")
	r.announce("0.9.0")
	check(1, `"code":"BHF-787"`)
	_, r.key, _ = minisign.GenerateKey(rand.Reader)
	r.announce("1.3.0")
	check(1, `"code":"BHF-784"`)
	r.Close()
	check(1, `"code":"BHF-781"`)

	out, exit = ask(newest, "version", "--json")
	expect(out, exit, 0, `{"version":"1.0.0"}`)
	packaged := filepath.Join(filepath.Dir(newest), "..", "share", "behalf", "package-manager")
	if err := errors.Join(os.MkdirAll(filepath.Dir(packaged), 0o700), os.WriteFile(packaged, []byte("apt\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	check(0, `"newer":false,"latest":null,"released":null,"page":null,"package_manager":"apt"`)
	out, exit = ask(newest, "version", "--check")
	expect(out, exit, 0, "It came as a package: apt brings newer versions.")
}
