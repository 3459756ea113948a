package sandbox

import "net/http"

// enterCode is the page on which a person types what their device shows.
func (s *Server) enterCode(w http.ResponseWriter, r *http.Request) {
	show(w, http.StatusOK, "device.html", map[string]any{"Code": r.PathValue("code")})
}

// pressDevice takes the code, and then the press of Allow or Decline.
func (s *Server) pressDevice(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.problem(w, http.StatusBadRequest, "Invalid request")
		return
	}
	if !r.PostForm.Has("nonce") {
		s.askForDevice(w, r.PostForm.Get("user_code"))
		return
	}
	allow := r.PostForm.Get("decision") == "allow"
	s.mu.Lock()
	q, ok := s.signIn.answered(r.PostForm.Get("nonce"), s.now())
	ok = ok && q.device != nil && q.device.waits()
	switch {
	case !ok:
	case allow:
		q.device.user = &q.user
	default:
		q.device.declined = true
	}
	s.mu.Unlock()
	if !ok {
		s.problem(w, http.StatusBadRequest, alreadyAnswered)
		return
	}
	show(w, http.StatusOK, "done.html", map[string]any{"Allowed": allow})
}

func (s *Server) askForDevice(w http.ResponseWriter, code string) {
	s.mu.Lock()
	d := s.signIn.typed(code, s.now())
	s.mu.Unlock()
	if d == nil {
		s.problem(w, http.StatusBadRequest, "This code is unknown, has been answered already, or is too old")
		return
	}
	s.consent(w, devicePage, request{app: d.app, device: d})
}
