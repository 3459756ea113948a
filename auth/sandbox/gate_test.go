package sandbox

import (
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// try is a bot's attempt; it gives the native code and the session.
func (r *rig) try(a attempt) (native int, session string) {
	r.t.Helper()
	body, err := json.Marshal(a)
	if err != nil {
		r.t.Fatal(err)
	}
	said := r.post("/sandbox/join", string(body))
	code, ok := said.field("native_code").(float64)
	if said.status != 200 || !ok {
		r.t.Fatalf("join: %d %s", said.status, said.body)
	}
	return int(code), said.text("session")
}

// tryFresh is a try with a token minted for it.
func (r *rig) tryFresh(access, scenario string) (int, string) {
	r.t.Helper()
	return r.try(attempt{MeetingID: number, OnBehalf: r.obf(access, number), Name: "Notes for Ada", Scenario: scenario})
}

func (r *rig) watch(session, after string) answered {
	r.t.Helper()
	return r.get("/sandbox/sessions/" + session + "?after=" + after)
}

func staying() Options { return Options{MeetingLasts: -1} }

func TestJoining(t *testing.T) {
	r := run(t, staying())
	access, _ := r.connect()
	a := r.post("/sandbox/join", fmt.Sprintf(`{"meeting_id":%q,"passcode":"1","on_behalf_token":%q,"zak":"","name":"Notes for Ada","scenario":"normal"}`,
		number, r.obf(access, number)))
	if a.field("native_code") != 0.0 || !strings.HasPrefix(a.text("session"), "s-") || a.text("brought_by") != "Ada Lovelace" || a.field("waiting_room") != false {
		t.Fatalf("%s", a.body)
	}
	s := r.Sessions()
	if len(s) != 1 || s[0].BroughtBy != "Ada Lovelace" || s[0].Name != "Notes for Ada" || s[0].State != StateInMeeting {
		t.Errorf("%+v", s)
	}
}

func TestTokensAtTheGate(t *testing.T) {
	r := run(t, staying())
	access, _ := r.connect()
	good := r.obf(access, number)
	asUser := r.api(access, "/v2/users/me/token?type=zak").text("token")
	for _, c := range []struct {
		name string
		try  attempt
		want int
	}{
		{"none", attempt{MeetingID: number}, 504},
		{"invented", attempt{MeetingID: number, OnBehalf: "x"}, 505},
		{"the access token", attempt{MeetingID: number, OnBehalf: access}, 505},
		{"a ZAK instead", attempt{MeetingID: number, OnBehalf: asUser}, 505},
		{"another meeting", attempt{MeetingID: "999999999", OnBehalf: good}, 506},
		{"no meeting", attempt{OnBehalf: good}, 8},
		{"both", attempt{MeetingID: number, OnBehalf: good, ZAK: asUser}, 502},
		{"invented ZAK", attempt{MeetingID: number, ZAK: "x"}, 503},
		{"good", attempt{MeetingID: number, OnBehalf: good}, 0},
		{"burnt", attempt{MeetingID: number, OnBehalf: good}, 505},
		{"ZAK", attempt{MeetingID: number, ZAK: asUser}, 0},
		{"ZAK again", attempt{MeetingID: number, ZAK: asUser}, 0},
	} {
		if got, _ := r.try(c.try); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if a := r.post("/sandbox/join", "[]"); a.status != 400 {
		t.Errorf("no object: %d", a.status)
	}
}

func TestAbsentUserDoesNotBurnTheToken(t *testing.T) {
	r := run(t, staying())
	access, _ := r.connect()
	token := r.obf(access, number)
	r.SetPresent(number, false)
	for range 2 {
		if got, _ := r.try(attempt{MeetingID: number, OnBehalf: token, Name: "Notes"}); got != 501 {
			t.Errorf("absent: %d", got)
		}
	}
	asUser := r.api(access, "/v2/users/me/token?type=zak").text("token")
	if got, _ := r.try(attempt{MeetingID: number, ZAK: asUser}); got != 0 {
		t.Errorf("a ZAK needs nobody there: %d", got)
	}
	r.SetPresent(number, true)
	if got, _ := r.try(attempt{MeetingID: number, OnBehalf: token}); got != 0 {
		t.Errorf("present: %d", got)
	}
	state := r.State()
	if m := state.Meetings[0]; m.ID != number || !m.Present || m.JoinTries != 4 || m.Mails != 2 || state.JoinTries != 4 {
		t.Errorf("%+v", state)
	}
}

func TestScenarios(t *testing.T) {
	r := run(t, staying())
	access, _ := r.connect()
	for scenario, want := range map[string][]int{
		"normal":                {0, 0},
		"":                      {0},
		"crash":                 {0}, // the bot's own affair
		"absent-then-present":   {501, 501, 0, 501, 501, 0},
		"always-absent":         {501, 501, 501, 501, 501},
		"65535-for-501":         {65535, 65535, 0},
		"token-invalid-then-ok": {505, 0},
		"not-published":         {63, 63},
		"waiting-room":          {0},
		"user-left":             {0},
	} {
		for i, native := range want {
			if got, _ := r.tryFresh(access, scenario); got != native {
				t.Errorf("%s, try %d: %d, want %d", scenario, i+1, got, native)
			}
		}
	}
	r.SetPresent("", false)
	if got, _ := r.tryFresh(access, "waiting-room"); got != 501 {
		t.Errorf("waiting room, but absent: %d", got)
	}
}

func TestRowsOfTheGate(t *testing.T) {
	r := run(t, staying())
	access, _ := r.connect()
	for row, want := range map[Row]int{RowUserAbsent: 501, RowTokenBurnt: 505, RowOtherMeeting: 506, RowUserAbsentUnknown: 65535} {
		r.Fail(AtJoin, row, 1)
		if got, _ := r.tryFresh(access, ""); got != want {
			t.Errorf("row %s: %d", row, got)
		}
	}
}

func TestMeetingEndsByItself(t *testing.T) {
	r := run(t, Options{MeetingLasts: time.Millisecond, AdmitAfter: time.Millisecond})
	access, _ := r.connect()
	for scenario, want := range map[string]struct {
		reason string
		native float64
	}{"normal": {"host_ended", 0}, "waiting-room": {"host_ended", 0}, "user-left": {"authorized_user_left", 8}} {
		_, session := r.tryFresh(access, scenario)
		a := r.watch(session, StateWaitingRoom)
		if a.text("state") == StateInMeeting {
			a = r.watch(session, StateInMeeting)
		}
		if a.text("state") != StateEnded || a.text("reason") != want.reason || a.field("native_code") != want.native {
			t.Errorf("%s: %s", scenario, a.body)
		}
	}
}

func TestWaitingRoom(t *testing.T) {
	r := run(t, Options{MeetingLasts: -1, AdmitAfter: time.Millisecond})
	access, _ := r.connect()
	a := r.post("/sandbox/join", fmt.Sprintf(`{"meeting_id":%q,"on_behalf_token":%q,"scenario":"waiting-room"}`, number, r.obf(access, number)))
	if a.field("waiting_room") != true {
		t.Errorf("%s", a.body)
	}
	if a = r.watch(a.text("session"), StateWaitingRoom); a.text("state") != StateInMeeting {
		t.Errorf("%s", a.body)
	}
}

func TestSessionsEndWhenToldSo(t *testing.T) {
	r := run(t, staying())
	access, _ := r.connect()
	for name, c := range map[string]struct {
		end    func(session string)
		reason string
		native float64
	}{
		"leave":       {func(id string) { r.post("/sandbox/sessions/"+id+"/leave", "") }, "left", 0},
		"host":        {func(string) { r.post("/sandbox/end", `{"meeting_id":"`+number+`","reason":""}`) }, "host_ended", 0},
		"removed":     {func(string) { r.post("/sandbox/end", `{"meeting_id":"","reason":"removed"}`) }, "removed", 0},
		"end by user": {func(string) { r.post("/sandbox/end", `{"reason":"authorized_user_left"}`) }, "authorized_user_left", 8},
		"user left":   {func(string) { r.post("/sandbox/present", `{"meeting_id":"`+number+`","present":false}`) }, "authorized_user_left", 8},
	} {
		r.SetPresent("", true)
		_, session := r.tryFresh(access, "")
		var polls sync.WaitGroup
		for range 3 {
			polls.Go(func() {
				if a := r.watch(session, StateInMeeting); a.text("state") != StateEnded || a.text("reason") != c.reason || a.field("native_code") != c.native {
					t.Errorf("%s: %s", name, a.body)
				}
			})
		}
		c.end(session)
		polls.Wait()
		c.end(session) // once more changes nothing
		if a := r.watch(session, StateEnded); a.text("reason") != c.reason {
			t.Errorf("%s: afterwards %s", name, a.body)
		}
	}
	if a := r.post("/sandbox/end", `{"reason":"boredom"}`); a.status != 400 {
		t.Errorf("an unknown reason: %d", a.status)
	}
	if a := r.watch("s-none", ""); a.status != 404 {
		t.Errorf("an unknown session: %d", a.status)
	}
	if a := r.post("/sandbox/sessions/s-none/leave", ""); a.status != 404 {
		t.Errorf("leaving an unknown session: %d", a.status)
	}
}

func TestOtherMeetingsGoOn(t *testing.T) {
	r := run(t, staying())
	access, _ := r.connect()
	_, session := r.tryFresh(access, "")
	r.EndMeeting("999999999", "")
	r.SetPresent("999999999", false)
	if a := r.watch(session, ""); a.text("state") != StateInMeeting {
		t.Errorf("%s", a.body)
	}
}

func TestCloseAnswersWhoWaits(t *testing.T) {
	log, arrived := arrivals()
	r := run(t, Options{MeetingLasts: -1, AdmitAfter: time.Hour, Log: log})
	access, _ := r.connect()
	_, session := r.tryFresh(access, "waiting-room")
	path := "/sandbox/sessions/" + session
	answer := make(chan answered, 1)
	go func() { answer <- r.watch(session, StateWaitingRoom) }()
	for <-arrived != path {
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if a := <-answer; a.text("state") != StateWaitingRoom {
		t.Errorf("%d %s", a.status, a.body)
	}
	if err := r.Close(); err != nil {
		t.Errorf("twice: %v", err)
	}
}

// A browser opens connections in advance; they must not hold Close up.
func TestCloseDropsConnectionsThatNeverSpoke(t *testing.T) {
	r := run(t, Options{})
	conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	r.get("/") // accepted after it, so the server knows it
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Read(make([]byte, 1)); err == nil {
		t.Error("it was spoken on")
	}
}

func TestManyBotsAtOnce(t *testing.T) {
	r := run(t, Options{MeetingLasts: time.Millisecond})
	access, _ := r.connect()
	token := r.obf(access, number)
	var bots sync.WaitGroup
	in := make(chan string, 20)
	for range cap(in) {
		bots.Go(func() {
			if native, session := r.try(attempt{MeetingID: number, OnBehalf: token}); native == 0 {
				in <- session
			} else if native != 505 {
				t.Errorf("native code %d", native)
			}
		})
	}
	bots.Wait()
	if len(in) != 1 {
		t.Errorf("one token let %d bots in", len(in))
	}
}
