package meeting

import (
	"encoding/json"
	"strings"
)

// jsonValues lists keys and values, one pair a line.
func jsonValues(text string) (string, bool) {
	if text[0] != '{' && text[0] != '[' || !json.Valid([]byte(text)) {
		return "", false
	}
	var b strings.Builder
	type level struct{ object, value bool }
	levels := []level{{}}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	for {
		token, err := decoder.Token()
		if err != nil {
			return b.String(), true
		}
		top := &levels[len(levels)-1]
		if token == json.Delim('}') || token == json.Delim(']') {
			levels = levels[:len(levels)-1]
			continue
		}
		key := top.object && !top.value
		top.value = key
		switch v := token.(type) {
		case json.Delim:
			levels = append(levels, level{object: v == '{'})
		case json.Number:
			b.WriteString(v.String() + apart)
		case string:
			if key {
				b.WriteString(v + ": ")
				continue
			}
			b.WriteString(content(v) + apart)
		}
	}
}
