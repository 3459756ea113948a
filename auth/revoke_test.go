package auth

// The tests in this file use auth/sandbox, although it is a package of the same
// level: it is what knows Zoom's answers, and both must agree on them. The code
// that ships knows nothing of it.

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"behalf/app"
	"behalf/app/fault"
	"behalf/app/secret"
	"behalf/auth/sandbox"
)

// atSandbox is an Auth whose Zoom is a stand-in, and somebody signed in there.
func atSandbox(t *testing.T, key string) (*sandbox.Server, *Auth, app.ZoomApp, app.Account) {
	t.Helper()
	server, err := sandbox.Start(sandbox.Options{ClientSecret: key})
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	cfg := (&fakeZoom{api: newZoom(t).api}).configAt(server.URL(), newVault(), t.TempDir())
	cfg.HTTP = &http.Client{Transport: transport}
	a := newAuth(t, cfg)
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	z := public
	z.ClientID = sandbox.DefaultClientID
	if key != "" {
		z.Kind = app.ConfidentialClient
		if err := a.SetClientSecret(t.Context(), z.Cloud, secret.New(key)); err != nil {
			t.Fatal(err)
		}
	}
	p := begin(t, a, z)
	if err := server.Allow(t.Context(), p.link.String()); err != nil {
		t.Fatal(err)
	}
	<-p.ended
	if p.err != nil {
		t.Fatal(p.err)
	}
	return server, a, z, p.acc
}

// Either kind of client says who it is in its own way.
func TestSignOutEndsTheGrantAtZoom(t *testing.T) {
	for _, key := range []string{"", marker + "-client-secret"} {
		server, a, z, acc := atSandbox(t, key)
		g, err := a.load(t.Context(), z, acc.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := a.SignOut(t.Context(), z, acc); err != nil || server.State().Counts.Revokes != 1 {
			t.Errorf("%v, revoked %d times", err, server.State().Counts.Revokes)
		}
		_, err = a.renew(t.Context(), a.oauth(z, secret.New(key), ""), g.refresh)
		wantFault(t, err, fault.SignInEnded)
		if err := a.revoke(t.Context(), z, secret.New(key), g.refresh); err != nil { // dead already
			t.Error(err)
		}
		other := z
		other.ClientID = "other"
		wantFault(t, a.revoke(t.Context(), other, secret.New(key), g.refresh), fault.ClientRefused)
	}
}

func TestEveryRowOfRevoking(t *testing.T) {
	server, a, z, acc := atSandbox(t, "")
	g, err := a.load(t.Context(), z, acc.ID)
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range map[sandbox.Row]fault.Kind{
		sandbox.RowGrantDead:        "", // a dead token is as good as revoked
		sandbox.RowGrantDeadPublic:  "",
		sandbox.RowBadCode:          "",
		sandbox.RowSuperseded:       "",
		sandbox.RowRevoked:          "",
		sandbox.RowBadClient:        fault.ClientRefused,
		sandbox.RowBadClient401:     fault.ClientRefused,
		sandbox.RowBadClientNumber:  fault.ClientRefused,
		sandbox.RowAppDisabled:      fault.AppDisabled,
		sandbox.RowAppBlocked:       fault.AppDisabled,
		sandbox.RowRedirectNumber:   fault.RedirectRefused,
		sandbox.RowRedirectMismatch: fault.RedirectRefused,
		sandbox.RowBadGrantType:     fault.ZoomBadAnswer,
		sandbox.RowCut:              fault.ZoomUnreachable,
		sandbox.RowLost:             fault.ZoomUnreachable,
		sandbox.RowRedirect307:      fault.ZoomBadAnswer,
		sandbox.RowOutage:           fault.ZoomOutage,
		sandbox.RowPortal:           fault.ZoomBadAnswer,
		sandbox.RowPerDay:           fault.ZoomDailyLimit,
		sandbox.RowProxyAuth:        fault.ProxyRefused,
	} {
		server.Fail(sandbox.AtRevoke, row, 1)
		err := a.revoke(t.Context(), z, secret.Text{}, g.access)
		if want == "" && err == nil {
			continue
		}
		if !fault.Is(err, want) {
			t.Errorf("row %s: %v, want %q", row, err, want)
		}
		wantFault(t, err, want)
	}
}

func TestRevokingIsAskedOnce(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   fault.Kind
	}{
		"cut":      {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, fault.ZoomUnreachable},
		"outage":   {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(502) }, fault.ZoomOutage},
		"limit":    {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(429) }, fault.ZoomLimit},
		"nothing":  {func(http.ResponseWriter, *http.Request) {}, fault.ZoomBadAnswer},
		"good no":  {func(w http.ResponseWriter, _ *http.Request) { refuse(w, 200, "invalid_client", "") }, fault.ClientRefused},
		"a portal": {func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }, fault.ZoomBadAnswer},
	} {
		z := newZoom(t)
		z.revokes = c.answer
		a := newAuth(t, z.config(newVault(), t.TempDir()))
		wantFault(t, a.revoke(t.Context(), public, secret.Text{}, secret.New(marker)), c.want)
		if len(z.gone()) != 1 {
			t.Errorf("%s: %d requests", name, len(z.gone()))
		}
	}
	dials := 0
	a := through(t, newZoom(t), "https://zoom.us", tripper(func(*http.Request) (*http.Response, error) {
		dials++
		return nil, errors.New(marker)
	}))
	wantFault(t, a.revoke(t.Context(), public, secret.Text{}, secret.New(marker)), fault.ZoomUnreachable)
	if dials != 1 {
		t.Errorf("%d tries", dials)
	}
}

func TestF24RevokingFollowsNoRedirect(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("another host was asked") }))
	defer elsewhere.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		z := newZoom(t)
		z.revokes = func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, status) }
		a := newAuth(t, z.config(newVault(), t.TempDir()))
		wantFault(t, a.revoke(t.Context(), public, secret.Text{}, secret.New(marker)), fault.ZoomBadAnswer)
	}
}

// Each cloud is told of its own grants, by the client's name in the form or in
// the header, never in both.
func TestWhereRevokingIsAsked(t *testing.T) {
	for _, kind := range []app.ClientKind{app.PublicClient, app.ConfidentialClient} {
		for cloud, want := range map[app.Cloud]string{app.CloudZoom: "https://zoom.us/oauth/revoke", app.CloudGov: "https://zoomgov.com/oauth/revoke"} {
			var asked *http.Request
			cfg := newZoom(t).config(newVault(), t.TempDir())
			cfg.AuthURL = func(c app.Cloud) string {
				return map[app.Cloud]string{app.CloudZoom: "https://zoom.us/", app.CloudGov: "https://zoomgov.com"}[c]
			}
			cfg.HTTP = &http.Client{Transport: tripper(func(r *http.Request) (*http.Response, error) {
				asked = r
				_ = r.ParseForm()
				return nil, errors.New("not sent")
			})}
			z := public
			z.Cloud, z.Kind = cloud, kind
			_ = newAuth(t, cfg).revoke(t.Context(), z, secret.New(marker+"SECRET"), secret.New(marker))
			id, pass, basic := asked.BasicAuth()
			if asked.URL.String() != want || asked.PostForm.Get("token") != marker || basic == asked.PostForm.Has("client_id") ||
				basic != (kind == app.ConfidentialClient) || basic && (id != z.ClientID || pass != marker+"SECRET") {
				t.Errorf("%s, %s: %s, %v, Basic %v", kind, cloud, asked.URL, asked.PostForm, basic)
			}
		}
	}
}
