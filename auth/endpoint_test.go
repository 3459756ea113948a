package auth

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strings"
	"testing"

	"behalf/app"
	"behalf/app/fault"
)

func TestF10TokenAnswersThatAreRefusedOrWarnedOf(t *testing.T) {
	for name, c := range map[string]struct {
		tweak func(map[string]any)
		want  fault.Kind
		state app.AccountState
	}{
		"type mac":         {func(v map[string]any) { v["token_type"] = "mac" }, fault.ZoomBadAnswer, ""},
		"no type":          {func(v map[string]any) { delete(v, "token_type") }, fault.ZoomBadAnswer, ""},
		"no refresh token": {func(v map[string]any) { delete(v, "refresh_token") }, fault.ZoomBadAnswer, ""},
		"no access token":  {func(v map[string]any) { delete(v, "access_token") }, fault.ZoomBadAnswer, ""},
		"type Bearer":      {func(v map[string]any) { v["token_type"] = "Bearer" }, "", app.Connected},
		"no scope":         {func(v map[string]any) { delete(v, "scope") }, "", app.PermissionMissing},
		"other scope":      {func(v map[string]any) { v["scope"] = "user:read:user" }, "", app.PermissionMissing},
		"look-alike scope": {func(v map[string]any) { v["scope"] = "user:read:tokens" }, "", app.PermissionMissing},
		"extra scope":      {func(v map[string]any) { v["scope"] = "x,user:read:token, y" }, "", app.Connected},
		"foreign api_url":  {func(v map[string]any) { v["api_url"] = "https://api.example.com" }, "", app.Connected},
	} {
		t.Run(name, func(t *testing.T) {
			z, vault := newZoom(t), newVault()
			z.tweak = c.tweak
			a := newAuth(t, z.config(vault, t.TempDir()))
			p := begin(t, a, public)
			r := p.finish(t)
			if c.want != "" {
				wantFault(t, p.err, c.want)
				if len(vault.names()) != 0 || !strings.Contains(r.body, fault.New(c.want).Code) {
					t.Errorf("vault %v, page %s", vault.names(), r.body)
				}
				return
			}
			if p.err != nil || p.acc.State != c.state || (p.acc.Fault != nil) != (c.state == app.PermissionMissing) {
				t.Errorf("%+v, %v", p.acc, p.err)
			}
			if name == "foreign api_url" && p.acc.APIURL != "" {
				t.Errorf("api_url %s", p.acc.APIURL)
			}
			if p.acc.Fault != nil && !strings.Contains(r.body, app.ScopeToken) {
				t.Errorf("page: %s", r.body)
			}
		})
	}
}

func TestExchangeErrors(t *testing.T) {
	answer := func(status int, code, reason string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			refuse(w, status, code, reason+" "+r.PostForm.Get("code"))
		}
	}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   fault.Kind
	}{
		"dead code":      {answer(400, "invalid_grant", "Invalid authorization code"), fault.SignInFailed},
		"client":         {answer(400, "invalid_client", "Invalid client_id or client_secret"), fault.ClientRefused},
		"client 401":     {answer(401, "invalid_client", "Invalid client_id or client_secret"), fault.ClientRefused},
		"redirect":       {answer(400, "invalid_request", "Redirect URI mismatch"), fault.RedirectRefused},
		"redirect grant": {answer(400, "invalid_grant", "4709"), fault.RedirectRefused},
		"app off":        {answer(400, "invalid_request", "App has been disabled (4717)"), fault.AppDisabled},
		"grant type":     {answer(400, "unsupported_grant_type", "unsupported grant type"), fault.SignInFailed},
		"limit":          {answer(429, "", ""), fault.ZoomLimit},
		"outage":         {answer(503, "invalid_grant", ""), fault.ZoomOutage},
		"html":           {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) }, fault.ZoomBadAnswer},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/oauth/token?again", http.StatusTemporaryRedirect)
		}, fault.ZoomBadAnswer},
		"cut off": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, fault.ZoomUnreachable},
	} {
		z := newZoom(t)
		z.answer = c.answer
		p := begin(t, newAuth(t, z.config(newVault(), t.TempDir())), public)
		p.finish(t)
		t.Run(name, func(t *testing.T) { wantFault(t, p.err, c.want) })
		if n := len(z.calls()); n != 1 {
			t.Errorf("%s: %d requests", name, n)
		}
	}
}

func TestF21TokenAnswers(t *testing.T) {
	const good = `{"access_token":"ZZTESTa","token_type":"bearer","refresh_token":"ZZTESTr","expires_in":3600,"scope":"x"}`
	with := func(access string) string { return strings.Replace(good, "ZZTESTa", access, 1) }
	text := func(body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(body))
		}
	}
	var bomb bytes.Buffer
	zip := gzip.NewWriter(&bomb)
	_, _ = zip.Write([]byte(good))
	_, _ = zip.Write(bytes.Repeat([]byte(" "), 2<<20))
	_ = zip.Close()

	for name, answer := range map[string]http.HandlerFunc{
		"5 MB":            text(good + strings.Repeat(" ", 5<<20)),
		"not JSON":        text("access_token=ZZTESTa"),
		"empty":           text(""),
		"array":           text("[" + good + "]"),
		"two objects":     text(good + good),
		"cut":             text(good[:40]),
		"HTML with 200":   text("<!doctype html><title>Sign in to the network</title>"),
		"NUL":             text(with(`a\u0000b`)),
		"CR LF":           text(with(`a\r\nX-Evil: 1`)),
		"blank":           text(with(`a b`)),
		"not ASCII":       text(with(`aü`)),
		"10 kB":           text(with(strings.Repeat("a", 10<<10))),
		"a number":        text(strings.Replace(good, `"ZZTESTa"`, "1", 1)),
		"duplicate keys":  text(strings.Replace(good, "{", `{"access_token":"other",`, 1)),
		"duplicate, case": text(strings.Replace(good, "{", `{"Access_Token":"other",`, 1)),
		"gzip bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb.Bytes())
		},
		"form": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/x-www-form-urlencoded")
			_, _ = w.Write([]byte("access_token=ZZTESTa&refresh_token=ZZTESTr&token_type=bearer&expires_in=3600"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			z, vault := newZoom(t), newVault()
			z.answer = answer
			a := newAuth(t, z.config(vault, t.TempDir()))
			acc := stored(t, a, z, 0)
			before := vault.names()
			access, err := a.Token(t.Context(), public, acc)
			wantFault(t, err, fault.ZoomBadAnswer)
			if !access.Token.Empty() || !vault.names()["tokens-acc"].Equal(before["tokens-acc"]) {
				t.Error("it was taken")
			}
		})
	}
	z := newZoom(t)
	z.answer = text(good)
	a := newAuth(t, z.config(newVault(), t.TempDir()))
	if _, err := a.Token(t.Context(), public, stored(t, a, z, 0)); err != nil {
		t.Errorf("the good one: %v", err)
	}
}
