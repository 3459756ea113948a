package meeting

import "testing"

func TestLinksOpenTheMeeting(t *testing.T) {
	for name, c := range map[string]struct {
		m            Meeting
		page, client string
	}{
		"a bare number": {Meeting{ID: "81234567890"}, "https://zoom.us/j/81234567890", "zoommtg://zoom.us/join?action=join&confno=81234567890"},
		"a passcode of the link": {
			Meeting{ID: "81234567890", Host: "us02web.zoom.us", PasscodeParam: "a.1&b", PasscodePlain: "123456"},
			"https://us02web.zoom.us/j/81234567890?pwd=a.1%26b", "zoommtg://us02web.zoom.us/join?action=join&confno=81234567890&pwd=a.1%26b",
		},
		"a passcode as a person types it": {
			Meeting{ID: "81234567890", Host: "us02web.zoom.us", PasscodePlain: "12 34"},
			"https://us02web.zoom.us/j/81234567890", "zoommtg://us02web.zoom.us/join?action=join&confno=81234567890&pwd=12+34",
		},
		"a webinar that one has registered for": {
			Meeting{ID: "912345678", Host: "agency.zoomgov.com", TK: "t+t", Webinar: true},
			"https://agency.zoomgov.com/w/912345678?tk=t%2Bt", "zoommtg://agency.zoomgov.com/join?action=join&confno=912345678&tk=t%2Bt",
		},
	} {
		page, client, ok := c.m.Links()
		if !ok || page != c.page || client != c.client {
			t.Errorf("%s: %v\n%s\n%s", name, ok, page, client)
		}
	}
}

func TestF49OnlyZoomsHostsAreOpened(t *testing.T) {
	for _, m := range []Meeting{
		{ID: "81234567890", Host: "zoom.us.example.com"},
		{ID: "81234567890", Host: "example.com"},
		{ID: "81234567890", Host: "evil@zoom.us"},
		{ID: "81234567890", Host: "x/../.zoom.us"},
		{ID: "8123456789/", Host: "zoom.us"},
		{ID: "1&uname=x", Host: "zoom.us"},
		{Host: "zoom.us", Vanity: "ada"},
	} {
		if page, client, ok := m.Links(); ok || page != "" || client != "" {
			t.Errorf("%q on %q: %s, %s", m.ID, m.Host, page, client)
		}
	}
}
