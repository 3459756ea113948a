package zoom

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/exchange"
)

const (
	signatureLimit  = 10 * time.Second
	signatureLeeway = 5 * time.Minute // the clock that signed may differ from the one that sent
)

// fetchSignature asks the signature address, in the terms of Zoom's own sample
// of one (zoom/meetingsdk-auth-endpoint-sample). It is told the meeting's number
// and nothing else: no token, no account. It is asked once; whoever runs it may
// count.
func (c *Client) fetchSignature(ctx context.Context, z app.ZoomApp, meetingID string) (secret.Text, error) {
	address, err := url.Parse(z.SignatureURL)
	if err != nil || address.User != nil || !exchange.Safe(address) {
		return secret.Text{}, fault.New(fault.BadSignatureURL)
	}
	if !validMeetingID(meetingID) {
		return secret.Text{}, fault.New(fault.NoSuchMeeting)
	}
	ask, _ := json.Marshal(map[string]any{ // can't fail: strings and numbers
		"meetingNumber":     meetingID,
		"role":              0, // a participant: a bot on behalf of somebody is never a host
		"expirationSeconds": int(sdkLife.Seconds()),
	})
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address.String(), bytes.NewReader(ask))
	if err != nil {
		return secret.Text{}, fault.Wrap(fault.BadSignatureURL, withoutAddress(err))
	}
	req.Header.Set("Content-Type", "application/json")
	got, err := c.line.Send(ctx, req, signatureLimit)
	if errors.Is(err, context.Canceled) || fault.Is(err, fault.ProxyRefused) {
		return secret.Text{}, err
	}
	if err != nil { // in words that are about Zoom
		return secret.Text{}, fault.Wrap(fault.SignatureFailed, errors.Unwrap(err))
	}
	signature, err := readSignature(got, z, c.cfg.Now())
	if err != nil {
		return secret.Text{}, fault.Wrap(fault.SignatureFailed, err)
	}
	return secret.New(signature), nil
}

// readSignature takes only what can work: the JWT of the contract, for now. Its
// errors hold nothing of the answer.
func readSignature(got exchange.Answer, z app.ZoomApp, now time.Time) (string, error) {
	var said struct {
		Signature string `json:"signature"`
	}
	if !got.Good() {
		return "", fmt.Errorf("the signature address answered with status %d", got.Status)
	}
	if decode(got, &said) != nil || !exchange.Printable(said.Signature) {
		return "", errors.New("no signature in the answer")
	}
	claims := jwt.MapClaims{}
	token, parts, err := jwt.NewParser(jwt.WithStrictDecoding()).ParseUnverified(said.Signature, claims)
	if err != nil || token.Method.Alg() != jwt.SigningMethodHS256.Alg() {
		return "", errors.New("the signature is no JWT of the kind HS256")
	}
	if mac, err := base64.RawURLEncoding.Strict().DecodeString(parts[2]); err != nil || len(mac) != sha256.Size {
		return "", errors.New("the JWT is not signed")
	}
	if sent, err := http.ParseTime(got.Header.Get("Date")); err == nil {
		now = sent // our clock has no part in this, and may be wrong
	}
	end, err := claims.GetExpirationTime()
	if err != nil || end == nil || !end.After(now) || end.Sub(now) > mostSDKLife+signatureLeeway {
		return "", errors.New("the signature has expired, or never will")
	}
	if !ofApp(claims, z) {
		return "", errOtherApp
	}
	return said.Signature, nil
}

var errOtherApp = errors.New("the signature is for another Zoom app")

// ofApp says whether a signature is for the Zoom app, as far as that can be
// told. A public client's id is not the one that its app signs with: Zoom gives
// an app two, and the id that has the secret is unknown here.
func ofApp(claims jwt.MapClaims, z app.ZoomApp) bool {
	if z.Kind != app.ConfidentialClient {
		return true
	}
	for _, name := range []string{"appKey", "sdkKey"} {
		if key, named := claims[name]; named && key != z.ClientID {
			return false
		}
	}
	return true
}
