package boot

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/meeting"
	"behalf/app/secret"
)

// everythingSecret is each kind of secret the program handles, on every way by
// which one could get into a line: as our type, inside structures, in errors of
// libraries, in addresses, headers and answers, and encoded.
func everythingSecret() []any {
	short, long := "ZZTEST.pass1", "ZZTESTTOKEN"+strings.Repeat("aB3_", 200)
	hidden := secret.New(long)
	callback := "http://127.0.0.1:4711/callback?code=" + short + "&state=" + short
	utf16le := func(s string) string {
		var b strings.Builder
		for _, u := range utf16.Encode([]rune(s)) {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		}
		return b.String()
	}
	return []any{
		hidden, &hidden,
		[]secret.Text{hidden},
		map[string]secret.Text{"k": hidden},
		app.Tokens{OnBehalf: hidden, ZAK: hidden, SDKJWT: hidden, LocalRecording: app.Minted{Token: hidden}},
		app.Access{Token: hidden},
		app.Minted{Token: hidden},
		meeting.Meeting{ID: "81234567890", PasscodeParam: short, PasscodePlain: short, TK: short},
		fault.Wrap(fault.ZoomBadAnswer, errors.New("token="+short)),
		errors.New(`Get "` + callback + `": refused`),
		fmt.Errorf("wrapped: %w", &url.Error{Op: "Post", URL: "https://zoom.us/oauth/token?refresh_token=" + short, Err: errors.New("cut")}),
		&url.URL{Scheme: "https", Host: "zoom.us", Path: "/j/1", RawQuery: "pwd=" + short},
		"https://us02web.zoom.us/j/81234567890?pwd=" + short + "&tk=" + short + "&zak=" + short,
		"https%3A%2F%2Fzoom.us%2Fj%2F81234567890%3Fpwd%3D" + short,
		http.Header{"Authorization": {"Bearer " + short}, "Cookie": {"session=" + long}},
		"Authorization: Bearer " + short, "Authorization: Basic " + short, "bearer  " + short,
		`{"access_token":"` + short + `","refresh_token": "` + short + `","token":"` + long + `"}`,
		"{\"client_secret\":\"" + short + "\"}", `{\"token\":\"` + short + `\"}`,
		"passcode: " + short, "Passcode=" + short, "code_verifier=" + short, "code_challenge=" + short, "user_code: " + short,
		"http://user:" + short + "@proxy.example.com:3128", "proxyconnect tcp: dial http://" + short + "@127.0.0.1:1",
		"eyJ" + short + ".eyJ" + short + ".sig",
		long, base64.StdEncoding.EncodeToString([]byte(long)), url.QueryEscape(long), utf16le(long), fmt.Sprintf("%x", long),
		[]byte(long), json.RawMessage(`{"token":"` + short + `"}`),
		struct{ Body string }{`{"token":"` + short + `"}`},
		[]string{"--token=" + short, long},
		slog.GroupValue(slog.String("inner", "pwd="+short), slog.Any("deeper", slog.GroupValue(slog.Any("x", errors.New("zak="+short))))),
	}
}

func TestF34TheLogHoldsNoSecret(t *testing.T) {
	f := folders{data: t.TempDir()}
	log, file := openLog(f)
	for i, s := range everythingSecret() {
		text := words(s)
		log.Error("value", "n", i, "it", s)
		log.Error(text, "n", i)                   // as the message itself
		log.With("it", s).WithGroup("g").Warn("") // and in what goes with a logger
		for _, key := range []string{"token", "client_secret", "passcode", "Authorization"} {
			log.Info("named", key, "ZZTEST short")
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(f.log())
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(written)) {
		for _, trace := range []string{"ZZTEST", "pass1", "aB3_aB3_", base64.StdEncoding.EncodeToString([]byte("ZZTESTTOKEN"))[:12], fmt.Sprintf("%x", "ZZTESTTOKEN")} {
			if strings.Contains(line, trace) {
				t.Errorf("%q in: %.300s", trace, line)
			}
		}
	}
}

// A log that says nothing helps nobody.
func TestTheLogStillSaysWhatHappened(t *testing.T) {
	var out bytes.Buffer
	log := newLog(&out)
	log.Warn("refused", "wish", "app.Send", "code", "BHF-501", "kind", fault.ZoomUnreachable, "cause",
		errors.New("dial tcp 127.0.0.1:1: connect: connection refused"), "took", 3, "status", "the token endpoint answered 503")
	log.Info("run", "run", "r-1234abcd", "phase", app.InMeeting, "meeting", "81234567890")
	for _, want := range []string{
		"wish=app.Send", "code=BHF-501", "kind=zoom_unreachable", "connection refused", "answered 503", "run=r-1234abcd", "phase=in_meeting", "81234567890",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in\n%s", want, out.String())
		}
	}
}

func TestTheLogIsSmallAndPrivate(t *testing.T) {
	f := folders{data: t.TempDir()}
	log, file := openLog(f)
	line := strings.Repeat("word ", 2000)
	for range 500 { // 5 MB
		log.Info(line)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadDir(f.data)
	if err != nil {
		t.Fatal(err)
	}
	var size int64
	for _, entry := range kept {
		info, err := entry.Info()
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
		if mode := info.Mode().Perm(); mode != 0o600 {
			t.Errorf("%s is %v", entry.Name(), mode)
		}
	}
	if len(kept) > 3 || size > 4<<20 {
		t.Errorf("%d files with %d bytes", len(kept), size)
	}
}
