package exchange_test

import (
	"strings"
	"testing"

	"behalf/auth/exchange"
)

func TestF21OneObject(t *testing.T) {
	for body, want := range map[string]bool{
		`{}`:                                   true,
		` {"a":1,"b":{"a":2}} ` + "\n":         true,
		`{"a":[{"b":1},{"b":2}]}`:              true,
		``:                                     false,
		`null`:                                 false,
		`"a"`:                                  false,
		`[{}]`:                                 false,
		`{"a":1`:                               false,
		`{"a":}`:                               false,
		`{} {}`:                                false,
		`{}x`:                                  false,
		`{"a":1,"a":1}`:                        false,
		`{"token":1,"Token":2}`:                false,
		`{"access":1,"acce` + "ſ" + `s":2}`:    false, // for encoding/json, a long s is an s
		`{"token":1,"to` + "\u212a" + `en":2}`: false, // and the sign for Kelvin a k
		`{"token":1,"\u0074oken":2}`:           false,
		`{"x":` + strings.Repeat("[", 30<<10) + strings.Repeat("]", 30<<10) + `}`: false,
	} {
		if exchange.OneObject([]byte(body)) != want {
			t.Errorf("%.60s", body)
		}
	}
}

func TestF21Printable(t *testing.T) {
	for token, want := range map[string]bool{
		"a": true, "!~": true, strings.Repeat("a", 8192): true,
		"": false, strings.Repeat("a", 8193): false, "a b": false, "a\r\nX-Evil: 1": false,
		"a\x00": false, "a\x7f": false, "å": false, "a\xff": false,
	} {
		if exchange.Printable(token) != want {
			t.Errorf("%.20q", token)
		}
	}
}
