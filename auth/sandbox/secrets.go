package sandbox

import (
	"crypto/rand"
	"encoding/base64"
	"slices"
)

// Marker begins every code and token that a Server gives out. Signatures are
// the exception: a JWT begins with its header.
const Marker = "ZZTESTTOKEN"

// Secrets lists every secret ever given out: codes, tokens and signatures.
func (s *Server) Secrets() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.secrets)
}

// secret makes one of the given length. The caller holds the lock.
func (s *Server) secret(kind string, length int) string {
	value := Marker + "-" + kind + "-"
	value += random(length - len(value))
	s.secrets = append(s.secrets, value)
	return value
}

func random(length int) string {
	raw := make([]byte, length)
	_, _ = rand.Read(raw) // never fails
	return base64.RawURLEncoding.EncodeToString(raw)[:length]
}
