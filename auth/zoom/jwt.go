package zoom

import (
	"context"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

const (
	sdkLife = 2 * time.Hour    // Zoom allows 30 minutes to 48 hours
	sdkSkew = 30 * time.Second // Zoom's clock may be behind ours
)

// SDKJWT signs what authenticates the Meeting SDK. Only an app with a client
// secret can; a public one gives the SDK its client id instead.
func (c *Client) SDKJWT(ctx context.Context, z app.ZoomApp) (secret.Text, error) {
	if z.Kind != app.ConfidentialClient || c.cfg.Secret == nil {
		return secret.Text{}, fault.New(fault.BotUnfit, "need", "an SDK JWT, which only an app with a client secret can make")
	}
	key, err := c.cfg.Secret(ctx)
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
