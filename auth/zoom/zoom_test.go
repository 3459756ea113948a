package zoom_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/sandbox"
)

func TestMinting(t *testing.T) {
	r := connect(t, sandbox.Options{Scopes: []string{app.ScopeToken, app.ScopeUser, app.ScopeRecording}})
	ctx := t.Context()
	mints := map[string]func() (app.Minted, error){
		"on behalf": func() (app.Minted, error) { return r.OnBehalf(ctx, r.app, account, meeting) },
		"zak":       func() (app.Minted, error) { return r.ZAK(ctx, r.app, account) },
		"recording": func() (app.Minted, error) { return r.LocalRecording(ctx, r.app, account, meeting) },
	}
	for name, mint := range mints {
		first, err := mint()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		second, err := mint()
		if err != nil || first.Token.Empty() || first.Token.Equal(second.Token) {
			t.Errorf("%s: each call must ask anew: %v", name, err)
		}
		if first.Until.IsZero() != (name != "recording") {
			t.Errorf("%s: until %v", name, first.Until)
		}
	}
	if r.asked != 0 {
		t.Error("a good access token was called refused")
	}
}

func TestHowLongARecordingTokenLives(t *testing.T) {
	for said, want := range map[string]time.Duration{
		``:                      2 * time.Minute,
		`,"expire_in":120`:      2 * time.Minute,
		`,"expire_in":300`:      5 * time.Minute,
		`,"expire_in":"300"`:    5 * time.Minute,
		`,"expire_in":1.5`:      1500 * time.Millisecond,
		`,"expire_in":3600`:     time.Hour,
		`,"expire_in":3601`:     time.Hour,
		`,"expire_in":1e300`:    time.Hour,
		`,"expire_in":0`:        2 * time.Minute,
		`,"expire_in":-1`:       2 * time.Minute,
		`,"expire_in":null`:     2 * time.Minute,
		`,"expire_in":"soon"`:   2 * time.Minute,
		`,"expire_in":"NaN"`:    2 * time.Minute,
		`,"expire_in":{"s":1}`:  2 * time.Minute,
		`,"expires_in":86400`:   2 * time.Minute,
		`,"expire_in":"+Inf"`:   time.Hour,
		`,"expire_in":true`:     2 * time.Minute,
		`,"expire_in":[120]`:    2 * time.Minute,
		`,"expire_in":"-5e300"`: 2 * time.Minute,
	} {
		c := answering(t, 200, nil, `{"token":"`+good+`"`+said+`}`)
		got, err := c.LocalRecording(t.Context(), app.ZoomApp{}, account, meeting)
		if err != nil || !got.Until.Equal(someTime.Add(want)) {
			t.Errorf("%s: until %v, %v, want %v", said, got.Until.Sub(someTime), err, want)
		}
	}
}

// A wrong meeting, another account's and one that is over each have their own
// sentence, and no token is ever given twice.
func TestF22OnBehalfOfTheWrongMeeting(t *testing.T) {
	for body, want := range map[string]fault.Kind{
		`{"code":3001,"message":"Meeting does not exist: 81234567890."}`:                                                    fault.NoSuchMeeting,
		`{"code":300,"message":"Validation Failed.","errors":[{"field":"meeting_id","message":"Invalid field."}]}`:          fault.NoSuchMeeting,
		`{"code":1010,"message":"User does not belong to this account"}`:                                                    fault.NotAllowed,
		`{"code":3001,"message":"The meeting has ended."}`:                                                                  fault.MeetingOver,
		`{"code":4711,"message":"Invalid access token, does not contain scopes:[user:read:token, user:read:token:admin]."}`: fault.PermissionMissing,
	} {
		_, err := answering(t, 400, nil, body).OnBehalf(t.Context(), app.ZoomApp{}, account, meeting)
		if !fault.Is(err, want) {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
	r := connect(t, sandbox.Options{})
	first, err := r.OnBehalf(t.Context(), r.app, account, meeting)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := r.OnBehalf(t.Context(), r.app, account, meeting); err != nil || second.Token.Equal(first.Token) {
		t.Errorf("a second attempt got the first one's token: %v", err)
	}
}

// Zoom denies a meeting to everybody but its host. The number may be right.
func TestF22RecordingIsTheHosts(t *testing.T) {
	r := connect(t, sandbox.Options{Hosted: []string{"98765432101"}, Scopes: []string{app.ScopeToken, app.ScopeRecording}})
	if _, err := r.LocalRecording(t.Context(), r.app, account, "98765432101"); err != nil {
		t.Error(err)
	}
	_, err := r.LocalRecording(t.Context(), r.app, account, meeting)
	if !fault.Is(err, fault.NotAllowed) || !strings.Contains(err.Error(), "host") {
		t.Errorf("somebody else's: %v", err)
	}
	for _, code := range []string{"1001", "1010", "3000", "3003"} {
		c := answering(t, 400, nil, `{"code":`+code+`,"message":"x"}`)
		if _, err := c.LocalRecording(t.Context(), app.ZoomApp{}, account, meeting); !fault.Is(err, fault.NotAllowed) || !strings.Contains(err.Error(), "host") {
			t.Errorf("%s: %v", code, err)
		}
	}
	if _, err := r.OnBehalf(t.Context(), r.app, account, meeting); err != nil {
		t.Errorf("on behalf does not take the host: %v", err)
	}
}

func TestProfile(t *testing.T) {
	r := connect(t, sandbox.Options{})
	got, err := r.Profile(t.Context(), app.CloudZoom, "", r.access)
	if err != nil || got.Name != "Ada Lovelace" || got.Email != "ada@example.com" || got.UserID == "" || got.AccountID == "" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestProfileNames(t *testing.T) {
	for body, want := range map[string]string{
		`{"id":"u","account_id":"a","display_name":"Ada","first_name":"x","email":"e@example.com"}`:  "Ada",
		`{"id":"u","account_id":"a","first_name":"Ada","last_name":"Lovelace"}`:                      "Ada Lovelace",
		`{"id":"u","account_id":"a","last_name":"Lovelace"}`:                                         "Lovelace",
		`{"id":"u","account_id":"a","email":"ada@example.com","pmi":5551112222,"x":{"y":[1]}}`:       "ada@example.com",
		`{"id":"u","account_id":"a","display_name":"Ada\u202e\r\n` + strings.Repeat("a", 500) + `"}`: "Ada" + strings.Repeat("a", 197),
	} {
		got, err := answering(t, 200, nil, body).Profile(t.Context(), app.CloudZoom, "", secret.New("t"))
		if err != nil || got.Name != want {
			t.Errorf("%s: %q, %v", body, got.Name, err)
		}
	}
	for _, body := range []string{`{"id":"u"}`, `{"account_id":"a"}`, `{"id":"u\n","account_id":"a"}`, `{"id":7,"account_id":"a"}`} {
		if _, err := answering(t, 200, nil, body).Profile(t.Context(), app.CloudZoom, "", secret.New("t")); !fault.Is(err, fault.ZoomBadAnswer) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestBadMeetingIDsAreNotAsked(t *testing.T) {
	c := talkingTo(t, func(_ http.ResponseWriter, req *http.Request) { t.Errorf("asked for %s", req.URL) })
	for _, id := range []string{"", "12345678", "1234567890123", "812 3456 7890", "81234567890&type=zak", "../../users/me", "８１２３４５６７８９０"} {
		if _, err := c.OnBehalf(t.Context(), app.ZoomApp{}, account, id); !fault.Is(err, fault.NoSuchMeeting) {
			t.Errorf("on behalf, %q: %v", id, err)
		}
		if _, err := c.LocalRecording(t.Context(), app.ZoomApp{}, account, id); !fault.Is(err, fault.NoSuchMeeting) {
			t.Errorf("recording, %q: %v", id, err)
		}
	}
}
