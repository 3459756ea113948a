package boot

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/auth/sandbox"
)

// BenchmarkWarmMint is a token from a program that runs, through core, auth and
// zoom, against the bare exchange with the same server: what Behalf adds to
// Zoom's own time.
func BenchmarkWarmMint(b *testing.B) {
	h := &host{version: "bench"}
	r, err := h.newRehearsal(b.Context(), "normal", sandbox.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := r.close(); err != nil {
			b.Error(err)
		}
	})
	address := r.zoom.URL() + "/v2/users/me/token?type=onbehalf&meeting_id=" + rehearsalMeeting
	bearer := ""
	for _, secret := range r.zoom.Secrets() {
		if strings.Contains(secret, "-access-") {
			bearer = secret
		}
	}
	transport := newTransport()
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport}
	var ours, bare []float64
	for range max(b.N, 500) {
		began := time.Now()
		if _, err := r.program.Mint(b.Context(), app.TokenOnBehalf, "", rehearsalMeeting); err != nil {
			b.Fatal(err)
		}
		ours = append(ours, float64(time.Since(began).Microseconds())/1000)
		began = time.Now()
		if err := exchange(b.Context(), client, address, bearer); err != nil {
			b.Fatal(err)
		}
		bare = append(bare, float64(time.Since(began).Microseconds())/1000)
	}
	slices.Sort(ours)
	slices.Sort(bare)
	b.ReportMetric(ours[len(ours)/2], "ms")
	b.ReportMetric(bare[len(bare)/2], "ms-bare")
	b.ReportMetric(ours[len(ours)/2]-bare[len(bare)/2], "ms-added")
}

func exchange(ctx context.Context, client *http.Client, address, bearer string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+bearer)
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }() // it was only read
	_, err = io.Copy(io.Discard, res.Body)
	return err
}
