package meeting

import (
	"net/url"
	"strings"
)

// class says what one link leads to. The order is that of the judgement in
// judge.go: what stands earlier outweighs what stands later.
type class int

const (
	toMeeting  class = iota // a number
	toRoom                  // a personal room
	toRegister              // a registration page
	toService               // another meeting service
	toHidden                // short or sealed
	toMention               // names a meeting, but does not join it
	toRefused               // looks like Zoom's, but is damaged, or parsers might differ on it
	toNoNumber              // the place of the number is there, but no number in it
	toPage                  // another page of Zoom's
	toForeign               // another host
	classes
)

// target is where a link leads.
type target struct {
	class  class
	m      Meeting
	why    Why    // for what is refused
	other  string // the meeting service that it leads to instead
	posing bool   // made to look like Zoom's
	keeps  bool   // it has passcodes of its own, but is no meeting
}

// link is an address, taken apart but not yet decoded.
type link struct {
	raw, scheme, path, query string
	authority
}

// maxDepth is how many wrappers are opened, one inside the other.
const maxDepth = 5

// readLink says where a link leads. It must have a scheme.
func readLink(raw string, depth int) target {
	if !ascii(raw) && strings.ContainsFunc(raw, override) {
		return target{class: toRefused, why: WhyUnsafe, posing: true}
	}
	l := splitLink(raw)
	switch l.scheme {
	case "http", "https":
	case "zoommtg", "zoomus":
		return readAppLink(l)
	case "behalf":
		if l.host != "send" {
			return target{class: toRefused, why: WhyDamaged}
		}
		return unwrap(l, depth)
	default:
		if l.host == "" || zoomHost(l.host) || !strings.Contains(l.host, ".") {
			return target{class: toRefused, why: WhyDamaged}
		}
		return foreign(l)
	}
	switch {
	case l.host == "":
		return target{class: toRefused, why: WhyUnsafe, posing: true}
	case !under(l.host, zoomDomains):
		return unwrap(l, depth)
	case !zoomHost(l.host):
		return target{class: toRefused, why: WhyUnsafe, posing: true}
	case !l.clean:
		return target{class: toRefused, why: WhyUnsafe, posing: true, m: Meeting{Host: l.host}}
	}
	return readZoomLink(l)
}

// splitLink cuts at the first slash, question mark and hash, as net/url does,
// so that a broken escape in the path does not hide the host.
func splitLink(raw string) link {
	scheme, rest, _ := strings.Cut(raw, "://")
	l := link{raw: raw, scheme: strings.ToLower(scheme)}
	rest, _, _ = strings.Cut(rest, "#")
	rest, l.query, _ = strings.Cut(rest, "?")
	end := strings.IndexByte(rest, '/')
	if end < 0 {
		end = len(rest)
	}
	l.authority, l.path = readAuthority(l.scheme, rest[:end]), rest[end:]
	if l.query == "" {
		l.path, l.query = halfEncoded(l.path)
	}
	return l
}

// halfEncoded finds a query whose question mark was escaped.
func halfEncoded(path string) (before, query string) {
	at := escapeAt(path, "3F")
	if at < 0 {
		return path, ""
	}
	query, err := url.PathUnescape(path[at+len("%3F"):])
	if err != nil {
		return path, ""
	}
	return path[:at], query
}

// visible drops what a person does not see.
func visible(s string) string {
	if ascii(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if invisible(r) {
			return -1
		}
		return r
	}, s)
}

// readAppLink reads zoommtg://zoom.us/join?confno=… The host in it tells
// Zoom's program where to go, so it has to be Zoom's like any other.
func readAppLink(l link) target {
	if l.host == "win.launch" { // as Zoom's own page starts its program on Windows
		l.authority = readAuthority("https", param(l.query, "h.domain"))
	}
	switch {
	case l.host == "" || !strings.Contains(l.host, "."):
		return target{class: toRefused, why: WhyDamaged}
	case !under(l.host, zoomDomains):
		return target{class: toForeign, why: WhyOtherHost, m: Meeting{Host: l.host}, posing: true}
	case !zoomHost(l.host) || !l.clean:
		return target{class: toRefused, why: WhyUnsafe, posing: true}
	}
	return withNumber(l, confno(l), false)
}

// readZoomLink finds the one place in the path where the number may stand.
// Never "the first digits of the path".
func readZoomLink(l link) target { //nolint:gocyclo // a flat table of paths
	parts, ok := segments(l.path)
	page := target{class: toPage, why: WhyZoomPage, m: Meeting{Host: l.host}}
	if !ok {
		return target{class: toRefused, why: WhyDamaged, m: page.m}
	}
	at := func(i int) string {
		if i < len(parts) {
			return parts[i]
		}
		return ""
	}
	switch first, second := strings.ToLower(at(0)), strings.ToLower(at(1)); {
	case l.host == "events.zoom.us" && first == "ev" && second != "":
		return target{class: toRegister, m: page.m}
	case l.host == "events.zoom.us" && first == "ejl":
		return target{class: toHidden, why: WhyHidden, m: page.m}
	case first == "j", first == "s":
		return withNumber(l, at(1), false)
	case first == "w":
		return withNumber(l, at(1), true)
	case first == "wc" && second == "join":
		return withNumber(l, at(2), false)
	case first == "wc":
		return withNumber(l, at(1), false)
	case (first == "join" || first == "start") && len(parts) == 1:
		return withNumber(l, confno(l), false)
	case first == "my" && second != "":
		return withName(l, strings.TrimRight(at(1), "."))
	case (first == "meeting" || first == "webinar") && second == "register" && at(2) != "":
		return target{class: toRegister, m: page.m}
	case first == "rec":
		page.keeps = true
	case first == "launch" && second == "jc":
		return mention(page, at(2))
	case first == "meetings" && strings.EqualFold(at(2), "invitations"):
		return mention(page, at(1))
	}
	return page
}

// segments decodes the parts of a path; empty ones do not count.
func segments(path string) ([]string, bool) {
	if strings.Contains(path, "\\") {
		return nil, false
	}
	parts := make([]string, 0, 4)
	path = visible(path)
	for part := ""; path != "" && len(parts) < cap(parts); {
		if part, path, _ = strings.Cut(path, "/"); part == "" {
			continue
		}
		decoded, err := url.PathUnescape(part)
		if err != nil || decoded == "." || decoded == ".." {
			return nil, false
		}
		parts = append(parts, decoded)
	}
	return parts, true
}

// linkID is the number in its place: digits, perhaps grouped, nothing else.
func linkID(s string) string {
	s = strings.Trim(plain(s), " ")
	n, ok := numberAt(s, 0)
	if !ok || n.end != len(s) || !n.isID(false) {
		return ""
	}
	return n.digits()
}

func confno(l link) string {
	number, err := url.PathUnescape(param(l.query, "confno"))
	if err != nil {
		return ""
	}
	return number
}

func withNumber(l link, number string, webinar bool) target {
	id := linkID(number)
	if id == "" {
		return target{class: toNoNumber, why: WhyBadNumber, m: Meeting{Host: l.host}}
	}
	m := Meeting{ID: id, Host: l.host, Webinar: webinar || strings.HasPrefix(param(l.query, "uuid"), "WN_")}
	return withTokens(l, target{class: toMeeting, m: m})
}

func withName(l link, name string) target {
	if !roomName(name) {
		return target{class: toPage, why: WhyZoomPage, m: Meeting{Host: l.host}}
	}
	return withTokens(l, target{class: toRoom, m: Meeting{Host: l.host, Vanity: name}})
}

// roomName is a little wider than Zoom's own rule (5 to 40 letters, digits and
// dots): it is only shown, never joined.
func roomName(s string) bool {
	for i := range len(s) {
		if b := s[i]; b != '.' && b != '_' && b != '-' && !alnum(b) {
			return false
		}
	}
	return s != "" && len(s) <= 64
}

func mention(page target, number string) target {
	if id := linkID(number); id != "" {
		page.class, page.why, page.m.ID = toMention, WhyUnsure, id
	}
	return page
}

// withTokens takes pwd and tk from the query. Everything else stays behind:
// zak and token are live credentials of somebody.
func withTokens(l link, t target) target {
	var ok bool
	t.m.TK, _ = token(param(l.query, "tk")) // a damaged one opens nothing, and the rest is good without
	if t.m.PasscodeParam, ok = token(param(l.query, "pwd")); !ok {
		return target{class: toRefused, why: WhyDamaged, m: Meeting{Host: l.host}}
	}
	return t
}
