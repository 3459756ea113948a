package bot

import (
	"slices"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// fit leaves of the tokens what this bot takes, or says why bot, account and
// Zoom app don't go together. A bot that announces nothing is taken to want the
// token of the plan and to authenticate the SDK by itself.
func fit(features []string, t app.Tokens, now time.Time) (app.Tokens, *fault.Fault) {
	can := func(feature string) bool { return slices.Contains(features, feature) }

	fitted := app.Tokens{}
	needed := featureOnBehalf
	switch {
	case !t.OnBehalf.Empty():
		fitted.OnBehalf = t.OnBehalf
	case !t.ZAK.Empty():
		fitted.ZAK, needed = t.ZAK, featureZAK
	default: // never send a bot off without the token the plan calls for
		return app.Tokens{}, fault.New(fault.Unexpected)
	}
	if len(features) > 0 && !can(needed) {
		return app.Tokens{}, fault.New(fault.BotUnsupported)
	}
	if until := t.LocalRecording.Until; can(featureLocalRecording) && (until.IsZero() || now.Before(until)) {
		fitted.LocalRecording = t.LocalRecording
	}
	jwt, key := can(featureSDKJWT), can(featurePublicAppKey)
	switch {
	case key && t.PublicAppKey != "":
		fitted.PublicAppKey = t.PublicAppKey
	case jwt && !t.SDKJWT.Empty():
		fitted.SDKJWT = t.SDKJWT
	case key:
		return app.Tokens{}, fault.New(fault.BotUnfit, "need", fault.NeedPublic.Say())
	case jwt:
		return app.Tokens{}, fault.New(fault.BotUnfit, "need", fault.NeedSecret.Say())
	}
	return fitted, nil
}
