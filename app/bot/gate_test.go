package bot

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
)

// fakeGate is the door of a stand-in Zoom that answers what a test wants.
type fakeGate struct {
	url   string
	close func()

	mu      sync.Mutex
	answers []entry             // one for each join; the last one stays
	joins   []map[string]string // as they came
	left    []string
	changed chan struct{} // closed when now changes
	now     status
}

func newFakeGate(t *testing.T, answers ...entry) *fakeGate {
	t.Helper()
	g := &fakeGate{answers: answers, changed: make(chan struct{}), now: status{State: "in_meeting"}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /sandbox/join", g.join)
	mux.HandleFunc("GET /sandbox/sessions/{id}", g.session)
	mux.HandleFunc("POST /sandbox/sessions/{id}/leave", g.leave)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	g.url, g.close = server.URL, server.Close
	return g
}

func (g *fakeGate) join(w http.ResponseWriter, r *http.Request) {
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
	if answer.WaitingRoom {
		g.now.State = "waiting_room"
	}
	if answer.NativeCode == 0 {
		answer.Session, answer.BroughtBy = "s-"+strconv.Itoa(len(g.joins)), "Ada Lovelace"
	}
	g.mu.Unlock()
	_ = json.NewEncoder(w).Encode(answer)
}

func (g *fakeGate) session(w http.ResponseWriter, r *http.Request) {
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

func (g *fakeGate) leave(w http.ResponseWriter, r *http.Request) {
	g.mu.Lock()
	g.left = append(g.left, r.PathValue("id"))
	g.mu.Unlock()
	w.WriteHeader(http.StatusNoContent)
}

// becomes changes how every session stands.
func (g *fakeGate) becomes(now status) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now = now
	close(g.changed)
	g.changed = make(chan struct{})
}

func (g *fakeGate) asked() []map[string]string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.joins
}
