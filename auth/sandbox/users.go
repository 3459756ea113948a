package sandbox

import (
	"fmt"
	"net/http"
	"slices"
)

// SignInAs seats a user at the browser: consent pages from now on are shown to
// them. It panics if there is none with that id: a mistake in a test.
func (s *Server) SignInAs(userID string) {
	if err := s.seat(userID); err != nil {
		panic(err)
	}
}

func (s *Server) seat(userID string) error {
	user, ok := s.user(userID)
	if !ok {
		return fmt.Errorf("stand-in Zoom: no user %q", userID)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seated = user
	return nil
}

func (s *Server) user(id string) (User, bool) {
	i := slices.IndexFunc(s.users, func(u User) bool { return u.ID == id })
	if i < 0 {
		return User{}, false
	}
	return s.users[i], true
}

// setUser is SignInAs for other processes.
func (s *Server) setUser(w http.ResponseWriter, r *http.Request) {
	var wish struct {
		UserID string `json:"user_id"`
	}
	if !readJSON(w, r, &wish) {
		return
	}
	if err := s.seat(wish.UserID); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	writeJSON(w, http.StatusOK, s.State())
}
