package meeting

import (
	"net/url"
	"strings"
	"testing"
)

// lookAlikes are hosts, with what stands before them, that are not Zoom's or
// that parsers differ on.
var lookAlikes = []string{
	"evilzoom.us", "not-zoom.us", "us02web-zoom.us", "zoom.us.evil.example", "zoom.com.evil.example",
	"zoom-us.example", "zoom.usa.example", "zoom.u", "zoom.co", "zoom.cn", "zoom.de", "zoom.us.com", "us.zoom",
	"zoomus.example", "zoomgov.us", "zoom-x.com", "xzoom-x.de", "zoomx.de", "zoorn.us", "z00m.us", "zoom.com.cn.example",
	"zоom.us", "zoоm.us", "zoom.uѕ", "zοom.us", "zőőm.us", "ᴢoom.us", "zoom․us", "zoom‧us", "xn--zm-fmca.us",
	"zoоzoom.us", "evil。example", "evil.example/zoom.us", "evil.example#.zoom.us", "evil.example?.zoom.us",
	"zoom.us@evil.example", "zoom.us:443@evil.example", "zoom.us%2F@evil.example", "zoom.us%40evil.example",
	"ada:secret@zoom.us", "zoom.us:8443", "zoom.us:evil", "zoom.us:443:443", "zoom.us.", "zoom.us..", ".zoom.us", "zoom..us",
	"-.zoom.us", "-a.zoom.us", "a-.zoom.us", "a_b.zoom.us", "evil.example;.zoom.us", "evil.example,.zoom.us",
	"evil.example,zoom.us", "evil.example(zoom.us", "evil.example'zoom.us", "evil.example|zoom.us", "evil.example`zoom.us",
	"evil.example{zoom.us", "evil.example^zoom.us", "evil.example[zoom.us", "evil.example;zoom.us", "evil.example$zoom.us",
	"evil.example:zoom.us", "evil.example=zoom.us", "evil.example\\zoom.us", "evil.example\\@zoom.us", "zoom.us\\@evil.example", "zoom.us\\.evil.example",
	"zo\u200bom.us", "zo\u00adom.us", "zoom.us\u200b.evil.example", "\u202esu.mooz", "zoom.us\u202e", "zoom.us\x00.evil.example",
	"zoom.us∕j∕81234567890.evil.example", "zoom.us⁄j.evil.example", "zoom.us／j.evil.example", "zoom.us？.evil.example",
	"evil.example⁄.zoom.us", "evil.example⧸.zoom.us", "zoom.us＃.evil.example", "zoom.us＠evil.example", "zoom.us：443＠evil.example", "zoom.us⠀.evil.example",
	"127.0.0.1", "127.0.0.1:8080", "[::1]", "localhost", "2130706433", "0x7f.1", "localhost/zoom.us",
	strings.Repeat("a.", 200) + "zoom.us", strings.Repeat("a", 64) + ".zoom.us", "xn--\xff.zoom.us", "\xffzoom.us",
}

func TestLookAlikesAreNeverAccepted(t *testing.T) {
	for _, host := range lookAlikes {
		for _, form := range []string{
			"https://%/j/81234567890?pwd=A.1",
			"http://%/j/81234567890",
			"HTTPS://%/wc/join/81234567890",
			"%/j/81234567890",
			"Link:%/j/81234567890",
			"zoommtg://%/join?confno=81234567890",
			"Join https://%/j/81234567890 now",
			"<a href=\"https://%/j/81234567890\">https://zoom.us/j/81234567890</a>",
			"[https://zoom.us/j/81234567890](https://%/j/81234567890)",
			"<https://%/j/81234567890|https://zoom.us/j/81234567890>",
			"https://www.google.com/url?q=https://%/j/81234567890",
			"https://www.google.com/url?q=https%3A%2F%2F" + url.QueryEscape(host) + "%2Fj%2F81234567890",
			"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2F" + url.PathEscape(host) + "%2Fj%2F81234567890",
			"https://%/j/81234567890\nMeeting ID: 812 3456 7890",
			"BEGIN:VEVENT\r\nLOCATION:https://%/j/81234567890\r\nEND:VEVENT",
		} {
			text := strings.Replace(form, "%/", host+"/", 1)
			if r := Read(text); r.Usable() {
				t.Errorf("%q became %v %v", text, r.Kind, r.Meeting)
			}
		}
	}
}

// Wrappers are only opened at their own hosts.
func TestLookAlikeWrappers(t *testing.T) {
	const inner = "https%3A%2F%2Fzoom.us%2Fj%2F81234567890"
	for _, text := range []string{
		"https://www.google.com.evil.example/url?q=" + inner,
		"https://google.evil/url?q=" + inner,
		"https://www-google.com/url?q=" + inner,
		"https://www.google.com/search?q=" + inner,
		"https://ada@www.google.com/url?q=" + inner,
		"https://www.google.com:8443/url?q=" + inner,
		"https://safelinks.protection.outlook.com.evil.example/?url=" + inner,
		"https://evilsafelinks.protection.outlook.com/?url=" + inner,
		"https://urldefense.com.evil.example/v3/__https://zoom.us/j/81234567890__;!!a!b$",
		"https://evil.example/?url=" + inner,
		"behalf://evil?url=" + inner,
	} {
		if r := Read(text); r.Usable() {
			t.Errorf("%q became %v", text, r.Meeting)
		}
	}
}

func TestZoomHostPolicy(t *testing.T) {
	for host, want := range map[string]bool{
		"zoom.us": true, "us02web.zoom.us": true, "a.b.zoom.us": true, "zoom.com": true, "x.zoomgov.com": true,
		"zoom.com.cn": true, "acme.zoom-x.de": true, "a-b.zoom.us": true, "zoom.us.zoom.us": true,
		"azoom.us": false, "zoom.us.a": false, "-.zoom.us": false, "a_.zoom.us": false, "": false, ".zoom.us": false,
		"us": false, "oom.us": false, "a;.zoom.us": false, "zoomcrc.com": false,
	} {
		if got := zoomHost(host); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
}
