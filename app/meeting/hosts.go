package meeting

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// zoomDomains are Zoom's own. A host is Zoom's if it is one of them or ends
// with a dot and one of them, and in no other case.
var zoomDomains = []string{"zoom.us", "zoom.com", "zoomgov.com", "zoom.com.cn", "zoom-x.de"}

// roomSystems is where room systems dial in: number@zoomcrc.com.
const roomSystems = "zoomcrc.com"

// rivals are other meeting services. A number beside a link to one of them is
// that service's number.
var rivals = table(map[string][]string{
	"Microsoft Teams": {"teams.microsoft.com", "teams.live.com", "gov.teams.microsoft.us"},
	"Google Meet":     {"meet.google.com"},
	"Webex":           {"webex.com"},
	"GoTo":            {"gotomeeting.com", "goto.com", "gotowebinar.com", "gotomeet.me"},
	"Jitsi Meet":      {"meet.jit.si"},
	"Whereby":         {"whereby.com"},
	"BlueJeans":       {"bluejeans.com"},
	"Amazon Chime":    {"chime.aws"},
	"Lark":            {"feishu.cn", "larksuite.com"},
	"Tencent Meeting": {"meeting.tencent.com", "voovmeeting.com"},
	"Zhumu":           {"zhumu.com"},
	"RingCentral":     {"ringcentral.com"},
	"Dialpad":         {"dialpad.com"},
	"Skype":           {"skype.com", "meet.lync.com"},
	"FaceTime":        {"facetime.apple.com"},
	"Lifesize":        {"lifesizecloud.com"},
	"8x8":             {"8x8.vc"},
	"Zoho Meeting":    {"meet.zoho.com", "meet.zoho.eu"},
	"DingTalk":        {"dingtalk.com"},
})

// table turns names and their domains around.
func table(domains map[string][]string) map[string]string {
	names := map[string]string{}
	for name, all := range domains {
		for _, domain := range all {
			names[domain] = name
		}
	}
	return names
}

// at finds what is known about a host or a domain above it.
func at[V any](known map[string]V, host string) (v V, ok bool) {
	for {
		if v, ok = known[host]; ok {
			return v, true
		}
		_, above, found := strings.Cut(host, ".")
		if !found {
			return v, false
		}
		host = above
	}
}

// serviceCalled is the name of a meeting service as it writes itself.
func serviceCalled(name string) string {
	for _, service := range rivals {
		if strings.EqualFold(service, name) {
			return service
		}
	}
	return name
}

// sealed are hosts that keep the target on their side: nothing can be known
// without asking them, and asking would tell them.
var sealed = set(
	"mimecast.com", "mimecastprotect.com",
	"tinyurl.com", "bit.ly", "lnkd.in", "t.co", "goo.gl", "ow.ly", "is.gd", "v.gd", "buff.ly",
	"rb.gy", "cutt.ly", "shorturl.at", "t.ly", "rebrand.ly", "tiny.cc", "aka.ms", "fb.me", "s.id",
	"bl.ink", "g.co", "t.me", "wa.me", "t1p.de", "kurzelinks.de", "urlz.fr", "dub.sh", "short.gy",
)

func set(words ...string) map[string]bool {
	all := map[string]bool{}
	for _, word := range words {
		all[word] = true
	}
	return all
}

// under says whether host is one of the domains or below one.
func under(host string, domains []string) bool {
	return slices.ContainsFunc(domains, func(domain string) bool {
		below, ok := strings.CutSuffix(host, domain)
		return ok && (below == "" || below[len(below)-1] == '.')
	})
}

// zoomHost applies the policy to a host that hostOf has made.
func zoomHost(host string) bool {
	return under(host, zoomDomains) && strictLabels(host)
}

// strictLabels asks for letters, digits and inner dashes in every label.
// Parsers differ on anything else, and look-alikes live in that difference.
func strictLabels(host string) bool {
	if len(host) > 253 {
		return false
	}
	for label, more := "", true; more; {
		label, host, more = strings.Cut(host, ".")
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if b := label[i]; b != '-' && !digit(b) && (b < 'a' || b > 'z') {
				return false
			}
		}
	}
	return true
}

// authority is the part of a link between the slashes.
type authority struct {
	host  string // lower case, xn-- form, no dot at the end; empty if unreadable
	clean bool   // no user, no port but the usual, no dot at the end
}

// readAuthority lets net/url take it apart; what only some parsers would
// accept comes back without a host.
func readAuthority(scheme, s string) authority {
	if strictLabels(s) {
		return authority{host: s, clean: true} // nothing to take apart
	}
	if s == "" || len(s) > 1024 || strings.Contains(s, "\\") || !utf8.ValidString(s) {
		return authority{}
	}
	u, err := url.Parse(scheme + "://" + s)
	if err != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" {
		return authority{}
	}
	host := u.Hostname()
	rooted := strings.HasSuffix(host, ".")
	host = hostOf(strings.TrimSuffix(host, "."))
	port := u.Port()
	usual := port == "" || port == "443" && scheme != "http" || port == "80" && scheme == "http"
	return authority{host: host, clean: u.User == nil && usual && !rooted}
}

// hostOf folds case and applies IDNA; an impossible host is empty.
func hostOf(s string) string {
	if strings.ContainsFunc(s, foreignToHosts) {
		return ""
	}
	if strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		ascii, err := hostNames.ToASCII(s)
		if err != nil {
			return ""
		}
		s = ascii
	}
	s = strings.ToLower(s)
	if s == "" || len(s) > 253 || strings.Contains(s, "..") || s[0] == '.' {
		return ""
	}
	for i := range len(s) {
		b := s[i]
		if b != '-' && b != '.' && b != '_' && b != ':' && !digit(b) && (b < 'a' || b > 'z') {
			return ""
		}
	}
	return s
}

// foreignToHosts are characters that IDNA would drop without a word, or let
// pass although they look like a slash.
func foreignToHosts(r rune) bool {
	if r < utf8.RuneSelf || strings.ContainsRune("。．｡", r) {
		return false
	}
	return invisible(r) || override(r) || !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
}

var hostNames = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.BidiRule(), idna.StrictDomainName(true))
