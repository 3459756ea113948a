package sandbox

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/golang-jwt/jwt/v5"
)

const signaturePath = "/sandbox/signature"

// SignatureSecret signs what the signature endpoint gives. It is a test's.
const SignatureSecret = Marker + "-sdk-secret-of-the-company"

// The life of a signature, in seconds.
const (
	shortestSignature = 1800
	longestSignature  = 172800
	usualSignature    = 7200
)

// SignatureURL is where a company would sign Meeting SDK sessions, so that no
// desktop holds the app's secret. The contract is that of Zoom's sample.
func (s *Server) SignatureURL() string { return s.url + signaturePath }

// wrongProperty is how that sample complains.
type wrongProperty struct {
	Property string `json:"property"`
	Reason   string `json:"reason"`
}

func (s *Server) sign(w http.ResponseWriter, r *http.Request) {
	var wish struct {
		Meeting any         `json:"meetingNumber"`
		Role    json.Number `json:"role"` // a number, also as a string
		Life    json.Number `json:"expirationSeconds"`
	}
	if !readJSON(w, r, &wish) {
		return
	}
	var wrong []wrongProperty
	role, err := strconv.Atoi(wish.Role.String())
	if hasRole := wish.Role != ""; hasRole != (wish.Meeting != nil) {
		wrong = append(wrong, wrongProperty{"$schema", "All or none must be present: meetingNumber, role"})
	} else if hasRole && (err != nil || role < 0 || role > 1) {
		wrong = append(wrong, wrongProperty{"role", "Value is not valid, expected 0 or 1"})
	}
	life := usualSignature
	if wish.Life != "" {
		if life, err = strconv.Atoi(wish.Life.String()); err != nil || life < shortestSignature || life > longestSignature {
			wrong = append(wrong, wrongProperty{"expirationSeconds", "Value must be between 1800 and 172800"})
		}
	}
	if wrong != nil {
		writeJSON(w, http.StatusBadRequest, map[string]any{"errors": wrong})
		return
	}
	claims := jwt.MapClaims{"appKey": s.apps[0].ClientID, "sdkKey": s.apps[0].ClientID}
	if wish.Meeting != nil {
		claims["mn"], claims["role"] = wish.Meeting, role
	}
	now := s.now().Unix()
	claims["iat"], claims["exp"], claims["tokenExp"] = now, now+int64(life), now+int64(life)
	signature, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(SignatureSecret))
	if err != nil {
		http.Error(w, "It could not be signed.", http.StatusInternalServerError)
		return
	}
	s.mu.Lock()
	s.counts.Signatures++
	s.secrets = append(s.secrets, signature)
	s.mu.Unlock()
	writeJSON(w, http.StatusOK, map[string]any{"signature": signature})
}
