package zoom_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/zoom"
)

func TestSDKJWT(t *testing.T) {
	now := time.Now()
	confidential := app.ZoomApp{ClientID: "the-client", Kind: app.ConfidentialClient}
	key := secret.New(clientSecret)
	var (
		lost   error
		clouds []app.Cloud
	)
	c := zoom.New(zoom.Config{
		Now: func() time.Time { return now },
		Secret: func(_ context.Context, c app.Cloud) (secret.Text, error) {
			clouds = append(clouds, c)
			return key, lost
		},
	})
	signed, err := c.SDKJWT(t.Context(), confidential, "")
	if err != nil {
		t.Fatal(err)
	}
	claims := jwt.MapClaims{}
	_, err = jwt.ParseWithClaims(signed.Reveal(), claims, func(*jwt.Token) (any, error) { return []byte(clientSecret), nil },
		jwt.WithValidMethods([]string{"HS256"}))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"appKey":   "the-client",
		"iat":      float64(now.Unix() - 30),
		"exp":      float64(now.Unix() + 7200),
		"tokenExp": float64(now.Unix() + 7200),
	}
	for name, value := range want {
		if claims[name] != value {
			t.Errorf("%s is %v, want %v", name, claims[name], value)
		}
	}
	if len(claims) != len(want) {
		t.Errorf("claims: %v", claims)
	}

	if _, err := c.SDKJWT(t.Context(), app.ZoomApp{ClientID: "x", Kind: app.PublicClient}, meeting); !fault.Is(err, fault.BotUnfit) {
		t.Errorf("a public client has no secret: %v", err)
	}
	key = secret.Text{}
	if _, err := c.SDKJWT(t.Context(), confidential, meeting); !fault.Is(err, fault.ClientRefused) {
		t.Errorf("an empty secret: %v", err)
	}
	lost = fault.New(fault.KeychainLocked)
	if _, err := c.SDKJWT(t.Context(), confidential, meeting); !errors.Is(err, lost) {
		t.Errorf("the keychain's fault: %v", err)
	}

	gov := confidential
	gov.Cloud = app.CloudGov
	clouds, lost, key = nil, nil, secret.New(clientSecret)
	for _, z := range []app.ZoomApp{confidential, gov} {
		if _, err := c.SDKJWT(t.Context(), z, meeting); err != nil {
			t.Error(err)
		}
	}
	if !slices.Equal(clouds, []app.Cloud{app.CloudZoom, app.CloudGov}) {
		t.Errorf("the secrets of %v were asked for", clouds)
	}
}
