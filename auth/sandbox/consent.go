package sandbox

import (
	"embed"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"behalf/app"
)

//go:embed pages
var pages embed.FS

var templates = template.Must(template.ParseFS(pages, "pages/*.html"))

// permissions are Zoom's scopes as its consent page words them.
var permissions = map[string]string{
	app.ScopeToken:     "Bring an assistant into meetings that you attend",
	app.ScopeUser:      "See your name and e-mail address",
	app.ScopeZAK:       "Join meetings as you",
	app.ScopeRecording: "Record meetings that you host",
	app.ScopeMeetings:  "See your meetings",
}

type permission struct{ Scope, Words string }

// authorize shows the consent page, or says as Zoom does, on a page and not to
// the app, why there is none.
func (s *Server) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if complaint := s.complaint(q); complaint != "" {
		s.problem(w, http.StatusBadRequest, complaint)
		return
	}
	if row, ok := s.due(AtAuthorize); ok {
		s.carryOut(w, r, answers[row])
		return
	}
	s.mu.Lock()
	nonce := s.signIn.ask(requestOf(q), s.now())
	s.mu.Unlock()

	var asked []permission
	for _, scope := range s.opt.Scopes {
		words := permissions[scope]
		if words == "" {
			words = "Another permission"
		}
		asked = append(asked, permission{scope, words})
	}
	show(w, http.StatusOK, "consent.html", map[string]any{
		"Name": s.opt.UserName, "Initial": string([]rune(s.opt.UserName)[:1]), "Email": s.opt.UserEmail, "ClientID": s.opt.ClientID,
		"Redirect": q.Get("redirect_uri"), "Permissions": asked, "Nonce": nonce,
	})
}

func requestOf(q url.Values) request {
	method := q.Get("code_challenge_method")
	if method == "" {
		method = "plain"
	}
	return request{
		redirect: q.Get("redirect_uri"),
		state:    q.Get("state"), hasState: q.Has("state"),
		challenge: q.Get("code_challenge"), method: method,
	}
}

// complaint is what Zoom has against a request, in its own words.
func (s *Server) complaint(q url.Values) string {
	redirect := q.Get("redirect_uri")
	method := requestOf(q).method
	for name, values := range q {
		if len(values) != 1 {
			return "Invalid request: " + name + " is given more than once"
		}
	}
	switch {
	case q.Get("client_id") != s.opt.ClientID:
		return answers[RowPageClient].page
	case !sameHost(redirect, s.opt.RedirectURI):
		return "Invalid redirect: " + redirect + " (4700)"
	case !sameRedirect(redirect, s.opt.RedirectURI):
		return answers[RowPageMismatch].page
	case q.Has("scope"):
		return "Invalid scopes"
	case q.Get("response_type") != "code":
		return "Invalid request: response_type must be code"
	case s.opt.ClientSecret == "" && q.Get("code_challenge") == "":
		return "Invalid request: a public client must use PKCE"
	case method != "S256" && method != "plain":
		return "Invalid request: code_challenge_method must be S256 or plain"
	}
	return ""
}

// sameHost says whether two redirect addresses lead to the same machine.
func sameHost(a, b string) bool {
	u, errU := url.Parse(a)
	v, errV := url.Parse(b)
	return errU == nil && errV == nil && u.Scheme == v.Scheme && u.Hostname() == v.Hostname()
}

// sameRedirect compares everything but the port.
func sameRedirect(a, b string) bool {
	return sameHost(a, b) && withoutPort(a) == withoutPort(b)
}

func withoutPort(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return raw
	}
	u.Host = strings.TrimSuffix(u.Host, ":"+u.Port())
	return u.String()
}

// decide is the press of Allow or Decline.
func (s *Server) decide(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.problem(w, http.StatusBadRequest, "Invalid request")
		return
	}
	back := url.Values{}
	s.mu.Lock()
	q, ok := s.signIn.answered(r.PostForm.Get("nonce"), s.now())
	switch {
	case !ok:
	case r.PostForm.Get("decision") == "allow":
		back.Set("code", s.code(q))
	default:
		back.Set("error", "access_denied")
	}
	s.mu.Unlock()
	if !ok {
		s.problem(w, http.StatusBadRequest, "This page has been answered already, or is too old")
		return
	}
	if q.hasState {
		back.Set("state", q.state)
	}
	callBack(w, r, q.redirect, back)
}

// carryOut does what a row of the authorize page says.
func (s *Server) carryOut(w http.ResponseWriter, r *http.Request, a answer) {
	q := r.URL.Query()
	redirect := q.Get("redirect_uri")
	if a.page != "" {
		s.problem(w, a.status, strings.ReplaceAll(a.page, "{id}", redirect))
		return
	}
	back := url.Values{}
	for name := range a.callback {
		back.Set(name, a.callback.Get(name))
	}
	if back.Has("state") {
		back.Set("state", q.Get("state"))
	}
	if back.Has("code") {
		s.mu.Lock()
		back.Set("code", s.code(request{redirect: redirect})) // Zoom began it, without the app's PKCE
		s.mu.Unlock()
	}
	callBack(w, r, redirect, back)
}

// callBack sends the browser back to the app.
func callBack(w http.ResponseWriter, r *http.Request, redirect string, add url.Values) {
	u, err := url.Parse(redirect)
	if err != nil { // it was parsed before it was accepted
		http.Error(w, "Invalid redirect", http.StatusBadRequest)
		return
	}
	q := u.Query()
	for name := range add {
		q.Set(name, add.Get(name))
	}
	u.RawQuery = q.Encode()
	http.Redirect(w, r, u.String(), http.StatusFound)
}

// problem is Zoom's page for a sign-in that can't go on: no callback follows.
func (s *Server) problem(w http.ResponseWriter, status int, words string) {
	show(w, status, "problem.html", map[string]any{"Words": words})
}

func show(w http.ResponseWriter, status int, name string, data any) {
	h := w.Header()
	h.Set("Content-Type", "text/html;charset=UTF-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "same-origin")
	w.WriteHeader(status)
	_ = templates.ExecuteTemplate(w, name, data) // it fails only if nobody reads
}

func style(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, pages, "pages/style.css")
}
