package auth

import (
	"context"
	"crypto/subtle"
	"net/url"
	"strings"
	"sync/atomic"
	"unicode"

	"behalf/app/fault"
	"behalf/auth/exchange"
)

const (
	mostCode    = 4 << 10
	mostAddress = 16 << 10
)

// inbox takes the one answer of an attempt, whichever way it comes: to the
// listener or by hand.
type inbox struct {
	redirect *url.URL // of this attempt, with its port
	state    string
	ours     func(issuer string) bool // RFC 9207; nil: not asked

	taken   atomic.Bool // an answer has come; there is never a second
	answers chan answer // holds it
}

// answer is what came back from Zoom.
type answer struct {
	code   string
	denied string // the error parameter
}

func newInbox(state string) *inbox { return &inbox{state: state, answers: make(chan answer, 1)} }

// take takes the first answer; another one counts for nothing.
func (in *inbox) take(got answer) {
	if in.taken.CompareAndSwap(false, true) {
		in.answers <- got
	}
}

// wait gives the code.
func (in *inbox) wait(ctx context.Context) (string, error) {
	select {
	case got := <-in.answers:
		if got.denied != "" {
			return "", fault.New(meaning(got.denied, "", ofCode))
		}
		return got.code, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// read takes the answer out of a callback's query. Only one that carries our
// state may bring a code. A refusal ends the attempt even without it, because
// Zoom may leave the state out there (nothing documents it) and nobody should
// wait five minutes after pressing Decline; but only if a person has seen the
// page, so that no website can end a sign-in in the background.
func (in *inbox) read(query string, seen bool) (answer, error) {
	q, err := url.ParseQuery(query)
	if err != nil {
		return answer{}, fault.New(fault.WrongCallback)
	}
	state, code, denied := q["state"], q["code"], q["error"]
	ours := len(state) == 1 && subtle.ConstantTimeCompare([]byte(state[0]), []byte(in.state)) == 1
	switch {
	case q.Has("iss") && in.ours != nil && !in.ours(q.Get("iss")):
		return answer{}, fault.New(fault.WrongCallback)
	case len(denied) == 1 && denied[0] != "" && len(code) == 0 && (ours || (len(state) == 0 && seen)):
		return answer{denied: denied[0]}, nil
	case len(code) != 1 || len(code[0]) > mostCode || !exchange.Printable(code[0]) || len(denied) != 0:
		return answer{}, fault.New(fault.WrongCallback)
	case ours:
		return answer{code: code[0]}, nil
	case len(state) == 0:
		return answer{}, fault.New(fault.StartedAtZoom)
	default:
		return answer{}, fault.New(fault.WrongCallback)
	}
}

// paste reads an address that a person copied: whatever stands around it, it
// must be the redirect of this attempt. Its port may be missing, and what
// follows a # never reaches a server.
func (in *inbox) paste(address string) (answer, error) {
	address = strings.TrimFunc(address, aroundAddresses)
	u, err := url.Parse(address)
	if err != nil || len(address) > mostAddress {
		return answer{}, fault.New(fault.WrongCallback)
	}
	here := in.redirect
	if u.Scheme != here.Scheme || u.User != nil || !strings.EqualFold(u.Hostname(), here.Hostname()) ||
		(u.Port() != "" && u.Port() != here.Port()) || pathOf(u) != pathOf(here) {
		return answer{}, fault.New(fault.WrongCallback)
	}
	return in.read(u.RawQuery, true)
}

// pathOf is a path as browsers ask for it.
func pathOf(u *url.URL) string {
	if path := u.EscapedPath(); path != "" {
		return path
	}
	return "/"
}

// aroundAddresses is what people copy along: blanks, quotes and brackets.
func aroundAddresses(r rune) bool {
	return unicode.IsSpace(r) || !unicode.IsPrint(r) || strings.ContainsRune("\"'`<>()[]“”„‘’‚«»‹›", r)
}

// Callback gives the sign-in under way the address that the person copied out
// of the browser. An unfit one is refused and loses nothing; one that comes
// after the answer has, by the browser or by hand, is no news, and no mistake.
func (a *Auth) Callback(address string) error {
	in := a.awaiting()
	if in == nil {
		return fault.New(fault.NoSignIn)
	}
	got, err := in.paste(address)
	if err != nil {
		return err
	}
	in.take(got)
	return nil
}

// awaiting is where the browser's answer is awaited; nil if it is not: nobody
// signs in, it is not that far yet, or no browser comes back on its road.
func (a *Auth) awaiting() *inbox {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.attempt == nil {
		return nil
	}
	return a.attempt.inbox.Load()
}
