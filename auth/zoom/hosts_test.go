package zoom_test

import (
	"errors"
	"net/http"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/zoom"
)

func TestValidAPI(t *testing.T) {
	for _, good := range []string{
		"https://api.zoom.us", "https://api.zoom.us/", "https://api-eu.zoom.us", "https://eu01api-www4local.zoom.us",
		"https://example.zoom.us", "https://zoom.us", "https://api.zoomgov.com", "https://API.ZOOM.US", "HTTPS://Api.Zoom.Us/", "https://api.zoom.us:443",
	} {
		if !zoom.ValidAPI(good) {
			t.Errorf("%q was refused", good)
		}
	}
	for _, bad := range []string{
		"", "api.zoom.us", "http://api.zoom.us", "https://evilzoom.us", "https://zoom.us.example.com",
		"https://example.com", "https://zoom.us@example.com", "https://user@zoom.us", "https://zoom.us:8443",
		"https://api.zoom.us/v2", "https://api.zoom.us?x", "https://api.zoom.us/?", "https://api.zoom.us#x", "https://api.zoom.us#", "https://api.zoom.us/#",
		"https://zoom.us.", "https://.zoom.us", "https://127.0.0.1", "https://api.zoom.us\r\n", " https://api.zoom.us",
		"https://zoom.us.evil.example", "https://api.zoom.us.evil.example", "https://zoom.us@evil.example", "https://api.zoom.us%40evil.example",
		"https://xn--zom-kqa.us", "https://api.xn--zom-kqa.us", "https://zoom.us.xn--p1ai", "https://API.ZOOM.US.EVIL.EXAMPLE",
		"https://api.zoom.us./", "https://api..zoom.us", "https://api_zoom.us", "https://api.zoom.us:8443", "https://api.zoom.us:443443", "https://api.zoom.us:443@evil.example",
		"https://api.zoom.us/v2/../..", "https://api.zoom.us\\@evil.example", "https://evil.example/zoom.us", "https://evil.example#.zoom.us", "https://evil.example?.zoom.us",
		"https://[::1]", "https://[::1].zoom.us", "https://[zoom.us]", "https://2130706433", "HTTPS:api.zoom.us", "https:///api.zoom.us", "https://api.zoom.us\x00", "https://api.zoom.us\t",
		"https://example.com／.zoom.us", "https://example.com%2f.zoom.us", "https://zооm.us", "https://zoom.com", "ftp://zoom.us", "//zoom.us",
	} {
		if zoom.ValidAPI(bad) {
			t.Errorf("%q was accepted", bad)
		}
	}
}

// where remembers which host was asked.
type where struct{ host *string }

func (w where) RoundTrip(r *http.Request) (*http.Response, error) {
	*w.host = r.URL.Scheme + "://" + r.URL.Host
	return nil, errors.New("not sent")
}

func TestWhichAPIIsAsked(t *testing.T) {
	for name, c := range map[string]struct {
		set   string
		app   app.ZoomApp
		owner app.Account
		came  string // with the access token
		want  string
	}{
		"nothing known":      {want: "https://api.zoom.us"},
		"the token's own":    {came: "https://api-eu.zoom.us", want: "https://api-eu.zoom.us"},
		"not the stored one": {owner: app.Account{APIURL: "https://api-eu.zoom.us"}, want: "https://api.zoom.us"},
		"a stranger's":       {came: "https://example.com", want: "https://api.zoom.us"},
		"government":         {owner: app.Account{Cloud: app.CloudGov}, want: "https://api.zoomgov.com"},
		"government app":     {app: app.ZoomApp{Cloud: app.CloudGov}, want: "https://api.zoomgov.com"},
		"the account's":      {app: app.ZoomApp{Cloud: app.CloudGov}, owner: app.Account{Cloud: app.CloudZoom}, want: "https://api.zoom.us"},
		"set, wins over all": {set: "https://test.example.com/", came: "https://api-eu.zoom.us", want: "https://test.example.com"},
	} {
		var host string
		access := tokens{app.Access{Token: secret.New("t"), APIURL: c.came}}
		client := zoom.New(zoom.Config{HTTP: &http.Client{Transport: where{&host}}, Access: access, APIURL: c.set, Sleep: noSleep})
		if _, err := client.OnBehalf(t.Context(), c.app, c.owner, meeting); err == nil {
			t.Fatal("it can't have been sent")
		}
		if host != c.want {
			t.Errorf("%s: %s, want %s", name, host, c.want)
		}
	}
}

// Whatever has been set, a bearer takes TLS, or stays on this machine.
func TestPlainLinesAreNotUsed(t *testing.T) {
	for _, plain := range []string{"http://api.zoom.us", "http://localhost:1", "http://192.0.2.1", "http://127.0.0.1.example.com", "ftp://127.0.0.1", "//127.0.0.1", "https://"} {
		var host string
		client := zoom.New(zoom.Config{HTTP: &http.Client{Transport: where{&host}}, Access: token("t"), APIURL: plain})
		_, err := client.OnBehalf(t.Context(), app.ZoomApp{}, account, meeting)
		if !fault.Is(err, fault.BadServer) || host != "" {
			t.Errorf("%s: %v, sent to %q", plain, err, host)
		}
	}
}
