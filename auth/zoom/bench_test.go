package zoom_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"behalf/app"
	"behalf/auth/sandbox"
	"behalf/auth/zoom"
)

// mintServer answers as Zoom does, with a token of about the usual length.
func mintServer(b *testing.B) (url string, client *http.Client) {
	b.Helper()
	body := []byte(`{"token":"` + strings.Repeat("a", 600) + `"}`)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		_, _ = w.Write(body)
	}))
	transport := &http.Transport{}
	b.Cleanup(func() {
		transport.CloseIdleConnections()
		server.Close()
	})
	return server.URL, &http.Client{Transport: transport}
}

// BenchmarkOnBehalf is a mint on a warm connection. What it takes beyond
// BenchmarkBareExchange is what this package adds.
func BenchmarkOnBehalf(b *testing.B) {
	url, client := mintServer(b)
	c := zoom.New(zoom.Config{HTTP: client, Access: token(sandbox.Marker + strings.Repeat("a", 800)), APIURL: url})
	for b.Loop() {
		if _, err := c.OnBehalf(b.Context(), app.ZoomApp{}, account, meeting); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareExchange is the same request and answer with net/http alone.
func BenchmarkBareExchange(b *testing.B) {
	url, client := mintServer(b)
	for b.Loop() {
		req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, url+"/v2/users/me/token?meeting_id="+meeting+"&type=onbehalf", nil)
		if err != nil {
			b.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+sandbox.Marker+strings.Repeat("a", 800))
		res, err := client.Do(req)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.ReadAll(res.Body); err != nil {
			b.Fatal(err)
		}
		_ = res.Body.Close()
	}
}
