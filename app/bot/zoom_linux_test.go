package bot

import (
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
)

// TestZoomLinuxBot runs the bot of packaging/bots/zoom-linux, with Zoom's real
// SDK, as far as that goes without Zoom. `make native-bot` installs it for that.
func TestZoomLinuxBot(t *testing.T) {
	program := os.Getenv("BEHALF_ZOOM_LINUX_BOT")
	if program == "" {
		t.Skip("BEHALF_ZOOM_LINUX_BOT does not name an installed bot")
	}
	newTrial := func(t *testing.T) *trial {
		tr := newTrial(t)
		tr.job.Assistant.Program, tr.job.Assistant.Args, tr.job.Assistant.Env = program, nil, nil
		return tr
	}

	t.Run("conformance", func(t *testing.T) {
		tr := newTrial(t)
		tr.config.NewStandIn = func() (StandIn, error) { return newFakeStandIn(t, entry{}), nil }
		var steps []app.Step
		err := New(tr.config).Test(t.Context(), tr.job.Assistant, func(string) {}, func(s app.Step) { steps = append(steps, s) })
		if got := outcomes(steps); err != nil || strings.Contains(got, "!") || !strings.HasSuffix(got, "lines") {
			t.Errorf("%v, %s", err, got)
		}
	})

	t.Run("no JWT that the SDK can read", func(t *testing.T) {
		newTrial(t).ends(app.Failed, app.ReasonBotFailed, fault.BotSDK)
	})

	t.Run("stopped while the SDK waits for Zoom", func(t *testing.T) {
		tr := newTrial(t)
		tr.job.Mint = func(context.Context) (app.Tokens, error) {
			return app.Tokens{OnBehalf: secret.New(marker + "-obf"), SDKJWT: secret.New(unsignedJWT())}, nil
		}
		tr.begin().until(app.Connecting)
		tr.stop()
		tr.is(tr.end(), app.StoppedByYou, app.ReasonStopped, "")
	})
}

// unsignedJWT looks like the SDK's JWT, and nobody has signed it.
func unsignedJWT() string {
	encode := base64.RawURLEncoding.EncodeToString
	now := time.Now().Unix()
	claims := fmt.Sprintf(`{"appKey":%q,"iat":%d,"exp":%d,"tokenExp":%d}`, marker, now-30, now+7200, now+7200)
	return encode([]byte(`{"alg":"HS256","typ":"JWT"}`)) + "." + encode([]byte(claims)) + "." + encode([]byte(marker+marker+marker))
}
