package bot

import (
	"crypto/rand"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"

	"behalf/app"
	"behalf/app/secret"
)

// fakeStandIn is the door of a stand-in Zoom that answers what a test wants.
type fakeStandIn struct {
	url   string
	close func()

	mu      sync.Mutex
	answers []entry             // one for each join; the last one stays
	joins   []map[string]string // as they came
	left    []string
	changed chan struct{} // closed when now changes
	now     status
	absent  map[string]bool   // the person, from which meetings
	inside  map[string]string // meetings, by session
}

func newFakeStandIn(t *testing.T, answers ...entry) *fakeStandIn {
	t.Helper()
	g := &fakeStandIn{answers: answers, changed: make(chan struct{}), now: status{State: "in_meeting"}, absent: map[string]bool{}, inside: map[string]string{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sandbox/join", g.join)
	mux.HandleFunc("GET /sandbox/sessions/{id}", g.session)
	mux.HandleFunc("POST /sandbox/sessions/{id}/leave", g.leave)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	g.url, g.close = server.URL, server.Close
	return g
}

func (g *fakeStandIn) join(w http.ResponseWriter, r *http.Request) {
	var asked map[string]string
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		http.Error(w, "no JSON", http.StatusBadRequest)
		return
	}
	g.mu.Lock()
	g.joins = append(g.joins, asked)
	answer := g.answers[0]
	if len(g.answers) > 1 {
		g.answers = g.answers[1:]
	}
	switch {
	case g.absent[asked["meeting_id"]] && asked["on_behalf_token"] != "":
		answer.NativeCode = nativeUserAbsent
	case asked["zak"] == "worthless":
		answer.NativeCode = 503
	}
	if answer.WaitingRoom {
		g.now.State = "waiting_room"
	}
	if answer.NativeCode == 0 {
		answer.Session, answer.BroughtBy = "s-"+strconv.Itoa(len(g.joins)), "Ada Lovelace"
		g.inside[answer.Session] = asked["meeting_id"]
	}
	g.mu.Unlock()
	_ = json.NewEncoder(w).Encode(answer)
}

func (g *fakeStandIn) session(w http.ResponseWriter, r *http.Request) {
	for {
		g.mu.Lock()
		now, changed := g.now, g.changed
		g.mu.Unlock()
		if now.State != r.FormValue("after") {
			_ = json.NewEncoder(w).Encode(now)
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

func (g *fakeStandIn) leave(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	g.left = append(g.left, r.PathValue("id"))
	delete(g.inside, r.PathValue("id"))
	g.mu.Unlock()
	w.WriteHeader(http.StatusNoContent)
}

// becomes changes how every session stands.
func (g *fakeStandIn) becomes(now status) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now = now
	close(g.changed)
	g.changed = make(chan struct{})
}

func (g *fakeStandIn) asked() []map[string]string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.joins
}

// What a test of a bot needs of it.

func (g *fakeStandIn) URL() string { return g.url }

func (g *fakeStandIn) Tokens(meetingID string) app.Tokens {
	token := func(kind string) secret.Text {
		return secret.New(marker + "-" + kind + "-" + meetingID + "-" + rand.Text())
	}
	return app.Tokens{OnBehalf: token("obf"), ZAK: token("zak"), SDKJWT: token("jwt"), PublicAppKey: "PublicClientID"}
}

func (g *fakeStandIn) SetPresent(meetingID string, present bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.absent[meetingID] = !present
}

func (g *fakeStandIn) Tries(meetingID string) (tries int) {
	for _, j := range g.asked() {
		if j["meeting_id"] == meetingID {
			tries++
		}
	}
	return tries
}

func (g *fakeStandIn) Inside(meetingID string) (inside int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, where := range g.inside {
		if where == meetingID {
			inside++
		}
	}
	return inside
}

func (g *fakeStandIn) Close() error { return nil }

// A real token must not reach a made-up Zoom, whatever an assistant's options
// say.
func TestTheStandInIsNamedOnlyWhereTheTokensAreFromIt(t *testing.T) {
	a := app.Assistant{Options: map[string]string{"language": "en", "stand_in": "http://127.0.0.1:1"}}
	for base, want := range map[string]map[string]string{
		"":                    {"language": "en"},
		"http://127.0.0.1:80": {"language": "en", "stand_in": "http://127.0.0.1:80"},
	} {
		if got := New(Config{StandIn: base}).options(a); !maps.Equal(got, want) {
			t.Errorf("%q: %v", base, got)
		}
	}
}
