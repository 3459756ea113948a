package auth

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"testing"

	"behalf/app"
)

const code = marker + "CODE-1"

// attempt is a sign-in under way and the browser that belongs to it.
type trial struct {
	sign     app.SignIn
	link     *url.URL
	redirect string
	state    string
	cancel   context.CancelFunc
	ended    chan struct{}
	acc      app.Account
	err      error
}

// jobOf is a sign-in that expects nobody in particular.
func jobOf(z app.ZoomApp, show func(app.SignIn)) app.SignInJob {
	return app.SignInJob{App: z, Show: show}
}

func begin(t *testing.T, a *Auth, z app.ZoomApp) *trial {
	t.Helper()
	return beginJob(t, a, app.SignInJob{App: z})
}

func beginJob(t *testing.T, a *Auth, job app.SignInJob) *trial {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	p := &trial{cancel: cancel, ended: make(chan struct{})}
	links := make(chan app.SignIn, 2)
	go func() {
		defer close(p.ended)
		job.Show = func(link app.SignIn) { links <- link }
		p.acc, p.err = a.SignIn(ctx, job)
	}()
	t.Cleanup(func() { cancel(); <-p.ended })
	select {
	case link := <-links:
		if link.Deadline.IsZero() {
			t.Error("no deadline")
		}
		u, err := url.Parse(link.URL)
		if err != nil {
			t.Fatal(err)
		}
		p.sign, p.link, p.redirect, p.state = link, u, u.Query().Get("redirect_uri"), u.Query().Get("state")
	case <-p.ended:
		t.Fatalf("ended before the link: %v", p.err)
	}
	return p
}

// reply is what the browser was given.
type reply struct {
	status int
	header http.Header
	body   string
	path   string
}

// visit is a browser: it follows redirects.
func visit(t *testing.T, method, address string, header ...string) reply {
	t.Helper()
	return request(t, &http.Client{}, method, address, header)
}

// stay follows none.
func stay(t *testing.T, method, address string, header ...string) reply {
	t.Helper()
	return request(t, &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}, method, address, header)
}

func request(t *testing.T, client *http.Client, method, address string, header []string) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			req.Host = header[i+1]
		} else {
			req.Header.Set(header[i], header[i+1])
		}
	}
	client.Transport = &http.Transport{DisableKeepAlives: true}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{res.StatusCode, res.Header, string(body), res.Request.URL.RequestURI()}
}

func (p *trial) callback(query string) string { return p.redirect + "?" + query }

func (p *trial) right() string {
	return p.callback(url.Values{"code": {code}, "state": {p.state}}.Encode())
}

// finish sends the right answer and waits for the end.
func (p *trial) finish(t *testing.T) reply {
	t.Helper()
	r := visit(t, http.MethodGet, p.right())
	<-p.ended
	return r
}

// closed says whether nothing listens any more.
func (p *trial) closed() bool {
	res, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Get(p.redirect)
	if err == nil {
		_ = res.Body.Close()
	}
	return err != nil
}
