package secret_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"behalf/app/secret"
)

const marker = "ZZTESTTOKEN-secret"

type envelope struct{ Token secret.Text }

func TestTextNeverPrints(t *testing.T) {
	type holder struct {
		Token secret.Text
		Deep  *secret.Text
		List  []secret.Text
		Map   map[string]secret.Text
		inner secret.Text
	}
	s := secret.New(marker)
	h := holder{Token: s, Deep: &s, List: []secret.Text{s}, Map: map[string]secret.Text{"k": s}, inner: s}

	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p"} {
		fmt.Fprintf(&out, verb+" "+verb+" "+verb+"\n", s, &s, h)
	}
	fmt.Fprintln(&out, s, h)
	slog.New(slog.NewTextHandler(&out, nil)).Info("text", "s", s, "h", h)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("json", "s", s, "h", h)
	if err := json.NewEncoder(&out).Encode(h); err != nil {
		t.Fatal(err)
	}
	if err := xml.NewEncoder(&out).Encode(envelope{s}); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(&out, fmt.Errorf("wrapped %v", h))

	hexed := fmt.Sprintf("%x", marker)
	for _, form := range []string{marker, hexed, strings.ToUpper(hexed)} {
		if strings.Contains(out.String(), form) {
			t.Errorf("the secret came out as %q", form)
		}
	}
	if s.Reveal() != marker {
		t.Error("Reveal must give the value back")
	}
}

func TestEqualAndEmpty(t *testing.T) {
	a, b := secret.New("same"), secret.New("same")
	if !a.Equal(b) || a.Equal(secret.New("other")) || a.Equal(secret.Text{}) {
		t.Error("Equal compares values")
	}
	if a.Empty() || !(secret.Text{}).Empty() || (secret.Text{}).String() != "" {
		t.Error("Empty and String of nothing")
	}
}
