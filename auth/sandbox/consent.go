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

const alreadyAnswered = "This page has been answered already, or is too old"

// authorize shows the consent page, or says as Zoom does, on a page and not to
// the app, why there is none.
func (s *Server) authorize(w http.ResponseWriter, r *http.Request) {
	q := s.requestOf(r.URL.Query())
	if complaint := q.complaint(r.URL.Query()); complaint != "" {
		s.problem(w, http.StatusBadRequest, complaint)
		return
	}
	if row, ok := s.due(AtAuthorize); ok {
		s.carryOut(w, r, row, q)
		return
	}
	s.consent(w, "/oauth/authorize", q)
}

// consent asks the user at the browser; the answer goes to action.
func (s *Server) consent(w http.ResponseWriter, action string, q request) {
	s.mu.Lock()
	q.user = s.seated
	nonce := s.signIn.ask(q, s.now())
	scopes := q.app.Scopes
	s.mu.Unlock()

	var asked []permission
	for _, scope := range scopes {
		words := permissions[scope]
		if words == "" {
			words = "Another permission"
		}
		asked = append(asked, permission{scope, words})
	}
	show(w, http.StatusOK, "consent.html", map[string]any{
		"Name": q.user.Name, "Initial": string([]rune(q.user.Name)[:1]), "Email": q.user.Email, "ClientID": q.app.ClientID,
		"Redirect": q.redirect, "Permissions": asked, "Nonce": nonce, "Action": action,
	})
}

func (s *Server) requestOf(q url.Values) request {
	method := q.Get("code_challenge_method")
	if method == "" {
		method = "plain"
	}
	return request{
		app:      s.app(q.Get("client_id")),
		redirect: q.Get("redirect_uri"),
		state:    q.Get("state"), hasState: q.Has("state"),
		challenge: q.Get("code_challenge"), method: method,
	}
}

// complaint is what Zoom has against a request, in its own words.
func (q request) complaint(given url.Values) string {
	for name, values := range given {
		if len(values) != 1 {
			return "Invalid request: " + name + " is given more than once"
		}
	}
	switch {
	case q.app == nil:
		return answers[RowPageClient].page
	case !sameHost(q.redirect, q.app.RedirectURI):
		return "Invalid redirect: " + q.redirect + " (4700)"
	case !sameRedirect(q.redirect, q.app.RedirectURI):
		return answers[RowPageMismatch].page
	case given.Has("scope"):
		return "Invalid scopes"
	case given.Get("response_type") != "code":
		return "Invalid request: response_type must be code"
	case q.app.public() && q.challenge == "":
		return "Invalid request: a public client must use PKCE"
	case q.method != "S256" && q.method != "plain":
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

// sameRedirect compares everything, but not the port of this machine.
func sameRedirect(a, b string) bool {
	return sameHost(a, b) && withoutPort(a) == withoutPort(b)
}

func withoutPort(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || loopbackOnly(raw) != nil {
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
	ok = ok && q.device == nil
	switch {
	case !ok:
	case r.PostForm.Get("decision") == "allow":
		back.Set("code", s.code(q))
	default:
		back.Set("error", "access_denied")
	}
	s.mu.Unlock()
	if !ok {
		s.problem(w, http.StatusBadRequest, alreadyAnswered)
		return
	}
	if q.hasState {
		back.Set("state", q.state)
	}
	callBack(w, r, q.redirect, back)
}

// carryOut does what a row of the authorize page says.
func (s *Server) carryOut(w http.ResponseWriter, r *http.Request, row Row, q request) {
	a := answers[row]
	switch {
	case a.page != "":
		s.problem(w, a.status, strings.ReplaceAll(a.page, "{id}", q.redirect))
		return
	case a.callback == nil:
		s.say(w, row, q.redirect, "")
		return
	}
	back := url.Values{}
	for name := range a.callback {
		back.Set(name, a.callback.Get(name))
	}
	if back.Has("state") {
		back.Set("state", q.state)
	}
	if back.Has("code") {
		s.mu.Lock()
		begun := request{app: q.app, user: s.seated, redirect: q.redirect} // by Zoom, without the app's PKCE
		back.Set("code", s.code(begun))
		s.mu.Unlock()
	}
	callBack(w, r, q.redirect, back)
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
