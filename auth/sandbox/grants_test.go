package sandbox

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"behalf/app"
)

func TestSupersededGrantsSaySoIfTold(t *testing.T) {
	for _, tell := range []bool{false, true} {
		r := run(t, Options{TellSuperseded: tell})
		_, older := r.connect()
		rotated := r.form("/oauth/token", refreshing(older)).text("refresh_token")
		access, _ := r.connect()
		want := RowGrantDeadPublic
		if tell {
			want = RowSuperseded
		}
		r.says("superseded", r.form("/oauth/token", refreshing(rotated)), want)
		r.says("rotated before that", r.form("/oauth/token", refreshing(older)), RowGrantDeadPublic)
		r.form("/oauth/revoke", url.Values{"token": {access}, "client_id": {DefaultClientID}})
		r.says("still superseded", r.form("/oauth/token", refreshing(rotated)), want)
	}
}

func TestF19RemovedAtZoom(t *testing.T) {
	r := run(t, couple())
	ada, adaRefresh := r.connect()
	r.SignInAs(Grace().ID)
	_, graceRefresh := r.connect()
	r.Remove(Ada().ID)
	r.says("access", r.api(ada, "/v2/users/me"), RowTokenInvalid)
	r.says("refresh", r.form("/oauth/token", refreshing(adaRefresh)), RowGrantDeadPublic)
	if r.Alive(ada) || r.Alive(adaRefresh) || !r.Alive(graceRefresh) {
		t.Error("the wrong grants are dead")
	}
}

func TestAlive(t *testing.T) {
	now := time.Now()
	r := runAt(t, Options{}, func() time.Time { return now })
	access, refresh := r.connect()
	if !r.Alive(access) || !r.Alive(refresh) || r.Alive("") || r.Alive("x") {
		t.Error("right after the sign-in")
	}
	next := r.form("/oauth/token", refreshing(refresh)).text("refresh_token")
	if r.Alive(refresh) || !r.Alive(next) || !r.Alive(access) {
		t.Error("after a refresh")
	}
	now = now.Add(time.Hour)
	if r.Alive(access) || !r.Alive(next) {
		t.Error("after an hour")
	}
	r.form("/oauth/revoke", url.Values{"token": {next}, "client_id": {DefaultClientID}})
	if r.Alive(next) {
		t.Error("after a revoke")
	}
}

func TestScopesThatDrift(t *testing.T) {
	r := run(t, Options{})
	access, refresh := r.connect()
	r.SetScopes(DefaultClientID, []string{app.ScopeUser})
	if a := r.api(access, "/v2/users/me/token?type=zak"); a.status != 200 {
		t.Errorf("a token that is out changed: %s", a.body)
	}
	a := r.form("/oauth/token", refreshing(refresh))
	if a.text("scope") != app.ScopeUser {
		t.Errorf("after a refresh: %s", a.text("scope"))
	}
	r.says("shrunk", r.api(a.text("access_token"), "/v2/users/me/token?type=zak"), RowScopeMissing)
	r.SetScopes(DefaultClientID, []string{app.ScopeToken})
	if p := r.get(r.asking()).body; !strings.Contains(p, app.ScopeToken) || strings.Contains(p, app.ScopeUser) {
		t.Errorf("the consent page asks for something else: %s", p)
	}
	access, _ = r.connect()
	if a := r.api(access, "/v2/users/me/token?type=zak"); a.status != 200 {
		t.Errorf("grown again by a sign-in: %s", a.body)
	}
	defer func() {
		if recover() == nil {
			t.Error("an app that is none")
		}
	}()
	r.SetScopes("nobody", nil)
}

func TestOlderAndWiderScopesCount(t *testing.T) {
	profile, mint := "/v2/users/me", "/v2/users/me/token?type=onbehalf&meeting_id="+number
	asUser, recording, list := "/v2/users/me/zak", "/v2/meetings/"+number+"/jointoken/local_recording", "/v2/users/me/meetings"
	r := run(t, Options{})
	for scope, opens := range map[string][]string{
		"user:read:token":                          {mint},
		"user:read:token:admin":                    {mint},
		"user:read:token:master":                   {mint},
		"user:read:user:admin":                     {profile},
		"user:read":                                {profile, mint},
		"user:read:admin":                          {profile, mint},
		"user:read:zak":                            {asUser},
		"user_zak:read":                            {asUser},
		"user_zak:read:admin":                      {asUser},
		"meeting:read:local_recording_token":       {recording},
		"meeting:read:local_recording_token:admin": {recording},
		"meeting_token:read:local_recording":       {recording},
		"meeting_token:read:admin:local_recording": {recording},
		"meeting:read:list_meetings":               {list},
		"meeting:read":                             {list},
		"meeting:read:admin":                       {list},
		"user:read:token:extra":                    {},
		"user":                                     {},
		"":                                         {},
	} {
		r.SetScopes(DefaultClientID, []string{scope})
		access, _ := r.connect()
		for _, path := range []string{profile, mint, asUser, recording, list} {
			want := 400
			for _, open := range opens {
				if path == open {
					want = 200
				}
			}
			if a := r.api(access, path); a.status != want {
				t.Errorf("%q, %s: %d %s", scope, path, a.status, a.body)
			}
		}
	}
}
