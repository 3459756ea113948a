package app_test

import (
	"context"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

// tokensOf sends and gives the first attempt's tokens.
func tokensOf(t *testing.T, w *world, s app.Send) (app.Tokens, error) {
	t.Helper()
	s.Meeting, s.Again = web, true
	w.ask(t, s)
	run := <-w.bots.jobs
	return run.job.Mint(t.Context())
}

func TestWhatABotTakesAlong(t *testing.T) {
	const signature = "https://example.com/sign"
	for name, c := range map[string]struct {
		zoomApp app.ZoomApp
		asYou   bool
		record  bool
		want    string
	}{
		"public":               {app.ZoomApp{ClientID: "id"}, false, false, "obf key"},
		"as you":               {app.ZoomApp{ClientID: "id"}, true, false, "zak key"},
		"confidential":         {app.ZoomApp{ClientID: "id", Kind: app.ConfidentialClient}, false, false, "obf jwt"},
		"signature address":    {app.ZoomApp{ClientID: "id", SignatureURL: signature}, false, false, "obf jwt key"},
		"right to record, too": {app.ZoomApp{ClientID: "id"}, false, true, "obf recording key"},
	} {
		saved := settled()
		saved.Settings.ZoomApp = c.zoomApp
		saved.Assistants[0].Record = c.record
		w := newWorld(t, saved)
		tokens, err := tokensOf(t, w, app.Send{AsYou: c.asYou})
		var got []string
		for _, field := range []struct {
			name string
			set  bool
		}{
			{"obf", !tokens.OnBehalf.Empty()},
			{"zak", !tokens.ZAK.Empty()},
			{"recording", !tokens.LocalRecording.Token.Empty()},
			{"jwt", !tokens.SDKJWT.Empty()},
			{"key", tokens.PublicAppKey == "id"},
		} {
			if field.set {
				got = append(got, field.name)
			}
		}
		if strings.Join(got, " ") != c.want || err != nil {
			t.Errorf("%s: %v, %v; want %s", name, got, err, c.want)
		}
		w.Close(t.Context())
	}
}

// Most meetings have another host, so there is no right to record; the bot goes
// all the same.
func TestNoRightToRecordIsSaidAndNoMore(t *testing.T) {
	saved := settled()
	saved.Assistants[0].Record = true
	w := newWorld(t, saved)
	defer w.Close(t.Context())
	w.zoom.errs = map[app.TokenKind]error{app.TokenLocalRecording: fault.New(fault.NoSuchMeeting)}
	tokens, err := tokensOf(t, w, app.Send{})
	if err != nil || tokens.OnBehalf.Empty() || !tokens.LocalRecording.Token.Empty() || !strings.Contains(tokens.Note, "right to record") {
		t.Errorf("%q, %v", tokens.Note, err)
	}
}

func TestNoBotGoesWithoutTheTokenOfThePlan(t *testing.T) {
	w := newWorld(t, settled())
	defer w.Close(t.Context())
	w.zoom.errs = map[app.TokenKind]error{app.TokenZAK: app.MissingScope(app.ScopeZAK, nil)}
	tokens, err := tokensOf(t, w, app.Send{AsYou: true})
	wantFault(t, err, fault.PermissionMissing)
	if !tokens.OnBehalf.Empty() || !tokens.ZAK.Empty() {
		t.Error("there are tokens all the same")
	}
	w.zoom.with(func() { w.zoom.errs = nil })
	w.zoom.err = context.Canceled
	if _, err := tokensOf(t, w, app.Send{}); err == nil {
		t.Error("a cancelled mint went through")
	}
}
