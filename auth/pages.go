package auth

import (
	"bytes"
	"crypto/rand"
	"embed"
	"html/template"
	"net/http"

	"behalf/app"
	"behalf/app/fault"
)

//go:embed pages/*.html
var pageFiles embed.FS

var pageTemplate = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// page is what the browser shows at the end. It fetches nothing and runs
// nothing, and whatever words are not ours are escaped.
type page struct {
	Good  bool
	Title string
	Text  string
	Next  string // what to do now
	Code  string // for support
}

const backToBehalf = "You can close this tab and go back to Behalf."

var (
	notHerePage = page{
		Title: "There is nothing here.",
		Text:  "This address belongs to a sign-in of Behalf that is under way.",
		Next:  backToBehalf,
	}
	otherAttemptPage = page{
		Title: "This is not the answer Behalf is waiting for.",
		Text:  "It belongs to another attempt, or was not started from Behalf. The sign-in is still waiting.",
		Next:  "Go back to Behalf and press Connect there, or open its link again.",
	}
)

// outcomePage says how a sign-in went.
func outcomePage(acc app.Account, err error) page {
	switch {
	case err != nil:
		return faultPage(fault.From(err))
	case acc.Fault != nil:
		return faultPage(acc.Fault)
	}
	return page{Good: true, Title: "Connected", Text: "Behalf may now bring your assistant as " + acc.Name + ".", Next: backToBehalf}
}

func questionPage(acc app.Account) page {
	return page{
		Title: "One question is left.",
		Text:  "You signed in as " + acc.Name + ". Behalf was waiting for somebody else, and asks you what to do.",
		Next:  "Go back to Behalf to answer. You can close this tab.",
	}
}

func startedAtZoomPage() page {
	p := faultPage(fault.New(fault.StartedAtZoom))
	p.Next = "A sign-in that was started in Behalf is still waiting."
	return p
}

func faultPage(f *fault.Fault) page {
	return page{Title: f.Title, Text: f.Advice, Next: backToBehalf, Code: f.Code}
}

// show writes a page.
func show(w http.ResponseWriter, status int, p page) {
	nonce := rand.Text()
	var body bytes.Buffer
	err := pageTemplate.ExecuteTemplate(&body, "page.html", struct {
		page
		Nonce string
	}{p, nonce})
	if err != nil {
		http.Error(w, p.Title, http.StatusInternalServerError)
		return
	}
	setHeaders(w)
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy",
		"default-src 'none'; style-src 'nonce-"+nonce+"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // a browser that went away misses nothing
}

// setHeaders keeps the address, which may hold a code, out of caches and
// referrers.
func setHeaders(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}
