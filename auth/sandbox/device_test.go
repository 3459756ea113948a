package sandbox

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"behalf/app"
	"behalf/app/fault"
)

// onDevice is a stand-in with an app that may sign in by device code, and the
// hands of its clock.
func onDevice(t *testing.T, opt Options) (r *rig, wait func(time.Duration)) {
	now := time.Now()
	opt.Device = true
	r = runAt(t, opt, func() time.Time { return now })
	return r, func(d time.Duration) { now = now.Add(d) }
}

func (r *rig) device() (deviceCode, userCode string) {
	r.t.Helper()
	a := r.form("/oauth/devicecode", url.Values{"client_id": {DefaultClientID}})
	if a.status != 200 {
		r.t.Fatalf("device code: %d %s", a.status, a.body)
	}
	return a.text("device_code"), a.text("user_code")
}

func (r *rig) poll(deviceCode string) answered {
	return r.form("/oauth/token", url.Values{"grant_type": {grantDevice}, "device_code": {deviceCode}, "client_id": {DefaultClientID}})
}

func TestDeviceFlow(t *testing.T) {
	r, wait := onDevice(t, Options{})
	a := r.form("/oauth/devicecode?client_id="+DefaultClientID, nil)
	code, typed := a.text("device_code"), a.text("user_code")
	if a.field("expires_in") != 900.0 || a.field("interval") != 5.0 || a.text("verification_uri") != r.URL()+"/oauth_device" ||
		a.text("verification_uri_complete") != r.URL()+"/oauth/device/complete/"+typed || len(typed) != 8 {
		t.Fatalf("%s", a.body)
	}
	if !strings.HasPrefix(code, Marker) || !slices.Contains(r.Secrets(), code) || strings.Contains(typed, Marker) {
		t.Errorf("%s", a.body)
	}
	r.says("nobody pressed", r.poll(code), RowDevicePending)
	r.says("too soon", r.poll(code), RowSlowDown)
	wait(5 * time.Second)
	r.says("in time", r.poll(code), RowDevicePending)
	if err := r.AllowDevice(t.Context(), strings.ToLower(typed[:4]+"-"+typed[4:])); err != nil {
		t.Fatal(err)
	}
	wait(5 * time.Second)
	tokens := r.poll(code)
	if tokens.status != 200 || !r.Alive(tokens.text("access_token")) || !r.Alive(tokens.text("refresh_token")) || tokens.text("scope") == "" {
		t.Fatalf("%d %s", tokens.status, tokens.body)
	}
	wait(5 * time.Second)
	r.says("once only", r.poll(code), RowBadDeviceCode)
	if a := r.form("/oauth/token", refreshing(tokens.text("refresh_token"))); a.status != 200 {
		t.Errorf("refresh: %s", a.body)
	}
	if c := r.State().Counts; c.DeviceCodes != 1 || c.DevicePolls != 5 || c.Exchanges != 0 || c.Refreshes != 1 {
		t.Errorf("%+v", c)
	}
}

func TestDeviceSignInEndsTheFormerOne(t *testing.T) {
	r, _ := onDevice(t, Options{Users: []User{Ada(), Grace()}})
	_, ada := r.connect()
	r.SignInAs(Grace().ID)
	_, grace := r.connect()
	code, typed := r.device()
	if err := r.AllowDevice(t.Context(), typed); err != nil {
		t.Fatal(err)
	}
	access := r.poll(code).text("access_token")
	if a := r.api(access, "/v2/users/me"); a.text("display_name") != "Grace Hopper" {
		t.Errorf("%s", a.body)
	}
	if r.Alive(grace) || !r.Alive(ada) {
		t.Error("the wrong grant ended")
	}
}

func TestDeviceDeclinedOrTooLate(t *testing.T) {
	r, wait := onDevice(t, Options{})
	code, typed := r.device()
	if err := r.DeclineDevice(t.Context(), typed); err != nil {
		t.Fatal(err)
	}
	r.says("declined", r.poll(code), RowDeviceDenied)
	if err := r.AllowDevice(t.Context(), typed); !fault.Is(err, fault.SignInFailed) {
		t.Errorf("answered twice: %v", err)
	}
	code, typed = r.device()
	wait(deviceLife + time.Second)
	r.says("too late", r.poll(code), RowDeviceExpired)
	if err := r.AllowDevice(t.Context(), typed); err == nil {
		t.Error("the code was too old")
	}
	r.says("invented", r.poll("x"), RowBadDeviceCode)
}

func TestWhoMaySignInByDevice(t *testing.T) {
	r := run(t, Options{More: []App{
		{ClientID: "box", ClientSecret: key, Device: true, Scopes: []string{app.ScopeToken}},
		{ClientID: "other", Device: true},
	}})
	r.says("not this app", r.form("/oauth/devicecode", url.Values{"client_id": {DefaultClientID}}), RowNoDevice)
	r.says("no app", r.form("/oauth/devicecode", nil), RowBadClient)
	r.says("no secret", r.form("/oauth/devicecode", url.Values{"client_id": {"box"}}), RowBadClient)
	req := r.request("POST", "/oauth/devicecode?client_id=box", "", "")
	req.SetBasicAuth("box", key)
	a := r.send(req)
	if a.status != 200 {
		t.Fatalf("Basic: %s", a.body)
	}
	if err := r.AllowDevice(t.Context(), a.text("user_code")); err != nil {
		t.Fatal(err)
	}
	form := url.Values{"grant_type": {grantDevice}, "device_code": {a.text("device_code")}, "client_id": {"other"}}
	r.says("another app's code", r.form("/oauth/token", form), RowBadDeviceCode)
	form.Set("client_id", "box")
	form.Set("client_secret", key)
	if a := r.form("/oauth/token", form); a.status != 200 || a.text("scope") != app.ScopeToken {
		t.Errorf("%s", a.body)
	}
}

func TestDeviceInterval(t *testing.T) {
	for given, told := range map[time.Duration]float64{0: 5, time.Millisecond: 1, time.Second: 1, 1500 * time.Millisecond: 2} {
		r, wait := onDevice(t, Options{DeviceInterval: given})
		a := r.form("/oauth/devicecode", url.Values{"client_id": {DefaultClientID}})
		if a.field("interval") != told {
			t.Errorf("%v: %s", given, a.body)
		}
		if given == time.Millisecond { // what is told is more than is asked for
			r.poll(a.text("device_code"))
			wait(given)
			r.says("in time", r.poll(a.text("device_code")), RowDevicePending)
		}
	}
}

func TestDevicePages(t *testing.T) {
	r, _ := onDevice(t, Options{UserName: "Ådne <b>"})
	_, shown := r.device()
	if a := r.get("/oauth_device"); a.status != 200 || !strings.Contains(a.body, `name="user_code" value=""`) {
		t.Errorf("%s", a.body)
	}
	if a := r.get("/oauth/device/complete/" + shown); !strings.Contains(a.body, `value="`+shown+`"`) {
		t.Errorf("%s", a.body)
	}
	if a := r.form("/oauth_device", url.Values{"user_code": {"<script>"}}); a.status != 400 || strings.Contains(a.body, "<script>") {
		t.Errorf("%s", a.body)
	}
	page := r.form("/oauth_device", url.Values{"user_code": {shown}})
	for _, want := range []string{`action="/oauth_device"`, "Ådne &lt;b&gt;", app.ScopeToken, "return to your device"} {
		if !strings.Contains(page.body, want) {
			t.Errorf("no %q on the page", want)
		}
	}
	nonce := nonceField().FindStringSubmatch(page.body)[1]
	if a := r.form("/oauth/authorize", url.Values{"nonce": {nonce}, "decision": {"allow"}}); a.status != 400 {
		t.Errorf("pressed elsewhere: %d", a.status)
	}
	if a := r.form("/oauth_device", url.Values{"nonce": {nonce}, "decision": {"allow"}}); a.status != 400 {
		t.Errorf("pressed twice: %d", a.status)
	}
	code, typed := r.device()
	pages := []string{}
	for range 2 {
		pages = append(pages, nonceField().FindStringSubmatch(r.form("/oauth_device", url.Values{"user_code": {typed}}).body)[1])
	}
	for i, status := range []int{200, 400} { // the second page comes too late
		if a := r.form("/oauth_device", url.Values{"nonce": {pages[i]}, "decision": {[]string{"allow", "decline"}[i]}}); a.status != status {
			t.Errorf("page %d: %d", i+1, a.status)
		}
	}
	if a := r.form("/oauth_device", url.Values{"user_code": {typed}}); a.status != 400 {
		t.Errorf("the code is asked for again: %d", a.status)
	}
	if a := r.poll(code); a.status != 200 {
		t.Errorf("%s", a.body)
	}
	nonce = nonceField().FindStringSubmatch(r.get(r.asking()).body)[1]
	if a := r.form("/oauth_device", url.Values{"nonce": {nonce}, "decision": {"allow"}}); a.status != 400 {
		t.Errorf("another page's button: %d", a.status)
	}
	for range mostAsked + 10 {
		r.device()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.signIn.devices); n > mostAsked {
		t.Errorf("%d devices are remembered", n)
	}
}

func TestRowsForDevices(t *testing.T) {
	r, _ := onDevice(t, Options{})
	code, _ := r.device()
	for _, row := range []Row{RowDevicePending, RowSlowDown, RowDeviceExpired, RowDeviceDenied, RowNoDevice, RowBadDeviceCode} {
		r.Fail(AtToken, row, 1)
		r.says(string(row), r.poll(code), row)
	}
	r.Fail(AtDevice, RowOutage, 1)
	if a := r.form("/oauth/devicecode", url.Values{"client_id": {DefaultClientID}}); a.status != 503 {
		t.Errorf("%d", a.status)
	}
}
