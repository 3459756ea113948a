package sandbox

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func TestSignature(t *testing.T) {
	r := run(t, Options{})
	if r.SignatureURL() != r.URL()+"/sandbox/signature" {
		t.Error(r.SignatureURL())
	}
	for body, life := range map[string]float64{
		`{"meetingNumber":"81234567890","role":0,"expirationSeconds":1800}`:     1800,
		`{"meetingNumber":81234567890,"role":"0","expirationSeconds":"172800"}`: 172800,
		`{"meetingNumber":"81234567890","role":0}`:                              7200,
		`{"expirationSeconds":7200,"videoWebRtcMode":1}`:                        7200,
	} {
		a := r.post(signaturePath, body)
		if a.status != 200 || !slices.Contains(r.Secrets(), a.text("signature")) {
			t.Fatalf("%s: %d %s", body, a.status, a.body)
		}
		claims := jwt.MapClaims{}
		if _, err := jwt.ParseWithClaims(a.text("signature"), claims, func(*jwt.Token) (any, error) { return []byte(SignatureSecret), nil }, jwt.WithValidMethods([]string{"HS256"})); err != nil {
			t.Fatalf("%s: %v", body, err)
		}
		iat, _ := claims["iat"].(float64)
		exp, _ := claims["exp"].(float64)
		if claims["appKey"] != DefaultClientID || exp-iat != life || claims["tokenExp"] != exp {
			t.Errorf("%s: %v", body, claims)
		}
		if named := strings.Contains(body, "meetingNumber"); named != (claims["mn"] != nil) || (named && claims["role"] != 0.0) {
			t.Errorf("%s: %v", body, claims)
		}
	}
	if r.State().Counts.Signatures != 4 {
		t.Errorf("%+v", r.State().Counts)
	}
}

func TestSignaturesThatAreRefused(t *testing.T) {
	r := run(t, Options{})
	for body, property := range map[string]string{
		`{"meetingNumber":"1","role":2}`:             "role",
		`{"meetingNumber":"1","role":-1}`:            "role",
		`{"meetingNumber":"1","role":1.5}`:           "role",
		`{"meetingNumber":"1"}`:                      "$schema",
		`{"role":0}`:                                 "$schema",
		`{"expirationSeconds":1799}`:                 "expirationSeconds",
		`{"expirationSeconds":172801}`:               "expirationSeconds",
		`{"expirationSeconds":99999999999999999999}`: "expirationSeconds",
		`{"expirationSeconds":9223372036854775807}`:  "expirationSeconds",
	} {
		a := r.post(signaturePath, body)
		errors, _ := a.field("errors").([]any)
		if a.status != 400 || len(errors) != 1 || errors[0].(map[string]any)["property"] != property {
			t.Errorf("%s: %d %s", body, a.status, a.body)
		}
	}
	for _, body := range []string{`[]`, `{"role":"x"}`, ``} {
		if a := r.post(signaturePath, body); a.status != 400 {
			t.Errorf("%s: %d", body, a.status)
		}
	}
	if a := r.get(signaturePath); a.status != 405 {
		t.Errorf("GET: %d", a.status)
	}
	r.Fail(AtSignature, RowOutage, 1)
	if a := r.post(signaturePath, `{}`); a.status != 503 {
		t.Errorf("%d", a.status)
	}
}

func TestSignaturesGoByZoomsClock(t *testing.T) {
	r := run(t, Options{})
	r.SetClock(-24 * time.Hour)
	claims := jwt.MapClaims{}
	if _, _, err := jwt.NewParser().ParseUnverified(r.post(signaturePath, `{}`).text("signature"), claims); err != nil {
		t.Fatal(err)
	}
	if at, err := claims.GetIssuedAt(); err != nil || time.Since(at.Time) < 23*time.Hour {
		t.Errorf("%v %v", at, err)
	}
}
