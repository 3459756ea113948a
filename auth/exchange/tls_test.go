package exchange_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"behalf/app/fault"
	"behalf/auth/exchange"
)

// certificate is one of nobody's, for a name and until a time.
func certificate(t *testing.T, name string, until time.Time) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	sheet := &x509.Certificate{
		SerialNumber: big.NewInt(1), DNSNames: []string{name}, IPAddresses: []net.IP{net.ParseIP(name)},
		NotBefore: until.Add(-48 * time.Hour), NotAfter: until,
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	if sheet.IPAddresses[0] == nil {
		sheet.IPAddresses = nil
	}
	der, err := x509.CreateCertificate(rand.Reader, sheet, sheet, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

func TestF25WhoCanNotBeTrusted(t *testing.T) {
	tomorrow, yesterday := time.Now().Add(24*time.Hour), time.Now().Add(-24*time.Hour)
	ours, known := certificate(t, "127.0.0.1", tomorrow)
	wrong, knownWrong := certificate(t, "example.com", tomorrow)
	stale, knownStale := certificate(t, "127.0.0.1", yesterday)
	for name, c := range map[string]struct {
		server *tls.Config
		roots  *x509.CertPool
		want   fault.Kind
	}{
		"a good one":        {&tls.Config{Certificates: []tls.Certificate{ours}}, known, ""},
		"unknown authority": {&tls.Config{Certificates: []tls.Certificate{ours}}, x509.NewCertPool(), fault.ZoomUntrusted},
		"wrong name":        {&tls.Config{Certificates: []tls.Certificate{wrong}}, knownWrong, fault.ZoomUntrusted},
		"expired":           {&tls.Config{Certificates: []tls.Certificate{stale}}, knownStale, fault.ZoomUntrusted},
		"TLS 1.1":           {&tls.Config{Certificates: []tls.Certificate{ours}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}, known, fault.ZoomUntrusted},
		"TLS 1.0":           {&tls.Config{Certificates: []tls.Certificate{ours}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10}, known, fault.ZoomUntrusted},
	} {
		var reached atomic.Bool
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			reached.Store(true)
			_, _ = w.Write([]byte("{}"))
		}))
		server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
		server.TLS = c.server
		server.StartTLS()
		transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: c.roots, MinVersion: tls.VersionTLS12}}
		_, err := get(t.Context(), t, over(t, transport), server.URL)
		if c.want == "" && err != nil || c.want != "" && !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if exchange.NeverSent(err) || exchange.Broke(err) {
			t.Errorf("%s: who can't be trusted is not asked again", name)
		}
		noLeak(t, err)
		if reached.Load() != (c.want == "") {
			t.Errorf("%s: sent the request: %v", name, reached.Load())
		}
		server.CloseClientConnections()
		server.Close()
	}
}

func TestF25WhoDoesNotSpeakTLS(t *testing.T) {
	plain := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("asked") })
	if _, err := get(t.Context(), t, over(t, &http.Transport{}), strings.Replace(plain, "http://", "https://", 1)); !fault.Is(err, fault.ZoomUntrusted) {
		t.Errorf("HTTP: %v", err)
	}
	hello := "\x16\x03\x01\x00\x2a" + "\x02\x00\x00\x26" + "\x03\x01" + strings.Repeat("r", 32) + "\x00" + "\xc0\x13" + "\x00"
	for name, banner := range map[string]string{
		"SSH":                              marker + "SSH-2.0\r\n",
		"zeros":                            strings.Repeat("\x00", 64),
		"a server that insists on TLS 1.0": hello,
	} {
		address := "https://" + listen(t, func(conn net.Conn) { _, _ = conn.Write([]byte(banner)) })
		_, err := get(t.Context(), t, over(t, &http.Transport{}), address)
		if !fault.Is(err, fault.ZoomUntrusted) {
			t.Errorf("%s: %v", name, err)
		}
		noLeak(t, err)
	}
}
