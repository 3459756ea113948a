package zoom

import (
	"cmp"
	"context"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

const (
	sdkLife = 2 * time.Hour    // of a Meeting SDK JWT
	sdkSkew = 30 * time.Second // Zoom's clock may be behind ours

	leastSDKLife = 30 * time.Minute
	mostSDKLife  = 48 * time.Hour
)

// Out of what Zoom allows, this does not compile.
const (
	_ = uint64(sdkLife - leastSDKLife)
	_ = uint64(mostSDKLife - sdkLife - sdkSkew)
)

// SDKJWT gives what authenticates the Meeting SDK: fetched from the Zoom app's
// signature address, if there is one, else signed here. For the latter it takes
// a client secret; a public client gives the SDK its client id instead.
func (c *Client) SDKJWT(ctx context.Context, z app.ZoomApp, meetingID string) (secret.Text, error) {
	if z.SignatureURL != "" {
		return c.fetchSignature(ctx, z, meetingID)
	}
	if z.Kind != app.ConfidentialClient || c.cfg.Secret == nil {
		return secret.Text{}, fault.New(fault.BotUnfit, "need", fault.NeedsJWT.Say())
	}
	key, err := c.cfg.Secret(ctx, cmp.Or(z.Cloud, app.CloudZoom))
	if err != nil {
		return secret.Text{}, err
	}
	if key.Empty() {
		return secret.Text{}, fault.New(fault.ClientRefused)
	}
	now := c.cfg.Now()
	expires := now.Add(sdkLife).Unix()
	signed, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"appKey":   z.ClientID,
		"iat":      now.Add(-sdkSkew).Unix(),
		"exp":      expires,
		"tokenExp": expires,
	}).SignedString([]byte(key.Reveal()))
	if err != nil {
		return secret.Text{}, fault.Wrap(fault.Unexpected, err)
	}
	return secret.New(signed), nil
}
