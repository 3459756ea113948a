package sandbox

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"slices"
	"strings"
)

// Spoils: true answers that something on the way, or at Zoom, has made
// dangerous. The thing was done: a refresh that is answered so has used the old
// refresh token up. What is called the token is access_token, device_code,
// signature, token or id, whichever the answer has.
const (
	RowEmptyToken Row = "token-empty"  // the token is ""
	RowNUL        Row = "token-nul"    // a zero byte in the token
	RowLineBreak  Row = "token-crlf"   // a line break and a header in the token
	RowLongToken  Row = "token-10kb"   // a token of 10 kB
	RowBadRefresh Row = "refresh-crlf" // a line break in the refresh token only
	RowMAC        Row = "token-mac"    // a token_type that is not bearer
	RowTwice      Row = "twice"        // the token's member twice, with two values
	RowTwiceCase  Row = "twice-case"   // the same, in other letters
	RowHuge       Row = "5mb"          // five megabytes of JSON
	RowBomb       Row = "gzip-bomb"    // a hundred megabytes in a hundred kilobytes
	RowDeep       Row = "deep"         // brackets in brackets, a hundred thousand times
	RowBOM        Row = "bom"          // a byte order mark before the JSON
	RowHTMLType   Row = "html-type"    // JSON that is called a page
)

const (
	longToken  = 10 << 10
	hugeAnswer = 5 << 20
	deepAnswer = 100_000
	bombBlocks = 100 // of a megabyte each
)

func spoils() map[Row]answer {
	token := func(change func(token string) string) answer {
		return answer{alter: fields(func(m map[string]any) {
			name := tokenName(m)
			if value, ok := m[name].(string); ok {
				m[name] = change(value)
			}
		})}
	}
	again := func(spelled func(string) string) answer {
		return answer{alter: func(a *reply) {
			members := map[string]any{}
			if json.Unmarshal(a.body, &members) == nil {
				a.body = with(a.body, spelled(tokenName(members)), []byte(`"`+Marker+`-another"`))
			}
		}}
	}
	return map[Row]answer{
		RowEmptyToken: token(func(string) string { return "" }),
		RowNUL:        token(func(t string) string { return t + "\x00" }),
		RowLineBreak:  token(func(t string) string { return t + "\r\nX-Injected: yes" }),
		RowLongToken:  token(func(t string) string { return t + strings.Repeat("x", longToken-len(t)) }),
		RowBadRefresh: {only: AtToken, alter: fields(func(m map[string]any) {
			t, _ := m["refresh_token"].(string)
			m["refresh_token"] = t + "\r\nX-Injected: yes"
		})},
		RowMAC:       {only: AtToken, alter: fields(func(m map[string]any) { m["token_type"] = "mac" })},
		RowTwice:     again(func(name string) string { return name }),
		RowTwiceCase: again(strings.ToUpper),
		RowHuge:      {alter: func(a *reply) { a.body = with(a.body, "padding", quotedX(hugeAnswer)) }},
		RowBomb:      {alter: bomb},
		RowDeep: {alter: func(a *reply) {
			a.body = with(a.body, "deep", []byte(strings.Repeat("[", deepAnswer)+strings.Repeat("]", deepAnswer)))
		}},
		RowBOM:      {alter: func(a *reply) { a.body = append([]byte("\ufeff"), a.body...) }},
		RowHTMLType: {alter: func(a *reply) { a.header.Set("Content-Type", "text/html") }},
	}
}

// tokenName is the member of an answer that matters most.
func tokenName(m map[string]any) string {
	names := []string{"access_token", "device_code", "signature", "token", "id", "status"}
	i := slices.IndexFunc(names, func(name string) bool { return m[name] != nil })
	if i < 0 {
		return "next_page_token"
	}
	return names[i]
}

// with adds a member to the text of an object.
func with(object []byte, name string, value []byte) []byte {
	open := bytes.TrimSuffix(bytes.TrimSpace(object), []byte("}"))
	return slices.Concat(open, []byte(`,"`+name+`":`), value, []byte("}"))
}

func quotedX(n int) []byte {
	return slices.Concat([]byte(`"`), bytes.Repeat([]byte("x"), n), []byte(`"`))
}

// bomb packs a padded answer. One block is packed and repeated: a gzip stream
// may be put together from several.
func bomb(a *reply) {
	const hole = "<hole>"
	before, after, _ := strings.Cut(string(with(a.body, "padding", []byte(`"`+hole+`"`))), hole)
	block := packed(bytes.Repeat([]byte("x"), 1<<20))
	a.body = slices.Concat(packed([]byte(before)), bytes.Repeat(block, bombBlocks), packed([]byte(after)))
	a.header.Set("Content-Encoding", "gzip")
}

func packed(text []byte) []byte {
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	_, _ = zip.Write(text) // a Buffer takes everything,
	_ = zip.Close()        // also the end
	return out.Bytes()
}
