package auth

import (
	"net/http"
	"path"

	"behalf/app/fault"
)

// ServeHTTP answers the browser, and whoever else knocks.
func (l *loopback) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	origin := r.Header.Get("Origin")
	switch {
	case r.Host != l.host || (origin != "" && origin != "null"):
		// A website that made its own name point here, or that calls from a
		// script. Browsers send no Origin, or null, when Zoom sends them here.
		show(w, http.StatusForbidden, notHerePage)
	case r.Method != http.MethodGet:
		w.Header().Set("Allow", http.MethodGet)
		show(w, http.StatusMethodNotAllowed, notHerePage)
	case r.URL.Path == l.path:
		l.callback(w, r)
	case r.URL.Path == l.donePath() && l.inbox.taken.Load():
		l.done(w, r)
	default:
		show(w, http.StatusNotFound, notHerePage)
	}
}

func (l *loopback) donePath() string { return path.Join(l.path, "done") }

// callback takes the answer. One that comes again (a browser that loads the
// page twice) is sent to the same page and counts for nothing.
func (l *loopback) callback(w http.ResponseWriter, r *http.Request) {
	got, err := l.inbox.read(r.URL.RawQuery, navigated(r))
	switch {
	case fault.Is(err, fault.StartedAtZoom):
		show(w, http.StatusBadRequest, startedAtZoomPage())
		return
	case err != nil:
		show(w, http.StatusBadRequest, otherAttemptPage)
		return
	}
	l.visited.Store(true)
	l.inbox.take(got)
	setHeaders(w)
	w.Header().Set("Location", l.donePath())
	w.WriteHeader(http.StatusSeeOther)
}

// done says how it went, as soon as that is known.
func (l *loopback) done(w http.ResponseWriter, r *http.Request) {
	select {
	case <-l.outcome:
	case <-r.Context().Done():
		return
	}
	show(w, http.StatusOK, l.page)
	select {
	case l.seen <- struct{}{}:
	default:
	}
}

// navigated says whether the person sees this page come up. Browsers say so in
// Sec-Fetch-Mode; without the header it is an old one, or not a browser.
func navigated(r *http.Request) bool {
	mode := r.Header.Get("Sec-Fetch-Mode")
	return mode == "" || mode == "navigate"
}
