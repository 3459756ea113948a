package exchange_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"behalf/app/fault"
	"behalf/auth/exchange"
)

func TestAnAnswerComesWhole(t *testing.T) {
	for _, status := range []int{200, 204, 400, 401, 429, 503} {
		body := "what it says"
		if status == 204 {
			body = ""
		}
		address := serve(t, saying(status, map[string]string{"X-Note": "n"}, body))
		got, err := get(t.Context(), t, over(t, &http.Transport{}), address)
		if err != nil || got.Status != status || string(got.Body) != body || got.Header.Get("X-Note") != "n" || got.Good() != (status < 300) {
			t.Errorf("%d: %+v, %v", status, got, err)
		}
	}
}

func TestOverWhat(t *testing.T) {
	address := serve(t, saying(200, nil, ""))
	defer http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	for _, client := range []*http.Client{nil, {}} {
		if _, err := get(t.Context(), t, exchange.Over(client), address); err != nil {
			t.Error(err)
		}
	}
}

func packed(t *testing.T, body string) string {
	t.Helper()
	var b bytes.Buffer
	zip := gzip.NewWriter(&b)
	_, err := zip.Write([]byte(body))
	if err := errors.Join(err, zip.Close()); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestF21AnswersOutOfBounds(t *testing.T) {
	zipped := map[string]string{"Content-Encoding": "gzip"}
	whole := packed(t, "{}")
	for name, c := range map[string]struct {
		header map[string]string
		body   string
		want   fault.Kind
	}{
		"as long as allowed": {nil, strings.Repeat("a", 64<<10), ""},
		"one byte more":      {nil, strings.Repeat("a", 64<<10+1), fault.ZoomBadAnswer},
		"5 MB":               {nil, strings.Repeat("a", 5<<20), fault.ZoomBadAnswer},
		"gzip":               {zipped, whole, ""},
		"gzip bomb":          {zipped, packed(t, strings.Repeat(" ", 10<<20)), fault.ZoomBadAnswer},
		"gzip that is none":  {zipped, `{"token":"` + marker + `"}`, fault.ZoomBadAnswer},
		"gzip, damaged":      {zipped, whole[:len(whole)-8] + "damaged!", fault.ZoomBadAnswer},
		"gzip, cut":          {zipped, whole[:len(whole)-9], fault.ZoomUnreachable},
	} {
		_, err := get(t.Context(), t, over(t, &http.Transport{}), serve(t, saying(200, c.header, c.body)))
		if c.want == "" && err != nil || c.want != "" && !fault.Is(err, c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if exchange.NeverSent(err) || exchange.Broke(err) != (c.want == fault.ZoomUnreachable) {
			t.Errorf("%s: it was sent", name)
		}
		noLeak(t, err)
	}
}

// The same machine under another port is the case in which Go itself would send
// Authorization along.
func TestF24NoRedirectIsFollowed(t *testing.T) {
	elsewhere := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") })
	for _, status := range []int{300, 301, 302, 303, 304, 307, 308} {
		for _, location := range []string{elsewhere, "//" + strings.TrimPrefix(elsewhere, "http://"), "http://[" + marker, ""} {
			address := serve(t, saying(status, map[string]string{"Location": location}, ""))
			_, err := get(t.Context(), t, over(t, &http.Transport{}), address)
			if !fault.Is(err, fault.ZoomBadAnswer) {
				t.Errorf("%d to %q: %v", status, location, err)
			}
			noLeak(t, err)
		}
	}
}

func TestOnlyWhatIsSafeIsAsked(t *testing.T) {
	var asked bool
	line := over(t, door(func(*http.Request) (*http.Response, error) {
		asked = true
		return nil, io.EOF
	}))
	for address, safe := range map[string]bool{
		"https://api.zoom.us": true, "http://127.0.0.1:1": true, "http://[::1]": true, "http://127.9.9.9": true,
		"http://api.zoom.us": false, "http://localhost:1": false, "http://192.0.2.1": false, "http://127.0.0.1.example.com": false,
		"ftp://127.0.0.1": false, "//127.0.0.1": false, "https://": false, "": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		asked = false
		_, err = line.Send(t.Context(), &http.Request{Method: http.MethodGet, URL: u, Header: http.Header{}}, limit)
		if exchange.Safe(u) != safe || asked != safe || fault.Is(err, fault.BadServer) == safe {
			t.Errorf("%q: asked %v, %v", address, asked, err)
		}
	}
}

func TestARequestMayBeSentAgain(t *testing.T) {
	var bodies []string
	line := over(t, door(func(r *http.Request) (*http.Response, error) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		bodies = append(bodies, string(body)+" "+r.Header.Get("Accept")+" "+r.Header.Get("User-Agent"))
		return httptest.NewRecorder().Result(), nil
	}))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://example.com", strings.NewReader("the body"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := line.Send(t.Context(), req, limit); err != nil {
			t.Error(err)
		}
	}
	const want = "the body application/json Behalf"
	if len(bodies) != 2 || bodies[0] != want || bodies[1] != want || len(req.Header) != 0 {
		t.Errorf("%q, %v", bodies, req.Header)
	}
}

func TestF56SilenceHasALimit(t *testing.T) {
	never := door(func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	})
	for name, c := range map[string]struct {
		within func(context.Context) (context.Context, context.CancelFunc)
		took   time.Duration
	}{
		"the limit": {context.WithCancel, limit},
		"the caller's deadline": {func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, time.Second)
		}, time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := c.within(t.Context())
			defer cancel()
			began := time.Now()
			_, err := get(ctx, t, exchange.Over(&http.Client{Transport: never}), "https://example.com")
			if took := time.Since(began); !fault.Is(err, fault.ZoomUnreachable) || took != c.took || exchange.Broke(err) || exchange.NeverSent(err) {
				t.Errorf("%s: %v after %v", name, err, took)
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		if _, err := get(ctx, t, exchange.Over(&http.Client{Transport: never}), "https://example.com"); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

// Bytes that trickle in keep a connection alive, but not an exchange.
func TestF56SlowBytes(t *testing.T) {
	done := make(chan struct{})
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		defer close(done)
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				_, _ = w.Write([]byte(" "))
				_ = http.NewResponseController(w).Flush()
			case <-r.Context().Done():
				return
			}
		}
	})
	req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	req.RequestURI = ""
	if _, err := over(t, &http.Transport{}).Send(t.Context(), req, 50*time.Millisecond); !fault.Is(err, fault.ZoomUnreachable) || exchange.Broke(err) {
		t.Error(err)
	}
	<-done
}

// Of an endless answer, only as much is read as could be one.
func TestF21EndlessAnswer(t *testing.T) {
	var sent atomic.Int64
	done := make(chan struct{})
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		defer close(done)
		for junk := bytes.Repeat([]byte("a"), 64<<10); ; {
			n, err := w.Write(junk)
			sent.Add(int64(n))
			if err != nil {
				return
			}
		}
	})
	if _, err := get(t.Context(), t, over(t, &http.Transport{}), address); !fault.Is(err, fault.ZoomBadAnswer) {
		t.Error(err)
	}
	<-done
}
