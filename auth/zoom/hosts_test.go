package zoom_test

import (
	"errors"
	"net/http"
	"testing"

	"behalf/app"
	"behalf/app/secret"
	"behalf/auth/zoom"
)

func TestValidAPI(t *testing.T) {
	for _, good := range []string{
		"https://api.zoom.us", "https://api.zoom.us/", "https://api-eu.zoom.us", "https://eu01api-www4local.zoom.us",
		"https://example.zoom.us", "https://zoom.us", "https://api.zoomgov.com", "https://API.ZOOM.US", "https://api.zoom.us:443",
	} {
		if !zoom.ValidAPI(good) {
			t.Errorf("%q was refused", good)
		}
	}
	for _, bad := range []string{
		"", "api.zoom.us", "http://api.zoom.us", "https://evilzoom.us", "https://zoom.us.example.com",
		"https://example.com", "https://zoom.us@example.com", "https://user@zoom.us", "https://zoom.us:8443",
		"https://api.zoom.us/v2", "https://api.zoom.us?x", "https://api.zoom.us/?", "https://api.zoom.us#x",
		"https://zoom.us.", "https://.zoom.us", "https://127.0.0.1", "https://api.zoom.us\r\n", " https://api.zoom.us",
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
		want  string
	}{
		"nothing known":      {want: "https://api.zoom.us"},
		"the account's own":  {owner: app.Account{APIURL: "https://api-eu.zoom.us"}, want: "https://api-eu.zoom.us"},
		"a stranger's":       {owner: app.Account{APIURL: "https://example.com"}, want: "https://api.zoom.us"},
		"government":         {owner: app.Account{Cloud: app.CloudGov}, want: "https://api.zoomgov.com"},
		"government app":     {app: app.ZoomApp{Cloud: app.CloudGov}, want: "https://api.zoomgov.com"},
		"set, wins over all": {set: "https://test.example.com/", owner: app.Account{APIURL: "https://api-eu.zoom.us"}, want: "https://test.example.com"},
	} {
		var host string
		client := zoom.New(zoom.Config{HTTP: &http.Client{Transport: where{&host}}, Access: tokens{"t"}, APIURL: c.set})
		if _, err := client.OnBehalf(t.Context(), c.app, c.owner, meeting); err == nil {
			t.Fatal("it can't have been sent")
		}
		if host != c.want {
			t.Errorf("%s: %s, want %s", name, host, c.want)
		}
	}
}

func TestWhereRevokingIsAsked(t *testing.T) {
	for cloud, want := range map[app.Cloud]string{app.CloudZoom: "https://zoom.us", app.CloudGov: "https://zoomgov.com"} {
		var host string
		client := zoom.New(zoom.Config{HTTP: &http.Client{Transport: where{&host}}})
		if err := client.Revoke(t.Context(), app.ZoomApp{Cloud: cloud}, secret.Text{}, secret.New("t")); err == nil || host != want {
			t.Errorf("%s: %s, %v", cloud, host, err)
		}
	}
}
