package meeting

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func TestSecretsAreNotPrinted(t *testing.T) {
	m := Meeting{ID: "81234567890", Host: "zoom.us", PasscodeParam: "ZZTESTPWD", PasscodePlain: "ZZTESTCODE", TK: "ZZTESTTK"}
	r := Reading{Kind: KindAmbiguous, Meeting: m, Candidates: []Meeting{m}}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		_, _ = fmt.Fprintf(&out, verb+verb+verb+verb, m, &m, r, []Meeting{m}) // a buffer does not fail
	}
	for _, handler := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		log := slog.New(handler)
		log.Info("meeting", "m", m, "r", r)
	}
	_, _ = out.WriteString(m.String())
	if strings.Contains(out.String(), "ZZTEST") || strings.Contains(out.String(), fmt.Sprintf("%x", "ZZTEST")) {
		t.Error(out.String())
	}
	if !strings.Contains(out.String(), "812 3456 7890 zoom.us") {
		t.Error("number and host are meant to be seen")
	}
}

func TestCredentialsAreDropped(t *testing.T) {
	r := Read("https://zoom.us/s/81234567890?zak=ZZTESTZAK&token=ZZTESTTOKEN&uname=Ada&pwd=A.1 zoommtg://zoom.us/start?confno=81234567890&token=ZZTESTTOKEN")
	type bare Meeting // without methods that hide
	if all := fmt.Sprintf("%+v", bare(r.Meeting)); strings.Contains(all, "ZZTEST") || r.Meeting.ID == "" {
		t.Error(all)
	}
}

func TestCredentialsAreNotShown(t *testing.T) {
	for text, want := range map[string]string{
		"https://zoom.us/s/81234567890?zak=ZZTESTZAK.a-b_c":                                      "https://zoom.us/s/81234567890",
		"https://zoom.us/s/81234567890?zak=ZZTESTZAK&pwd=A.1":                                    "https://zoom.us/s/81234567890?pwd=A.1",
		"https://zoom.us/s/81234567890?pwd=A.1&ZAK=ZZTESTZAK%3D%3D#success":                      "https://zoom.us/s/81234567890?pwd=A.1#success",
		"https://zoom.us/s/81234567890?token=ZZTESTTOKEN&zak=ZZTESTZAK&pwd=A.1":                  "https://zoom.us/s/81234567890?pwd=A.1",
		"https://zoom.us/s/8?pwd=A&amp;zak=ZZTESTZAK&amp;tk=B":                                   "https://zoom.us/s/8?pwd=A&amp;tk=B",
		"https://www.google.com/url?q=https%3A%2F%2Fzoom.us%2Fs%2F8%3Fzak%3DZZTESTZAK%26pwd%3DA": "https://www.google.com/url?q=https%3A%2F%2Fzoom.us%2Fs%2F8%3Fpwd%3DA",
		"https://zoom.us/meeting/x/ics?icsToken=ExAmPlE and tk=1":                                "https://zoom.us/meeting/x/ics?icsToken=ExAmPlE and tk=1",
	} {
		if got := WithoutCredentials(text); got != want {
			t.Errorf("%q\n became %q\n not    %q", text, got, want)
		}
	}
}
