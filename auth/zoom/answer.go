package zoom

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"behalf/app/secret"
)

// How many characters a token may have. Zoom's are between some hundreds and a
// thousand.
const (
	leastToken = 20
	mostToken  = 8192
)

// Life of a recording token.
const (
	recordingLife = 120 * time.Second // as Zoom documents it
	mostRecording = time.Hour         // whatever an answer says
)

// minted is an answer with a token in it.
type minted struct {
	token secret.Text
	life  time.Duration // of a recording token; for others Zoom tells none
}

// readMinted takes the token out of an answer. It goes into another program's
// header or line, so it must be one word of printable ASCII, and neither a
// scrap nor a book.
func readMinted(body []byte) (minted, error) {
	var said struct {
		Token    string          `json:"token"`
		ExpireIn json.RawMessage `json:"expire_in"`
	}
	if err := decode(body, &said); err != nil {
		return minted{}, err
	}
	if len(said.Token) < leastToken || !printable(said.Token) {
		return minted{}, badAnswer(http.StatusOK, "no usable token")
	}
	return minted{secret.New(said.Token), readLife(said.ExpireIn)}, nil
}

// readLife reads seconds, and doubts what can't be meant.
func readLife(said json.RawMessage) time.Duration {
	seconds, err := strconv.ParseFloat(strings.Trim(string(said), `"`), 64)
	switch {
	case err != nil, !(seconds > 0): // not a number is neither more nor less
		return recordingLife
	case seconds >= mostRecording.Seconds():
		return mostRecording
	}
	return time.Duration(seconds * float64(time.Second))
}

func printable(token string) bool {
	return token != "" && len(token) <= mostToken &&
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
