package sandbox

import (
	"encoding/json"
	"net/http"
	"net/netip"
	"time"
)

const maxBody = 64 << 10

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()

	mux.HandleFunc("GET /oauth/authorize", s.authorize)
	mux.HandleFunc("POST /oauth/authorize", s.decide)
	mux.HandleFunc("POST /oauth/devicecode", s.at(AtDevice, s.deviceCode))
	mux.HandleFunc("GET "+devicePage, s.enterCode)
	mux.HandleFunc("GET "+deviceComplete+"{code}", s.enterCode)
	mux.HandleFunc("POST "+devicePage, s.pressDevice)
	mux.HandleFunc("POST /oauth/token", s.at(AtToken, s.token))
	mux.HandleFunc("POST /oauth/revoke", s.at(AtRevoke, s.revoke))

	mux.HandleFunc("GET /v2/users/{user}", s.at(AtProfile, s.profile))
	mux.HandleFunc("GET /v2/users/{user}/token", s.at(AtMint, s.mint))
	mux.HandleFunc("GET /v2/users/{user}/zak", s.at(AtMint, s.zak))
	mux.HandleFunc("GET /v2/users/{user}/meetings", s.at(AtMeetings, s.meetings))
	mux.HandleFunc("GET /v2/meetings/{meeting}/jointoken/local_recording", s.at(AtRecording, s.localRecording))
	mux.HandleFunc("/v2/", s.at(AtAPI, s.unknownPath))

	mux.HandleFunc("POST "+signaturePath, s.at(AtSignature, s.sign))

	mux.HandleFunc("POST /sandbox/join", s.join)
	mux.HandleFunc("GET /sandbox/sessions/{id}", s.watchSession)
	mux.HandleFunc("POST /sandbox/sessions/{id}/leave", s.leave)

	mux.HandleFunc("GET /sandbox/state", s.showState)
	mux.HandleFunc("POST /sandbox/user", s.setUser)
	mux.HandleFunc("POST /sandbox/present", s.setPresent)
	mux.HandleFunc("POST /sandbox/end", s.endMeeting)
	mux.HandleFunc("POST /sandbox/fail", s.setFailure)
	mux.HandleFunc("GET /{$}", s.controlPage)
	mux.HandleFunc("GET /sandbox/{$}", s.controlPage)
	mux.HandleFunc("POST /sandbox/{$}", s.pressControl)
	mux.HandleFunc("GET /sandbox/style.css", style)
	return mux
}

// guarded lets in only requests of this machine that mean this server: a name
// that an attacker's DNS points at it is not its own (DNS rebinding), and a
// page of another origin may not send it forms.
func (s *Server) guarded(host string, next http.Handler) http.Handler {
	next = http.NewCrossOriginProtection().Handler(http.MaxBytesHandler(next, maxBody))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		remote, err := netip.ParseAddrPort(r.RemoteAddr)
		if err != nil || !remote.Addr().IsLoopback() || r.Host != host {
			http.Error(w, "The stand-in Zoom answers only on this machine, under its own address.", http.StatusForbidden)
			return
		}
		s.opt.Log.Debug("stand-in Zoom", "method", r.Method, "path", r.URL.Path)
		w.Header().Set("Date", s.now().UTC().Format(http.TimeFormat))
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// late answers as late as a Zoom far away would.
func (s *Server) late(next http.HandlerFunc) http.HandlerFunc {
	if s.opt.AnswerDelay <= 0 {
		return next
	}
	return func(w http.ResponseWriter, r *http.Request) {
		timer := time.NewTimer(s.opt.AnswerDelay)
		defer timer.Stop()
		select {
		case <-timer.C:
			next(w, r)
		case <-r.Context().Done():
		case <-s.closing:
			http.Error(w, "The stand-in Zoom is closing.", http.StatusServiceUnavailable)
		}
	}
}

// writeJSON can't report a failure: the other side is gone.
func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}

// readJSON reads the body of one of the sandbox's own calls, or refuses it.
func readJSON(w http.ResponseWriter, r *http.Request, into any) bool {
	if err := json.NewDecoder(r.Body).Decode(into); err != nil {
		http.Error(w, "A JSON object was expected.", http.StatusBadRequest)
		return false
	}
	return true
}
