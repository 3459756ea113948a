package meeting

import (
	"slices"
	"strings"
)

// foreign is a link to another host. If that is another meeting service, or
// the link has Zoom's looks, numbers beside it are not to be believed.
func foreign(l link) target {
	m := Meeting{Host: l.host}
	if service, ok := at(rivals, l.host); ok {
		return target{class: toService, why: WhyOtherService, m: m, other: service, keeps: true}
	}
	t := target{class: toForeign, why: WhyOtherHost, m: m, posing: poses(l)}
	if looksLikeZoom(l.host) {
		t.why, t.posing = WhyLookAlike, true
	}
	return t
}

// looksLikeZoom says whether a person could take a host for Zoom's.
func looksLikeZoom(host string) bool {
	if strings.Contains(host, "xn--") {
		if shown, err := hostNames.ToUnicode(host); err == nil {
			host = twins.Replace(shown)
		}
	}
	host = strings.ReplaceAll(strings.ReplaceAll(host, "0", "o"), "rn", "m")
	return strings.Contains(host, "zoom")
}

// twins are letters that look like those of Zoom's name.
var twins = strings.NewReplacer("о", "o", "ο", "o", "օ", "o", "ö", "o", "ó", "o", "ò", "o", "ô", "o", "ō", "o", "ő", "o", "ọ", "o",
	"м", "m", "ṃ", "m", "ᴢ", "z", "ź", "z", "ż", "z", "ž", "z", "ƶ", "z")

// poses says whether a link to another host is written like one of Zoom's.
func poses(l link) bool {
	raw := ""
	if strings.ContainsAny(l.raw, "zZ") { // all of Zoom's domains have one
		raw = foldString(l.raw)
	}
	for _, domain := range zoomDomains {
		_, after, found := strings.Cut(raw, domain)
		if found && (after == "" || !alnum(after[0]) && after[0] != '-') {
			return true
		}
	}
	parts, _ := segments(l.path)
	return len(parts) > 1 && slices.Contains([]string{"j", "s", "w", "wc"}, parts[0]) && strings.Trim(parts[1], "0123456789-") == ""
}
