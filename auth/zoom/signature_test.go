package zoom_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"behalf/app"
	"behalf/app/fault"
	"behalf/auth/sandbox"
	"behalf/auth/zoom"
)

// sign is what a signature address answers.
func sign(t *testing.T, method jwt.SigningMethod, claims jwt.MapClaims) string {
	t.Helper()
	signed, err := jwt.NewWithClaims(method, claims).SignedString([]byte(clientSecret))
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func signing(status int, body string) http.HandlerFunc { return saying(status, nil, body) }

// signer is a Zoom app whose signature address answers so, and a client.
func signer(t *testing.T, kind app.ClientKind, handler http.HandlerFunc) (*zoom.Client, app.ZoomApp) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return zoom.New(config(t, handler)), app.ZoomApp{ClientID: "the-client", Kind: kind, SignatureURL: server.URL + "/sign?team=a"}
}

func TestSignatureIsAskedForInZoomsTerms(t *testing.T) {
	want := sign(t, jwt.SigningMethodHS256, jwt.MapClaims{"appKey": "the-client", "sdkKey": "the-client", "exp": someTime.Add(time.Hour).Unix()})
	c, z := signer(t, app.ConfidentialClient, func(w http.ResponseWriter, r *http.Request) {
		var asked map[string]any
		body, err := io.ReadAll(r.Body)
		if err != nil || json.Unmarshal(body, &asked) != nil {
			t.Errorf("asked %s, %v", body, err)
		}
		if len(asked) != 3 || asked["meetingNumber"] != meeting || asked["role"] != 0.0 || asked["expirationSeconds"] != 7200.0 {
			t.Errorf("asked %s", body)
		}
		if r.Method != http.MethodPost || r.URL.String() != "/sign?team=a" || r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s %s %s", r.Method, r.URL, r.Header.Get("Content-Type"))
		}
		for _, name := range []string{"Authorization", "Cookie"} {
			if r.Header.Get(name) != "" {
				t.Errorf("sent %s along", name)
			}
		}
		signing(200, `{"signature":"`+want+`"}`)(w, r)
	})
	if got, err := c.SDKJWT(t.Context(), z, meeting); err != nil || got.Reveal() != want {
		t.Error(err)
	}
}

func TestSignaturesThatAreOfNoUse(t *testing.T) {
	at := func(d time.Duration) int64 { return someTime.Add(d).Unix() }
	hs := jwt.SigningMethodHS256
	fits := sign(t, hs, jwt.MapClaims{"appKey": "the-client", "exp": at(time.Hour)})
	none, err := jwt.NewWithClaims(jwt.SigningMethodNone, jwt.MapClaims{"exp": at(time.Hour)}).SignedString(jwt.UnsafeAllowNoneSignatureType)
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(fits, ".")
	says := func(signature string) string { return `{"signature":"` + signature + `"}` }
	for name, body := range map[string]string{
		"nothing":         "",
		"a page":          "<html>" + sandbox.Marker,
		"no signature":    `{"token":"` + fits + `","sdkJWT":"` + fits + `"}`,
		"an error":        `{"errors":[{"property":"role"}]}`,
		"empty":           says(""),
		"twice":           `{"signature":"` + fits + `","signature":"` + fits + `"}`,
		"a word":          says(sandbox.Marker),
		"a line break":    says(fits + `\r\nX-Evil: 1`),
		"two parts":       says(parts[0] + "." + parts[1]),
		"four parts":      says(fits + ".x"),
		"no mac":          says(parts[0] + "." + parts[1] + "."),
		"a short mac":     says(parts[0] + "." + parts[1] + ".AAAA"),
		"not base64url":   says(parts[0] + "." + parts[1] + "." + strings.Repeat("+", 43)),
		"no header":       says("." + parts[1] + "." + parts[2]),
		"not JSON":        says(base64.RawURLEncoding.EncodeToString([]byte(sandbox.Marker)) + "." + parts[1] + "." + parts[2]),
		"unsigned":        says(none),
		"a mac by halves": says(base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"HS512"}`)) + "." + parts[1] + "." + parts[2]),
		"HS512":           says(sign(t, jwt.SigningMethodHS512, jwt.MapClaims{"exp": at(time.Hour)})),
		"no end":          says(sign(t, hs, jwt.MapClaims{"appKey": "the-client"})),
		"end in words":    says(sign(t, hs, jwt.MapClaims{"exp": "tomorrow"})),
		"expired":         says(sign(t, hs, jwt.MapClaims{"exp": at(-time.Second)})),
		"far too long":    says(sign(t, hs, jwt.MapClaims{"exp": at(49 * time.Hour)})),
		"another app":     says(sign(t, hs, jwt.MapClaims{"appKey": "other", "exp": at(time.Hour)})),
		"another sdkKey":  says(sign(t, hs, jwt.MapClaims{"appKey": "the-client", "sdkKey": "other", "exp": at(time.Hour)})),
		"an odd key":      says(sign(t, hs, jwt.MapClaims{"appKey": []string{"the-client"}, "exp": at(time.Hour)})),
		"just too long":   says(fits) + strings.Repeat(" ", 64<<10),
		"10 kB signature": says(sign(t, hs, jwt.MapClaims{"exp": at(time.Hour), "x": strings.Repeat("a", 10<<10)})),
	} {
		c, z := signer(t, app.ConfidentialClient, signing(200, body))
		got, err := c.SDKJWT(t.Context(), z, meeting)
		if !fault.Is(err, fault.SignatureFailed) || !got.Empty() {
			t.Errorf("%s: %v", name, err)
		}
		noLeak(t, err, []string{fits, parts[1], "tomorrow"})
		if strings.HasPrefix(name, "another") && !strings.Contains(errors.Unwrap(err).Error(), "another Zoom app") {
			t.Errorf("%s: the cause is %v", name, errors.Unwrap(err))
		}
	}
	for _, status := range []int{201, 302, 400, 401, 403, 404, 429, 500, 503} {
		c, z := signer(t, app.ConfidentialClient, signing(status, says(fits)))
		if _, err := c.SDKJWT(t.Context(), z, meeting); (err == nil) != (status == 201) || err != nil && !fault.Is(err, fault.SignatureFailed) {
			t.Errorf("%d: %v", status, err)
		}
	}
}

func TestSignaturesThatFit(t *testing.T) {
	hs := jwt.SigningMethodHS256
	for name, c := range map[string]struct {
		kind   app.ClientKind
		claims jwt.MapClaims
	}{
		"48 hours":               {app.ConfidentialClient, jwt.MapClaims{"appKey": "the-client", "exp": someTime.Add(48*time.Hour + time.Minute).Unix()}},
		"no name":                {app.ConfidentialClient, jwt.MapClaims{"exp": someTime.Add(time.Minute).Unix()}},
		"the other id of an app": {app.PublicClient, jwt.MapClaims{"appKey": "the-one-with-a-secret", "exp": someTime.Add(time.Hour).Unix()}},
	} {
		client, z := signer(t, c.kind, signing(200, `{"signature":"`+sign(t, hs, c.claims)+`","x":1}`))
		if got, err := client.SDKJWT(t.Context(), z, meeting); err != nil || got.Empty() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Signer and Zoom agree on the time. That ours is a day off spoils nothing.
func TestF16SignatureWithAWrongClock(t *testing.T) {
	signed := sign(t, jwt.SigningMethodHS256, jwt.MapClaims{"exp": someTime.Add(time.Hour).Unix()})
	handler := signing(200, `{"signature":"`+signed+`"}`)
	for _, off := range []time.Duration{-72 * time.Hour, 24 * time.Hour} {
		_, z := signer(t, app.PublicClient, handler)
		cfg := config(t, handler)
		cfg.Now = func() time.Time { return someTime.Add(off) }
		if _, err := zoom.New(cfg).SDKJWT(t.Context(), z, meeting); err != nil {
			t.Errorf("off by %v: %v", off, err)
		}
	}
}

func TestWhereASignatureIsNotAskedFor(t *testing.T) {
	var asked bool
	c, z := signer(t, app.PublicClient, func(http.ResponseWriter, *http.Request) { asked = true })
	for _, address := range []string{
		"http://example.com/sign", "http://localhost/sign", "ftp://127.0.0.1/", "//127.0.0.1/", "sign", "https://", "http://[::1", "http://192.0.2.1",
		strings.Replace(z.SignatureURL, "http://", "http://ada:"+clientSecret+"@", 1),
	} {
		bad := z
		bad.SignatureURL = address
		_, err := c.SDKJWT(t.Context(), bad, meeting)
		if !fault.Is(err, fault.BadSignatureURL) {
			t.Errorf("%s: %v", address, err)
		}
		noLeak(t, err, []string{clientSecret})
	}
	if _, err := c.SDKJWT(t.Context(), z, "812 3456"); !fault.Is(err, fault.NoSuchMeeting) {
		t.Error(err)
	}
	if asked {
		t.Error("it was asked")
	}
}

func TestF24SignatureIsNotFollowed(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") }))
	defer elsewhere.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		c, z := signer(t, app.PublicClient, saying(status, map[string]string{"Location": elsewhere.URL}, ""))
		if _, err := c.SDKJWT(t.Context(), z, meeting); !fault.Is(err, fault.SignatureFailed) {
			t.Errorf("%d: %v", status, err)
		}
	}
}

func TestGivingUpOnASignature(t *testing.T) {
	arrived := make(chan struct{}, 1)
	c, z := signer(t, app.PublicClient, func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.ReadAll(r.Body) // else net/http doesn't notice that nobody waits any more
		arrived <- struct{}{}
		<-r.Context().Done()
	})
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		<-arrived
		cancel()
	}()
	if _, err := c.SDKJWT(ctx, z, meeting); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	gone, err := url.Parse(z.SignatureURL)
	if err != nil {
		t.Fatal(err)
	}
	z.SignatureURL = "https://" + gone.Host // where nobody speaks TLS
	if _, err := c.SDKJWT(t.Context(), z, meeting); !fault.Is(err, fault.SignatureFailed) {
		t.Error(err)
	}
}
