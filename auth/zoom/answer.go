package zoom

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"behalf/app/secret"
	"behalf/auth/exchange"
)

// leastToken is how many characters a token has at least. Zoom's have some
// hundreds.
const leastToken = 20

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
// header or line, so it must be fit for that, and no scrap.
func readMinted(got exchange.Answer) (minted, error) {
	var said struct {
		Token    string          `json:"token"`
		ExpireIn json.RawMessage `json:"expire_in"`
	}
	if err := decode(got, &said); err != nil {
		return minted{}, err
	}
	if len(said.Token) < leastToken || !exchange.Printable(said.Token) {
		return minted{}, got.Bad("no usable token")
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

// decode reads one JSON object and nothing else. The JSON package's own words
// quote what they stumbled over, so they go no further.
func decode(got exchange.Answer, into any) error {
	if !exchange.OneObject(got.Body) {
		return got.Bad("not one object, or one with a name twice")
	}
	if err := json.Unmarshal(got.Body, into); err != nil {
		return got.Bad("JSON of another shape")
	}
	return nil
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
