package meeting

import (
	"encoding/base64"
	"html"
	"net/url"
	"strings"
)

// wrapper is a service that puts its own address around a link. The host and
// the path must match; a look-alike of a wrapper is not opened.
type wrapper struct {
	hosts []string // each with everything below it
	path  string   // what the path starts with
	open  opener
}

// opener finds the wrapped link by the service's published encoding. It
// answers false if the encoding is broken, and nothing if there is no link.
type opener func(l link) (inner string, ok bool)

// wrappers are those whose target can be read without asking them.
var wrappers = []wrapper{
	{[]string{"safelinks.protection.outlook.com", "safelinks.protection.office365.us"}, "", query("url")},
	{[]string{"statics.teams.cdn.office.net", "statics.teams.microsoft.com"}, "/evergreen-assets/safelinks/", query("url")},
	{[]string{"urldefense.proofpoint.com"}, "/v1/", proofpoint1},
	{[]string{"urldefense.proofpoint.com"}, "/v2/", proofpoint2},
	{[]string{"urldefense.com", "urldefense.us", "urldefense.proofpoint.com"}, "/v3/", proofpoint3},
	{[]string{"meet.google.com"}, "/linkredirect", query("dest")},
	{[]string{"linkprotect.cudasvc.com"}, "/url", query("a")},
	{[]string{"fireeye.com"}, "/v1/url", query("u")},
	{[]string{"fireeye.com"}, "/url", query("u")},
	{[]string{"protect.checkpoint.com", "url.avanan.click"}, "/v2/", checkpoint},
	{[]string{"scanmail.trustwave.com"}, "", query("u")},
	{[]string{"antiphishing.vadesecure.com"}, "", query("u")},
	{[]string{"urlsand.esvalabs.com"}, "", query("u")},
	{[]string{"clicktime.symantec.com"}, "", query("u")},
	{[]string{"protection.sophos.com"}, "", base64Query("u")},
	{[]string{"secure-web.cisco.com"}, "", lastSegment},
	{[]string{"trendmicro.com"}, "/wis/clicktime/", query("url")},
	{[]string{"slack-redir.net"}, "/link", query("url")},
	{[]string{"linkedin.com"}, "/redir/redirect", query("url")},
	{[]string{"linkedin.com"}, "/safety/go", query("url")},
	{[]string{"l.facebook.com", "lm.facebook.com", "l.messenger.com"}, "/l.php", query("u")},
	{[]string{"l.instagram.com"}, "/", query("u")},
	{[]string{"youtube.com"}, "/redirect", query("q")},
	{[]string{"vk.com"}, "/away.php", query("to")},
}

// Proposal is the text inside a behalf://send?url=… link; any other text is its
// own. A link of ours can carry nothing else: no option, no token, no server.
func Proposal(text string) string {
	const scheme = "behalf:"
	text = trim(text)
	if len(text) < len(scheme) || !strings.EqualFold(text[:len(scheme)], scheme) {
		return text
	}
	l := splitLink(text)
	if l.scheme != "behalf" || l.host != "send" {
		return ""
	}
	inner, _ := query("url")(l)
	return inner
}

// unwrap opens a link to a host that is not Zoom's, if it is a wrapper.
func unwrap(l link, depth int) target {
	open := openerFor(l)
	switch {
	case open == nil && l.clean && sealedAt(l.host):
		return target{class: toHidden, why: WhyHidden, m: Meeting{Host: l.host}}
	case open == nil || !l.clean:
		return foreign(l)
	case depth >= maxDepth:
		return target{class: toHidden, why: WhyHidden, m: Meeting{Host: l.host}}
	}
	inner, ok := open(l)
	if !ok {
		return target{class: toRefused, why: WhyDamaged}
	}
	inner = trim(inner)
	if c, found := firstLinkAt(inner, 0); found {
		return readLink(c.raw, depth+1)
	}
	return foreign(l)
}

func openerFor(l link) opener {
	switch {
	case l.scheme == "behalf":
		return query("url")
	case googleHost(l.host) && l.path == "/url":
		return query("q", "url")
	}
	all, _ := at(wrappersAt, l.host)
	for _, w := range all {
		if strings.HasPrefix(l.path+"/", w.path) {
			return w.open
		}
	}
	return nil
}

// wrappersAt are the wrappers by their hosts.
var wrappersAt = func() map[string][]wrapper {
	all := map[string][]wrapper{}
	for _, w := range wrappers {
		for _, host := range w.hosts {
			all[host] = append(all[host], w)
		}
	}
	return all
}()

func sealedAt(host string) bool {
	_, ok := at(sealed, host)
	return ok
}

// googleHost knows google.com and its national forms: google.de, google.co.uk.
func googleHost(host string) bool {
	tld, ok := strings.CutPrefix(strings.TrimPrefix(host, "www."), "google.")
	if !ok {
		return false
	}
	if tld == "com" {
		return true
	}
	tld = strings.TrimPrefix(strings.TrimPrefix(tld, "com."), "co.")
	return len(tld) == 2 && !strings.Contains(tld, ".")
}

func query(names ...string) opener {
	return func(l link) (string, bool) {
		for _, name := range names {
			if raw := param(l.query, name); raw != "" {
				inner, err := url.PathUnescape(raw) // a plus stays a plus
				return inner, err == nil
			}
		}
		return "", true
	}
}

func base64Query(name string) opener {
	return func(l link) (string, bool) {
		inner, ok := query(name)(l)
		if !ok {
			return "", false
		}
		return fromBase64(inner)
	}
}

// fromBase64 reads both alphabets, with or without padding.
func fromBase64(s string) (string, bool) {
	s = strings.NewReplacer("+", "-", "/", "_", "=", "").Replace(s)
	decoded, err := base64.RawURLEncoding.DecodeString(s)
	return string(decoded), err == nil
}

func lastSegment(l link) (string, bool) {
	inner, err := url.PathUnescape(l.path[strings.LastIndexByte(l.path, '/')+1:])
	return inner, err == nil
}

// checkpoint writes /v2/___LINK___.TOKEN.
func checkpoint(l link) (string, bool) {
	_, inner, _ := strings.Cut(l.raw, "/v2/___")
	inner, _, found := strings.Cut(inner, "___.")
	return inner, found
}

func proofpoint1(l link) (string, bool) {
	inner, ok := query("u")(l)
	return html.UnescapeString(inner), ok
}

// proofpoint2: a dash stands for a percent sign, a low line for a slash.
func proofpoint2(l link) (string, bool) {
	raw := strings.NewReplacer("-", "%", "_", "/").Replace(param(l.query, "u"))
	inner, err := url.PathUnescape(raw)
	return html.UnescapeString(inner), err == nil
}

// proofpoint3: /v3/__LINK__;BYTES!… An asterisk in LINK stands for the next of
// BYTES, two asterisks and a letter for a run of them.
func proofpoint3(l link) (string, bool) {
	whole := l.path
	if l.query != "" {
		whole += "?" + l.query
	}
	_, whole, found := strings.Cut(whole, "__")
	end := strings.LastIndex(whole, "__;")
	if !found || end < 0 {
		return "", false
	}
	coded, bytes := whole[:end], whole[end+len("__;"):]
	bytes, _, _ = strings.Cut(bytes, "!")
	replaced, ok := fromBase64(bytes)
	if !ok {
		return "", false
	}
	inner, ok := proofpointRuns(coded, []rune(replaced))
	if scheme, rest, one := strings.Cut(inner, ":/"); one && !strings.HasPrefix(rest, "/") {
		inner = scheme + "://" + rest
	}
	return inner, ok
}

func proofpointRuns(coded string, left []rune) (string, bool) {
	const lengths = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	var b strings.Builder
	for i := 0; i < len(coded); i++ {
		if coded[i] != '*' {
			b.WriteByte(coded[i])
			continue
		}
		run := 1
		if strings.HasPrefix(coded[i:], "**") {
			if i+2 >= len(coded) {
				return "", false
			}
			run = strings.IndexByte(lengths, coded[i+2]) + 2
			i += 2
		}
		if run < 1 || run > len(left) {
			return "", false
		}
		b.WriteString(string(left[:run]))
		left = left[run:]
	}
	return b.String(), true
}
