package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// OneObject says whether this is one JSON object, nothing behind it, that names
// nothing twice: of two access tokens, another reader could believe the other
// one. Letters' case counts as little as it does for encoding/json.
func OneObject(body []byte) bool {
	d := json.NewDecoder(bytes.NewReader(body))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return false
	}
	seen := map[string]bool{}
	for d.More() {
		key, err := d.Token()
		name, ok := key.(string)
		name = folded(name)
		var value json.RawMessage
		if err != nil || !ok || seen[name] || d.Decode(&value) != nil {
			return false
		}
		seen[name] = true
	}
	if _, err := d.Token(); err != nil { // the closing brace
		return false
	}
	_, err := d.Token()
	return errors.Is(err, io.EOF)
}

// folded makes names alike that encoding/json takes for the same. The way up
// and down also catches the letters beyond ASCII that fold into it.
func folded(name string) string { return strings.ToLower(strings.ToUpper(name)) }
