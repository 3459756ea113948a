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
