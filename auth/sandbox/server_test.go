package sandbox

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"behalf/app/fault"
)

func TestListensOnLoopbackOnly(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:80", "localhost:0", "example.com:80", "127.0.0.1", "nonsense"} {
		s, err := Start(Options{Addr: addr})
		if err == nil {
			_ = s.Close()
		}
		if !fault.Is(err, fault.BadServer) {
			t.Errorf("%s: %v", addr, err)
		}
	}
	r := run(t, Options{})
	if s, err := Start(Options{Addr: strings.TrimPrefix(r.URL(), "http://")}); err == nil {
		_ = s.Close()
		t.Error("an address that is taken")
	}
}

func TestF06HostMustBeOurOwnAddress(t *testing.T) {
	r := run(t, Options{})
	port := r.url[strings.LastIndex(r.url, ":"):]
	for _, host := range []string{"evil.example", "evil.example" + port, "localhost" + port, "127.0.0.1", "127.0.0.2" + port, "[::1]" + port} {
		for _, path := range []string{"/", "/sandbox/state", r.asking(), "/v2/users/me"} {
			req := r.request("GET", path, "", "")
			req.Host = host
			if a := r.send(req); a.status != http.StatusForbidden {
				t.Errorf("Host %s, %s: %d", host, path, a.status)
			}
		}
	}
}

func TestOtherOriginsChangeNothing(t *testing.T) {
	r := run(t, staying())
	access, _ := r.connect()
	_, session := r.tryFresh(access, "")
	for _, header := range [][2]string{{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}, {"Origin", "null"}} {
		for _, path := range []string{"/sandbox/present", "/sandbox/end", "/sandbox/fail", "/sandbox/", "/oauth/authorize", "/oauth/token", "/sandbox/sessions/" + session + "/leave"} {
			req := r.request("POST", path, "text/plain", `{}`)
			req.Header.Set(header[0], header[1])
			if a := r.send(req); a.status != http.StatusForbidden {
				t.Errorf("%v %s: %d", header, path, a.status)
			}
		}
		req := r.request("GET", "/sandbox/state", "", "")
		req.Header.Set(header[0], header[1])
		if a := r.send(req); a.header.Get("Access-Control-Allow-Origin") != "" {
			t.Error("another origin may read")
		}
	}
	if a := r.watch(session, ""); a.text("state") != StateInMeeting {
		t.Errorf("%s", a.body)
	}
}

func TestSizesAreLimited(t *testing.T) {
	r := run(t, Options{})
	if a := r.get("/?" + strings.Repeat("a", 1<<20)); a.status != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("1 MB address: %d", a.status)
	}
	if a := r.post("/sandbox/present", `{"meeting_id":"`+strings.Repeat("1", 1<<20)+`"}`); a.status != 400 {
		t.Errorf("1 MB body: %d", a.status)
	}
	if a := r.form("/oauth/token", url.Values{"x": {strings.Repeat("a", 1<<20)}}); a.status != 400 {
		t.Errorf("1 MB form: %d", a.status)
	}
}

func TestControlPage(t *testing.T) {
	r := run(t, staying())
	access, _ := r.connect()
	for _, path := range []string{"/", "/sandbox/"} {
		if a := r.get(path); a.status != 200 || !strings.Contains(a.body, "I am in the meeting") || !strings.Contains(a.body, "None has come yet") {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
	press := func(button string) answered {
		if a := r.form("/sandbox/", url.Values{"press": {button}}); a.status != http.StatusSeeOther || a.header.Get("Location") != "/sandbox/" {
			t.Errorf("%s: %d", button, a.status)
		}
		return r.get("/sandbox/")
	}
	_, session := r.tryFresh(access, "")
	if a := press("nothing"); !strings.Contains(a.body, "brought by Ada Lovelace") {
		t.Errorf("%s", a.body)
	}
	if a := press("absent"); !strings.Contains(a.body, "You are not in the meeting.") || r.watch(session, "").text("reason") != ReasonUserLeft {
		t.Errorf("%s", a.body)
	}
	press("present")
	_, session = r.tryFresh(access, "")
	if press("end"); r.watch(session, "").text("reason") != ReasonHostEnded {
		t.Error("the meeting goes on")
	}
	for _, path := range []string{"/else", "/sandbox/else", "/favicon.ico"} {
		if a := r.get(path); a.status != 404 {
			t.Errorf("%s: %d", path, a.status)
		}
	}
}

// safeBuffer collects a log.
type safeBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func TestF34NothingSecretInLogOrState(t *testing.T) {
	var log safeBuffer
	r := run(t, Options{MeetingLasts: -1, ClientSecret: key, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	form := r.exchanging(r.code())
	form.Set("client_secret", key)
	access := r.form("/oauth/token", form).text("access_token")
	r.tryFresh(access, "")
	r.tryFresh(access, "always-absent")
	seen := r.get("/sandbox/state").body + r.get("/").body
	if !strings.Contains(seen, "brought_by") {
		t.Fatalf("nothing to see: %s", seen)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if log.Len() == 0 {
		t.Error("nothing was logged")
	}
	if strings.Contains(log.String()+seen, Marker) {
		t.Error("a secret came out")
	}
	if len(r.Secrets()) < 5 {
		t.Errorf("%d secrets listed", len(r.Secrets()))
	}
	for _, s := range r.Secrets() {
		if !strings.HasPrefix(s, Marker) {
			t.Errorf("a secret without the marker")
		}
	}
}
