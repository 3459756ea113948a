package sandbox

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"strings"
	"testing"
)

func TestF21SpoiltTokens(t *testing.T) {
	r := inWeather(t)
	named := map[Where]string{
		AtDevice: "device_code", AtToken: "access_token", AtAPI: "token", AtProfile: "id", AtMint: "token", AtRecording: "token", AtSignature: "signature", AtRevoke: "status",
	}
	for where, request := range r.stormy() {
		name, ok := named[where]
		if !ok {
			continue
		}
		for row, spoilt := range map[Row]func(string) bool{
			RowEmptyToken: func(s string) bool { return s == "" },
			RowNUL:        func(s string) bool { return strings.HasSuffix(s, "\x00") },
			RowLineBreak:  func(s string) bool { return strings.Contains(s, "\r\n") },
			RowLongToken:  func(s string) bool { return len(s) == 10<<10 },
		} {
			req := request()
			r.Fail(where, row, 1)
			a := r.send(req)
			token, ok := a.field(name).(string)
			if a.status != 200 || !ok || !spoilt(token) {
				t.Errorf("%s at %s: %d %.200s", row, where, a.status, a.body)
			}
			if token != "" && where != AtSignature && where != AtProfile && where != AtRevoke && !strings.HasPrefix(token, Marker) {
				t.Errorf("%s at %s lacks the marker", row, where)
			}
		}
	}
}

func TestF21SpoiltText(t *testing.T) {
	r := inWeather(t)
	for where, request := range r.stormy() {
		said := func(row Row) answered {
			req := request()
			r.Fail(where, row, 1)
			res, err := r.fresh(req)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = res.Body.Close() }()
			body, err := io.ReadAll(res.Body)
			if err != nil || res.StatusCode != 200 {
				t.Errorf("%s at %s: %d %v", row, where, res.StatusCode, err)
			}
			return answered{res.StatusCode, res.Header, string(body)}
		}
		if a := said(RowTwice); !json.Valid([]byte(a.body)) || !strings.Contains(a.body, Marker+"-another") {
			t.Errorf("twice at %s: %s", where, a.body)
		}
		if a := said(RowTwiceCase); !json.Valid([]byte(a.body)) || !strings.Contains(a.body, Marker+"-another") {
			t.Errorf("twice at %s: %s", where, a.body)
		}
		if a := said(RowDeep); strings.Count(a.body, "[") < deepAnswer {
			t.Errorf("deep at %s", where)
		}
		if a := said(RowBOM); !strings.HasPrefix(a.body, "\ufeff{") {
			t.Errorf("BOM at %s: %s", where, a.body)
		}
		if a := said(RowHTMLType); a.header.Get("Content-Type") != "text/html" || !json.Valid([]byte(a.body)) {
			t.Errorf("type at %s: %v", where, a.header)
		}
		if where == AtMint { // one is enough: these take a while
			if a := said(RowHuge); len(a.body) < 5<<20 || !json.Valid([]byte(a.body)) {
				t.Errorf("huge: %d bytes", len(a.body))
			}
			bursts(t, said(RowBomb))
		}
	}
}

func bursts(t *testing.T, a answered) {
	t.Helper()
	if len(a.body) > 1<<20 || a.header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("%d bytes, %v", len(a.body), a.header)
	}
	zip, err := gzip.NewReader(bytes.NewReader([]byte(a.body)))
	if err != nil {
		t.Fatal(err)
	}
	var head [16]byte
	_, _ = io.ReadFull(zip, head[:])
	n, err := io.Copy(io.Discard, zip)
	if err != nil || n < bombBlocks<<20 || head[0] != '{' {
		t.Errorf("%d bytes, %v", n, err)
	}
}

func TestTokenAnswersThatDiffer(t *testing.T) {
	r := run(t, Options{})
	_, refresh := r.connect()
	for _, c := range []struct {
		row Row
		is  func(a answered) bool
	}{
		{RowNoScope, func(a answered) bool { return a.field("scope") == nil }},
		{RowNoAPIURL, func(a answered) bool { return a.field("api_url") == nil }},
		{RowMoreScopes, func(a answered) bool {
			return strings.HasPrefix(a.text("scope"), "user:read:token ") && strings.Contains(a.text("scope"), " meeting:write:meeting")
		}},
		{RowCommaScopes, func(a answered) bool { return a.text("scope") == "user:read:token,user:read:user,user:read:zak" }},
		{RowForeignAPIURL, func(a answered) bool { return a.text("api_url") == "https://api.example.com" }},
		{RowMAC, func(a answered) bool { return a.text("token_type") == "mac" }},
		{RowUnusual, func(a answered) bool { return a.field("new_field") != nil }},
	} {
		r.Fail(AtToken, c.row, 1)
		a := r.form("/oauth/token", refreshing(refresh))
		if a.status != 200 || !c.is(a) || !r.Alive(a.text("access_token")) {
			t.Errorf("%s: %d %s", c.row, a.status, a.body)
		}
		refresh = a.text("refresh_token")
	}
	r.Fail(AtToken, RowBadRefresh, 1)
	a := r.form("/oauth/token", refreshing(refresh))
	if !strings.HasSuffix(a.text("refresh_token"), "\r\nX-Injected: yes") || !r.Alive(a.text("access_token")) {
		t.Errorf("%s", a.body)
	}
}
