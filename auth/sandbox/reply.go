package sandbox

import (
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// reply is an answer before it is sent. As an http.ResponseWriter, it catches
// the true one.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func newReply() *reply { return &reply{status: http.StatusOK, header: http.Header{}} }

func (a *reply) Header() http.Header { return a.header }

func (a *reply) WriteHeader(status int) { a.status = status }

func (a *reply) Write(p []byte) (int, error) {
	a.body = append(a.body, p...)
	return len(p), nil
}

// begin sends all but the body.
func (a *reply) begin(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.header)
	w.WriteHeader(a.status)
}

func (a *reply) write(w http.ResponseWriter) {
	a.header.Set("Content-Length", strconv.Itoa(len(a.body)))
	a.begin(w)
	_, _ = w.Write(a.body) // a failure means that nobody reads
}

// reply fills a row in.
func (s *Server) reply(row Row, id, scope string) *reply {
	s.mu.Lock()
	elsewhere := s.elsewhere
	s.mu.Unlock()
	now := s.now().UTC()
	quoted, _ := json.Marshal(id) // a string always can be
	fill := strings.NewReplacer(
		"{id}", strings.Trim(string(quoted), `"`),
		"{scope}", scope,
		"{next second}", strconv.FormatInt(now.Add(time.Second).Unix(), 10),
		"{in 10 s}", now.Add(10*time.Second).Format(http.TimeFormat),
		"{in 10 s, ISO}", now.Add(10*time.Second).Format(time.RFC3339),
		"{tomorrow}", now.Truncate(24*time.Hour).Add(24*time.Hour).Format(time.RFC3339),
		"{elsewhere}", elsewhere,
	)
	from, out := answers[row], newReply()
	out.status = cmp.Or(from.status, out.status)
	out.body = []byte(fill.Replace(from.body))
	out.header.Set("Content-Type", "application/json;charset=UTF-8")
	for name, value := range from.header {
		out.header.Set(name, fill.Replace(value))
	}
	return out
}

// say answers as a row says. id is what the request is about, scope what it
// takes.
func (s *Server) say(w http.ResponseWriter, row Row, id, scope string) {
	s.reply(row, id, scope).write(w)
}

// about is what a request is about, in the words of a refusal.
func about(r *http.Request) string {
	return cmp.Or(r.PathValue("meeting"), r.URL.Query().Get("meeting_id"), r.PathValue("user"), r.URL.Path)
}

// delivery is a way of a reply to the program. It may panic with
// http.ErrAbortHandler, which cuts the connection.
type delivery func(s *Server, w http.ResponseWriter, r *http.Request, a *reply)

func whole(_ *Server, w http.ResponseWriter, _ *http.Request, a *reply) { a.write(w) }

// hangUp sends nothing.
func hangUp(*Server, http.ResponseWriter, *http.Request, *reply) {
	panic(http.ErrAbortHandler)
}

// halfway promises all and sends half.
func halfway(_ *Server, w http.ResponseWriter, _ *http.Request, a *reply) {
	a.header.Set("Content-Length", strconv.Itoa(len(a.body)))
	a.begin(w)
	_, _ = w.Write(a.body[:len(a.body)/2])    // it ends here
	_ = http.NewResponseController(w).Flush() // in any case
	panic(http.ErrAbortHandler)
}

// dropPace is the time between two bytes of a slow answer.
const dropPace = 50 * time.Millisecond

// dropByDrop sends an answer that never ends, until nobody reads it.
func dropByDrop(s *Server, w http.ResponseWriter, r *http.Request, a *reply) {
	_, _ = io.Copy(io.Discard, r.Body) // only then the server notices that the client goes
	conn := http.NewResponseController(w)
	_ = conn.SetWriteDeadline(time.Time{}) // a client that waits for ever is not kept from it
	a.begin(w)
	pace := time.NewTicker(dropPace)
	defer pace.Stop()
	for next := []byte("{"); ; next = []byte(" ") {
		if _, err := w.Write(next); err != nil || conn.Flush() != nil {
			return
		}
		select {
		case <-pace.C:
		case <-r.Context().Done():
			return
		case <-s.closing:
			panic(http.ErrAbortHandler)
		}
	}
}
