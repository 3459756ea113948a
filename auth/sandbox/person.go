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

func (s *Server) press(ctx context.Context, authorizeURL, decision string) error {
	if !strings.HasPrefix(authorizeURL, s.url+"/oauth/authorize?") {
		return fault.Wrap(fault.SignInFailed, errors.New("stand-in Zoom: the address is not of this sign-in page"))
	}
	transport := &http.Transport{} // no proxy: it never leaves this machine
	defer transport.CloseIdleConnections()
	b := browser{&http.Client{
		Transport:     transport,
		Timeout:       15 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	_, page, err := b.visit(ctx, http.MethodGet, authorizeURL, nil, http.StatusOK)
	if err != nil {
		return err
	}
	nonce := nonceField().FindStringSubmatch(page)
	if nonce == nil {
		return fault.Wrap(fault.SignInFailed, errors.New("stand-in Zoom: no consent page"))
	}
	form := url.Values{"nonce": {nonce[1]}, "decision": {decision}}
	next, _, err := b.visit(ctx, http.MethodPost, s.url+"/oauth/authorize", form, http.StatusFound)
	if err != nil {
		return err
	}
	if err := loopbackOnly(next); err != nil {
		return err
	}
	// The app may send the browser on, to an address without the code.
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error { return loopbackOnly(r.URL.String()) }
	_, _, err = b.visit(ctx, http.MethodGet, next, nil, http.StatusOK)
	return err
}

// browser is as much of one as the consent page takes.
type browser struct{ client *http.Client }

// visit gives where a page sends the browser, and the page. Addresses carry
// codes, so its errors do not name them.
func (b browser) visit(ctx context.Context, method, address string, form url.Values, want int) (next, page string, err error) {
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
	if res.StatusCode != want {
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
	return fault.Wrap(fault.SignInFailed, errors.New("stand-in Zoom: the redirect leads away from this machine"))
}
