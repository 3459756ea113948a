package sandbox

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"behalf/app/fault"
)

var nonceField = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`name="nonce" value="([A-Za-z0-9_-]+)"`) })

// Allow plays the person in the browser: opens the address of a sign-in at
// this server, presses Allow, and goes where it is sent, back to the app.
func (s *Server) Allow(ctx context.Context, authorizeURL string) error {
	return s.press(ctx, authorizeURL, "allow")
}

// Decline is Allow with the other button.
func (s *Server) Decline(ctx context.Context, authorizeURL string) error {
	return s.press(ctx, authorizeURL, "decline")
}

// Authorize is Allow as far as the address to which the browser is sent: the
// one that a person would copy from a page that does not open.
func (s *Server) Authorize(ctx context.Context, authorizeURL string) (callbackAddress string, err error) {
	b, done := s.browser()
	defer done()
	return b.answer(ctx, authorizeURL, "allow")
}

// AllowDevice plays the person who types a device's code and presses Allow.
func (s *Server) AllowDevice(ctx context.Context, userCode string) error {
	return s.pressForDevice(ctx, userCode, "allow")
}

// DeclineDevice is AllowDevice with the other button.
func (s *Server) DeclineDevice(ctx context.Context, userCode string) error {
	return s.pressForDevice(ctx, userCode, "decline")
}

func (s *Server) pressForDevice(ctx context.Context, userCode, decision string) error {
	b, done := s.browser()
	defer done()
	_, page, err := b.visit(ctx, http.MethodPost, s.url+devicePage, url.Values{"user_code": {userCode}})
	if err != nil {
		return err
	}
	_, _, err = b.decide(ctx, page, s.url+devicePage, decision)
	return err
}

func (s *Server) press(ctx context.Context, authorizeURL, decision string) error {
	b, done := s.browser()
	defer done()
	next, err := b.answer(ctx, authorizeURL, decision)
	if err != nil {
		return err
	}
	if err := loopbackOnly(next); err != nil {
		return err
	}
	// The app may send the browser on, to an address without the code.
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error { return loopbackOnly(r.URL.String()) }
	_, _, err = b.visit(ctx, http.MethodGet, next, nil)
	return err
}

// browser is as much of one as these pages take.
type browser struct {
	client *http.Client
	page   string // the address of the consent page
}

func (s *Server) browser() (b browser, done func()) {
	transport := &http.Transport{} // no proxy: it never leaves this machine
	return browser{
		page: s.url + "/oauth/authorize",
		client: &http.Client{
			Transport:     transport,
			Timeout:       15 * time.Second,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, transport.CloseIdleConnections
}

// answer opens the consent page and presses a button on it, unless Zoom sends
// the browser back without asking.
func (b browser) answer(ctx context.Context, address, decision string) (callback string, err error) {
	if !strings.HasPrefix(address, b.page+"?") {
		return "", mishap("the address is not of this sign-in page")
	}
	next, page, err := b.visit(ctx, http.MethodGet, address, nil)
	if err == nil && next == "" {
		next, _, err = b.decide(ctx, page, b.page, decision)
	}
	if err == nil && next == "" {
		err = mishap("the browser was sent nowhere")
	}
	return next, err
}

func (b browser) decide(ctx context.Context, page, action, decision string) (next, said string, err error) {
	nonce := nonceField().FindStringSubmatch(page)
	if nonce == nil {
		return "", "", mishap("no consent page")
	}
	return b.visit(ctx, http.MethodPost, action, url.Values{"nonce": {nonce[1]}, "decision": {decision}})
}

func mishap(words string) error {
	return fault.Wrap(fault.SignInFailed, errors.New("stand-in Zoom: "+words))
}

// visit gives where a page sends the browser, and the page. Addresses carry
// codes, so its errors do not name them.
func (b browser) visit(ctx context.Context, method, address string, form url.Values) (next, page string, err error) {
	req, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return "", "", fault.New(fault.SignInFailed)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := b.client.Do(req)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err
		}
		return "", "", fault.Wrap(fault.SignInFailed, err)
	}
	defer func() { _ = res.Body.Close() }() // it was only read
	body, err := io.ReadAll(io.LimitReader(res.Body, maxBody))
	if err != nil {
		return "", "", fault.Wrap(fault.SignInFailed, err)
	}
	if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusFound {
		return "", "", fault.Wrap(fault.SignInFailed, fmt.Errorf("stand-in Zoom: status %d on the way through the browser", res.StatusCode))
	}
	return res.Header.Get("Location"), string(body), nil
}

func loopbackOnly(address string) error {
	u, err := url.Parse(address)
	if err == nil {
		var ip netip.Addr
		if ip, err = netip.ParseAddr(u.Hostname()); err == nil && ip.IsLoopback() {
			return nil
		}
	}
	return mishap("the redirect leads away from this machine")
}
