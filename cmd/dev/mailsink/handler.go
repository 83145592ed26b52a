package mailsink

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"
)

// Policies of the two kinds of page: ours, and the mail itself, which may style
// itself and do nothing else.
const (
	pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
	mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' https: data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
)

// Handler shows the mails at prefix ("/dev/mail"), one at prefix/{id}, and its
// HTML alone, for the frame, at prefix/{id}/html.
func (s *Sink) Handler(prefix string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+prefix, func(w http.ResponseWriter, r *http.Request) {
		show(w, r, list(prefix, s.Messages()))
	})
	mux.HandleFunc("GET "+prefix+"/{id}", func(w http.ResponseWriter, r *http.Request) {
		m, found := s.Message(r.PathValue("id"))
		if !found {
			http.NotFound(w, r)
			return
		}
		show(w, r, one(prefix, m))
	})
	mux.HandleFunc("GET "+prefix+"/{id}/html", func(w http.ResponseWriter, r *http.Request) {
		m, found := s.Message(r.PathValue("id"))
		if !found {
			http.NotFound(w, r)
			return
		}
		head(w, mailPolicy)
		// A link of the mail opens beside this page, not inside its frame.
		page := strings.Replace(m.HTML, "<head>", `<head><base target="_blank">`, 1)
		_, _ = w.Write([]byte(page)) // the client may have gone
	})
	return mux
}

func show(w http.ResponseWriter, r *http.Request, page templ.Component) {
	head(w, pagePolicy)
	if err := page.Render(r.Context(), w); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// head replaces whatever policy the store's own middleware has set.
func head(w http.ResponseWriter, policy string) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Del("X-Frame-Options")
}
