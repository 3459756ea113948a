// Package secret holds the one type for values that must never be seen: tokens,
// client secrets, PKCE verifiers.
//
// A Text prints, logs and marshals as dots, whatever verb or encoder is used.
// The only way to the value is Reveal, so a search for Reveal( lists every
// place where a secret leaves memory: the keychain, an HTTP request to Zoom,
// and a bot's standard input.
package secret

import (
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
)

const dots = "••••"

// Text is a string that prints as dots everywhere. The zero value is empty.
//
// The value sits behind a pointer because fmt does not call methods on
// unexported fields: printed inside such a struct, a Text is an address.
type Text struct{ value *string }

// New wraps value.
func New(value string) Text { return Text{&value} }

// Reveal returns the value itself.
func (t Text) Reveal() string {
	if t.value == nil {
		return ""
	}
	return *t.value
}

// Empty says whether there is no value.
func (t Text) Empty() bool { return t.Reveal() == "" }

// Equal compares in constant time.
func (t Text) Equal(other Text) bool {
	return subtle.ConstantTimeCompare([]byte(t.Reveal()), []byte(other.Reveal())) == 1
}

// String hides the value.
func (t Text) String() string {
	if t.Empty() {
		return ""
	}
	return dots
}

// Format hides the value from every verb, %#v and %x included.
func (t Text) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, t.String()) }

// LogValue hides the value from slog.
func (t Text) LogValue() slog.Value { return slog.StringValue(t.String()) }

// MarshalText hides the value from encoding/json and its kin.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.String()), nil }
