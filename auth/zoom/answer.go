package zoom

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"behalf/app/secret"
)

const maxToken = 8192 // Zoom's are about a thousand characters

// readToken takes the token out of an answer. It goes into another program's
// header or line, so it must be one word of printable ASCII.
func readToken(body []byte) (secret.Text, error) {
	var answer struct {
		Token string `json:"token"`
	}
	if err := decode(body, &answer); err != nil {
		return secret.Text{}, err
	}
	if !printable(answer.Token) {
		return secret.Text{}, badAnswer(http.StatusOK, "no usable token")
	}
	return secret.New(answer.Token), nil
}

func printable(token string) bool {
	return token != "" && len(token) <= maxToken &&
		strings.IndexFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// decode reads one JSON object and nothing else. The JSON package's own words
// quote what they stumbled over, so they go no further.
func decode(body []byte, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return badAnswer(http.StatusOK, "JSON of another shape")
	}
	if !unambiguous(body) {
		return badAnswer(http.StatusOK, "no object, or one with a name twice")
	}
	return nil
}

// unambiguous says whether body, which is JSON, is an object that names nothing
// twice: of two values, another reader could believe the other one. Letters'
// case counts as little as it does for encoding/json.
func unambiguous(body []byte) bool {
	dec := json.NewDecoder(bytes.NewReader(body))
	if open, err := dec.Token(); err != nil || open != json.Delim('{') {
		return false
	}
	seen := map[string]bool{}
	for dec.More() {
		token, err := dec.Token()
		name, ok := token.(string)
		name = strings.ToLower(name)
		var value json.RawMessage
		if err != nil || !ok || seen[name] || dec.Decode(&value) != nil {
			return false
		}
		seen[name] = true
	}
	return true
}

// tidy makes a name of Zoom fit to be shown: one line, in its written order,
// not endless.
func tidy(text string) string {
	const most = 200
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r < ' ', r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, text))
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most])
	}
	return text
}
